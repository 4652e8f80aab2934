"""`portwright compile`: specs to generated packages, or a comparison with what is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from portwright.build.compile import Outcome, check, compile_all, refuse_foreign
from portwright.build.front import front_all
from portwright.cli.output import counted, finish, format_option, print_findings, specs_argument
from portwright.cli.select import selected_specs
from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Integration
from portwright.rules.language import drifted_output


@click.command("compile")
@specs_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("generated"),
    show_default=True,
    help="The folder that packages are written to.",
)
@click.option(
    "--check", "only_check", is_flag=True, help="Compare with what is there; write nothing."
)
@click.option("--force", is_flag=True, help="Generate even what is current already.")
@format_option
def command(
    specs: tuple[Path, ...], out: Path, only_check: bool, force: bool, format_: str
) -> None:
    """Compile specs to typed Python packages. An error in any spec leaves all as it was."""
    sink = Diagnostics()
    integrations = front_all(selected_specs(specs), sink).integrations
    if not only_check:
        refuse_foreign(integrations, out, sink)
    outcomes: list[Outcome] = []
    if not sink.has_errors and only_check:
        outcomes = [_compared(item, out, sink) for item in integrations]
    elif not sink.has_errors:
        outcomes = compile_all(integrations, out, force=force)
    print_findings(sink, format_, {"specs": [_row(outcome) for outcome in outcomes]})
    if format_ == "text":
        for outcome in outcomes:
            click.echo(_line(outcome))
    finish(sink)


def _compared(integration: Integration, out: Path, sink: Diagnostics) -> Outcome:
    outcome = check(integration, out)
    if outcome.drift:
        sink.add(drifted_output.report(outcome.folder.as_posix(), outcome.drift))
    return outcome


def _line(outcome: Outcome) -> str:
    item = outcome.integration
    counts = (
        counted(len(item.operations), "operation"),
        counted(len(item.models), "model"),
        counted(outcome.lines, "line"),
    )
    return f"{outcome.folder.as_posix()}: {outcome.status} ({', '.join(counts)})"


def _row(outcome: Outcome) -> dict[str, Any]:
    return {
        "vendor": outcome.integration.vendor,
        "folder": outcome.folder.as_posix(),
        "status": outcome.status,
        "operations": len(outcome.integration.operations),
        "schemas": len(outcome.integration.models),
        "lines": outcome.lines,
        "files": outcome.files,
        "touched": outcome.touched,
    }
