"""`portwright check`: the front half only; nothing is written."""

from __future__ import annotations

from pathlib import Path

import click

from portwright.build.check_document import check_document
from portwright.build.front import front_all
from portwright.build.port import is_port
from portwright.cli.output import finish, format_option, print_findings, specs_argument
from portwright.cli.select import GENERATED, document_file, selected_specs
from portwright.cli.vendor import VERDICTS
from portwright.diagnostics.listed import numbered
from portwright.diagnostics.model import Diagnostics


@click.command("check")
@specs_argument
@click.option("--openapi", type=document_file, help="Check this document alone, without a spec.")
@format_option
def command(specs: tuple[Path, ...], openapi: Path | None, format_: str) -> None:
    """Check specs against their vendors' documents, and ports; nothing is written.

    With --openapi a document is judged by openapi-spec-validator, whose findings are warnings, and
    each operation that `compile --openapi` would lose is an error.
    """
    sink = Diagnostics()
    if openapi is not None:
        if specs:
            raise click.UsageError("--openapi checks a document alone: give it or specs")
        _check_document(openapi, sink, format_)
        return
    paths = selected_specs(specs)
    front_all(paths, sink).warn_changed_ports(GENERATED, sink)
    print_findings(sink, format_)
    if format_ == "text" and not sink.has_errors:
        click.echo(f"{_counted(paths)} checked, no errors")
    finish(sink)


def _check_document(openapi: Path, sink: Diagnostics, format_: str) -> None:
    checked = check_document(openapi, sink)
    print_findings(sink, format_)
    if format_ == "text" and checked is not None:
        made = checked.whole.integration
        compiled = len(made.operations) if made is not None else 0
        numbers = numbered(compiled + len(checked.whole.lost), "operation")
        verdict = VERDICTS[checked.verdict.verdict]
        click.echo(f"{openapi.as_posix()}: {numbers}, {compiled} can be compiled; {verdict}")
    finish(sink)


def _counted(paths: list[Path]) -> str:
    """ "1 spec", "2 specs and 1 port"."""
    ports = sum(is_port(path) for path in paths)
    numbers = ((len(paths) - ports, "spec"), (ports, "port"))
    return " and ".join(numbered(number, noun) for number, noun in numbers if number)
