"""`portwright compile`: specs to generated packages, or a comparison with what is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from portwright.build.compile import Outcome, check, compile_to, refuse_foreign
from portwright.build.front import front_all
from portwright.cli.output import finish, format_option, print_findings, specs_argument
from portwright.cli.select import selected_specs
from portwright.diagnostics.model import Diagnostics
from portwright.diagnostics.render_json import finding
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
    integrations = front_all(selected_specs(specs), sink)
    outcomes: list[Outcome] = []
    if not only_check:
        refuse_foreign(integrations, out, sink)
    if not sink.has_errors:
        outcomes = [_one(item, out, only_check, force, sink) for item in integrations]
    if format_ == "json":
        click.echo(json.dumps(_report(outcomes, sink), indent=1))
    else:
        print_findings(sink, format_)
        if format_ == "text":
            for outcome in outcomes:
                click.echo(_line(outcome))
    finish(sink)


def _one(
    integration: Integration, out: Path, only_check: bool, force: bool, sink: Diagnostics
) -> Outcome:
    if not only_check:
        return compile_to(integration, out, force=force)
    outcome = check(integration, out)
    if outcome.drift:
        sink.add(drifted_output.report(outcome.folder.as_posix(), outcome.drift))
    return outcome


def _line(outcome: Outcome) -> str:
    item = outcome.integration
    counts = f"{len(item.operations)} operations, {len(item.models)} models, {outcome.lines} lines"
    return f"{outcome.folder.as_posix()}: {outcome.status} ({counts})"


def _report(outcomes: list[Outcome], sink: Diagnostics) -> dict[str, Any]:
    return {
        "specs": [
            {
                "vendor": outcome.integration.vendor,
                "folder": outcome.folder.as_posix(),
                "status": outcome.status,
                "operations": len(outcome.integration.operations),
                "schemas": len(outcome.integration.models),
                "lines": outcome.lines,
                "files": outcome.files,
                "touched": outcome.touched,
            }
            for outcome in outcomes
        ],
        "findings": [finding(item) for item in sink],
    }
