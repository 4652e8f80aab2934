"""`portwright init`: a first spec for a vendor, with a slice of its document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from portwright.build import ignored
from portwright.build.documents import load_document
from portwright.build.files import LOCK
from portwright.build.init import Listed, init_vendor, list_operations
from portwright.build.schema import FOLDER
from portwright.build.vendor import Added
from portwright.cli.declare import HINT, is_declared
from portwright.cli.origin import parse_origin
from portwright.cli.output import finish, format_option, print_findings
from portwright.cli.select import LIST, SPECS, openapi_option, refuse_unknown
from portwright.cli.vendor import describe, written
from portwright.diagnostics.model import Diagnostics
from portwright.ir.naming import is_reserved_vendor
from portwright.source.folder import SPEC_NAME

_MOST = 20


@click.command("init")
@click.argument("vendor")
@openapi_option
@click.option(
    "--operation",
    "operations",
    multiple=True,
    help="An operationId; repeat for more. All without it, of a document with up to 20.",
)
@click.option("--origin", help="Where the document comes from; see `vendor add`.")
@format_option
def command(
    vendor: str, openapi: Path, operations: tuple[str, ...], origin: str | None, format_: str
) -> None:
    """Write specs/VENDOR/ with a spec that compiles and a slice of the vendor's document."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", vendor):
        raise click.UsageError(f"{vendor!r} is no vendor name: small letters, digits and `_`")
    if is_reserved_vendor(vendor):
        raise click.UsageError(f"no package can be named after {vendor!r}: try `{vendor}_api`")
    path = SPECS / vendor / SPEC_NAME
    _refuse_existing(path)
    sink = Diagnostics()
    document = load_document(openapi, sink)
    added = None
    if document is not None and not sink.has_errors:
        source = parse_origin(origin, openapi)
        listed = list_operations(document)
        chosen = operations or _all_of(listed)
        refuse_unknown(operations, document.operations)
        added = init_vendor(path, document, chosen, source, sink)
    print_findings(sink, format_, {"written": written(added)})
    if added is not None and format_ == "text":
        click.echo(f"{path.as_posix()}: written")
        click.echo(describe(added))
        for line in _beside(added):
            click.echo(line)
        click.echo("next: portwright compile")
        if not is_declared():
            click.echo(HINT)
    finish(sink)


def _beside(added: Added) -> Iterator[str]:
    """What was written outside of the vendor's folder."""
    for path in added.written:
        if path.name == ignored.NAME:
            yield f"{path.as_posix()}: a line for {FOLDER.as_posix()}/, which `schema` makes anew"
        elif path.parent == FOLDER:
            yield f"{path.as_posix()}: written, for editors"


def _refuse_existing(path: Path) -> None:
    """What `init` writes replaces nothing: neither a spec nor a document that lies there."""
    for name in (SPEC_NAME, "openapi.json", LOCK):
        found = path.with_name(name)
        if found.exists():
            advice = (
                "edit it, or use `portwright vendor add`"
                if name == SPEC_NAME
                else "move it away; a whole document is kept outside of specs/"
            )
            raise click.UsageError(f"{found.as_posix()} exists; {advice}")


def _all_of(listed: list[Listed]) -> tuple[str, ...]:
    """All operations, of a document that is small enough to mean all of it."""
    if len(listed) > _MOST:
        some = ", ".join(item.id for item in listed[:5])
        raise click.UsageError(
            f"the document has {len(listed)} operations: pick some with --operation ({some}, ...); "
            f"{LIST}"
        )
    if not listed:
        raise click.UsageError("no operation is in the document: it has no paths")
    return tuple(item.id for item in listed)
