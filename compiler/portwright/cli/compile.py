"""`portwright compile`: specs and ports to packages, or a comparison with what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from portwright.build.compile import Outcome, check, compile_all, refuse_foreign
from portwright.build.front import front_all
from portwright.build.whole_report import whole_report
from portwright.cli.compile_whole import WholeOptions, check_options, whole_of
from portwright.cli.output import counted, finish, format_option, print_findings, specs_argument
from portwright.cli.select import GENERATED, document_file, selected_specs
from portwright.diagnostics.model import Diagnostics
from portwright.emit.store import open_store
from portwright.emit.write import write_file
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
@click.option("--openapi", type=document_file, help="Compile this whole document, without a spec.")
@click.option("--name", help="With --openapi: the name of the package.")
@click.option(
    "--operation",
    "operations",
    multiple=True,
    help="With --openapi: an operationId; repeat for more. All without it.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --openapi: write as JSON what was delivered, what was lost, and why.",
)
@format_option
def command(
    specs: tuple[Path, ...],
    out: Path,
    only_check: bool,
    force: bool,
    openapi: Path | None,
    name: str | None,
    operations: tuple[str, ...],
    report: Path | None,
    format_: str,
) -> None:
    """Compile specs, and the ports that they name, to typed Python packages.

    An error in any of them leaves all as it was.

    With --openapi a document is compiled without a spec: all operations, every field, default
    policies; POST and PATCH count as unsafe to repeat. An operation that cannot be compiled is an
    error that names it, and the others are written all the same.
    """
    options = WholeOptions(openapi, name, operations, report)
    check_options(options, specs)
    sink = Diagnostics()
    target = Target(out, only_check, force)
    if openapi is not None:
        outcomes = _compile_document(openapi, options, target, sink)
    else:
        outcomes = _compile_specs(specs, target, sink)
    print_findings(sink, format_, _rows(outcomes))
    if format_ == "text":
        for outcome in outcomes:
            click.echo(_line(outcome))
    finish(sink)


@dataclass(frozen=True, slots=True)
class Target:
    """Where packages go, and whether they are only compared, or made anew in any case."""

    out: Path
    only_check: bool
    force: bool


def _compile_specs(specs: tuple[Path, ...], target: Target, sink: Diagnostics) -> list[Outcome]:
    front = front_all(selected_specs(specs), sink)
    front.warn_changed_ports(target.out, sink)
    if not target.only_check:
        refuse_foreign(front.items, target.out, sink)
    return [] if sink.has_errors else _made(front.items, target, sink)


def _compile_document(
    openapi: Path, options: WholeOptions, target: Target, sink: Diagnostics
) -> list[Outcome]:
    """What can be compiled is, in spite of what cannot."""
    whole = whole_of(openapi, options, sink)
    if whole is None:
        return []
    items = [whole.integration] if whole.integration is not None else []
    foreign = Diagnostics()
    if not target.only_check:
        refuse_foreign(items, target.out, foreign)
    for item in foreign:
        sink.add(item)
    report = whole_report(whole, sink) if options.report is not None else b""
    del whole  # the document, which nothing needs from here on
    outcomes = [] if foreign.has_errors else _made(items, target, sink)
    if options.report is not None:
        write_file(options.report, report)
    return outcomes


def _made(items: Sequence[Item], target: Target, sink: Diagnostics) -> list[Outcome]:
    if target.only_check:
        return [_compared(item, target.out, sink) for item in items]
    return compile_all(items, target.out, force=target.force, store=open_store())


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
