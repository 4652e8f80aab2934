"""`portwright compile`: specs and ports to packages, or a comparison with what is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from portwright.build.compile import Outcome, check, compile_all, refuse_foreign
from portwright.build.front import front_all
from portwright.cli.output import counted, finish, format_option, print_findings, specs_argument
from portwright.cli.select import GENERATED, selected_specs
from portwright.diagnostics.model import Diagnostics
from portwright.ir.port_package import Item, PortPackage
from portwright.rules.language import drifted_output


@click.command("compile")
@specs_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=GENERATED,
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
    """Compile specs, and the ports that they name, to typed Python packages.

    An error in any of them leaves all as it was.
    """
    sink = Diagnostics()
    front = front_all(selected_specs(specs), sink)
    items = front.items
    front.warn_changed_ports(out, sink)
    if not only_check:
        refuse_foreign(items, out, sink)
    outcomes: list[Outcome] = []
    if not sink.has_errors and only_check:
        outcomes = [_compared(item, out, sink) for item in items]
    elif not sink.has_errors:
        outcomes = compile_all(items, out, force=force)
    print_findings(sink, format_, _rows(outcomes))
    if format_ == "text":
        for outcome in outcomes:
            click.echo(_line(outcome))
    finish(sink)


def _compared(item: Item, out: Path, sink: Diagnostics) -> Outcome:
    outcome = check(item, out)
    if outcome.drift:
        sink.add(drifted_output.report(outcome.folder.as_posix(), outcome.drift))
    return outcome


def _line(outcome: Outcome) -> str:
    counts = [counted(number, noun) for noun, number in _numbers(outcome.item).items()]
    listed = ", ".join([*counts, counted(outcome.lines, "line")])
    return f"{outcome.folder.as_posix()}: {outcome.status} ({listed})"


def _numbers(item: Item) -> dict[str, int]:
    """How many there are of what people count, by its noun."""
    if isinstance(item, PortPackage):
        return {"operation": len(item.port.operations), "type": len(item.port.types)}
    return {"operation": len(item.operations), "model": len(item.models)}


def _rows(outcomes: list[Outcome]) -> dict[str, Any]:
    """What the report in JSON adds: a row for each package."""
    ports, specs = [], []
    for outcome in outcomes:
        item = outcome.item
        if isinstance(item, PortPackage):
            ports.append({"port": item.port.name, **_row(outcome)})
        else:
            specs.append({"vendor": item.vendor, "schemas": len(item.models), **_row(outcome)})
    return {"specs": specs, "ports": ports}


def _row(outcome: Outcome) -> dict[str, Any]:
    return {
        "folder": outcome.folder.as_posix(),
        "status": outcome.status,
        "operations": _numbers(outcome.item)["operation"],
        "lines": outcome.lines,
        "files": outcome.files,
        "touched": outcome.touched,
    }
