"""`portwright check`: the front half only; nothing is written."""

from __future__ import annotations

from pathlib import Path

import click

from portwright.build.front import front_all
from portwright.build.port import is_port
from portwright.cli.output import counted, finish, format_option, print_findings, specs_argument
from portwright.cli.select import GENERATED, selected_specs
from portwright.diagnostics.model import Diagnostics


@click.command("check")
@specs_argument
@format_option
def command(specs: tuple[Path, ...], format_: str) -> None:
    """Check specs against their vendors' documents, and ports; nothing is written."""
    sink = Diagnostics()
    paths = selected_specs(specs)
    front_all(paths, sink).warn_changed_ports(GENERATED, sink)
    print_findings(sink, format_)
    if format_ == "text" and not sink.has_errors:
        click.echo(f"{_counted(paths)} checked, no errors")
    finish(sink)


def _counted(paths: list[Path]) -> str:
    """ "1 spec", "2 specs and 1 port"."""
    ports = sum(is_port(path) for path in paths)
    numbers = ((len(paths) - ports, "spec"), (ports, "port"))
    return " and ".join(counted(number, noun) for number, noun in numbers if number)
