"""`portwright compile --openapi`: a document alone to a package, and a report of what is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import click

from portwright.build.files import is_same_file
from portwright.build.vendor import load_document
from portwright.build.whole import Whole, compile_whole
from portwright.cli.select import refuse_unknown
from portwright.diagnostics.model import Diagnostics
from portwright.ir.naming import is_reserved_vendor
from portwright.language.record import NAME, NAME_IS
from portwright.openapi.vanished import vanished_operations


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
    if options.report is not None and is_same_file(options.report, options.openapi):
        raise click.UsageError("--report would overwrite the document")


def _check_name(name: str) -> None:
    if not re.fullmatch(NAME, name):
        raise click.UsageError(f"{name!r} is no name of a package: {NAME_IS}")
    if is_reserved_vendor(name):
        raise click.UsageError(f"no package can be named {name!r}: try `{name}_api`")


def whole_of(openapi: Path, options: WholeOptions, sink: Diagnostics) -> Whole | None:
    """What the document comes to; what is wrong with it is in `sink`. None if it is none."""
    document = load_document(openapi, sink)
    if document is None:
        return None
    unread = [item.id for item in vanished_operations(document)]
    refuse_unknown(options.operations, (*document.operations, *unread))
    return compile_whole(document, options.name or "", options.operations, sink)
