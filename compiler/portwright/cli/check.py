"""`portwright check`: the front half only; nothing is written."""

from __future__ import annotations

from pathlib import Path

import click

from portwright.build.front import front_all
from portwright.cli.output import counted, finish, format_option, print_findings, specs_argument
from portwright.cli.select import selected_specs
from portwright.diagnostics.model import Diagnostics


@click.command("check")
@specs_argument
@format_option
def command(specs: tuple[Path, ...], format_: str) -> None:
    """Check specs against their vendors' documents; nothing is written."""
    sink = Diagnostics()
    paths = selected_specs(specs)
    front_all(paths, sink)
    print_findings(sink, format_)
    if format_ == "text" and not sink.has_errors:
        click.echo(f"{counted(len(paths), 'spec')} checked, no errors")
    finish(sink)
