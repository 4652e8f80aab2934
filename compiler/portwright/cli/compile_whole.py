"""`portwright compile --openapi`: a document alone to a package, and a report of what is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import click

from portwright.build.whole_kept import Keeper, Kept, keeper_of
from portwright.cli.compile_rows import Row
from portwright.cli.compile_target import Target
from portwright.diagnostics.model import Diagnostics
from portwright.emit.store import open_store
from portwright.ir.naming import is_reserved_vendor, package_name
from portwright.language.record import NAME, NAME_IS


@dataclass(frozen=True, slots=True)
class WholeOptions:
    """The options that speak of a document without a spec, as they were given."""

    openapi: Path | None
    name: str | None
    operations: tuple[str, ...]
    report: Path | None


def check_options(options: WholeOptions, specs: tuple[Path, ...]) -> None:
    """Refuse what does not go together."""
    if options.openapi is None:
        if options.name or options.operations or options.report:
            raise click.UsageError("--name, --operation and --report go with --openapi")
        return
    if specs:
        raise click.UsageError("--openapi compiles without a spec: give one or the other")
    if not options.name:
        raise click.UsageError("--openapi needs --name, the name of the package")
    _check_name(options.name)
    if options.report is not None:
        _check_report(options.report, options.openapi)


def _check_report(report: Path, document: Path) -> None:
    from portwright.build.files import is_same_file

    if is_same_file(report, document):
        raise click.UsageError("--report would overwrite the document")


def _check_name(name: str) -> None:
    if not re.fullmatch(NAME, name):
        raise click.UsageError(f"{name!r} is no name of a package: {NAME_IS}")
    if is_reserved_vendor(name):
        raise click.UsageError(f"no package can be named {name!r}: try `{name}_api`")


def compile_document(
    openapi: Path, options: WholeOptions, target: Target, sink: Diagnostics
) -> list[Row]:
    """What can be compiled is, in spite of what cannot; where all is as an earlier run left it,
    what that said is told again."""
    name = options.name or ""
    keeper = _keeper(openapi, options, target.out / package_name(name), target)
    kept = keeper.recall(with_report=options.report is not None) if keeper is not None else None
    if kept is not None:
        return [_told_again(kept, name, target, options.report, sink)]
    # Imported here: half of what an unchanged document costs in all.
    from portwright.cli.whole_run import run

    return run(openapi, options, target, keeper, sink)


def _keeper(openapi: Path, options: WholeOptions, folder: Path, target: Target) -> Keeper | None:
    """None where nothing is kept or asked for."""
    store = None if target.only_check or target.force else open_store()
    if store is None:
        return None
    return keeper_of(store, openapi, folder, (options.name or "", *options.operations))


def _told_again(
    kept: Kept, name: str, target: Target, report: Path | None, sink: Diagnostics
) -> Row:
    for item in kept.found:
        sink.add(item)
    if report is not None and kept.report is not None:
        from portwright.emit.write import write_file

        write_file(report, kept.report.encode())
    folder = (target.out / package_name(name)).as_posix()
    numbers = {"operation": kept.operations, "model": kept.models}
    return Row("specs", name, folder, "unchanged", numbers, kept.lines, len(kept.outputs))
