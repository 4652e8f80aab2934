"""`portwright init`: a first spec for a vendor, with a slice of its document."""

from __future__ import annotations

import re
from pathlib import Path

import click

from portwright.build.init import compilable, write_spec
from portwright.build.vendor import add_vendor, load_document
from portwright.cli.output import finish, format_option, print_findings
from portwright.cli.select import SPECS
from portwright.cli.vendor import describe, parse_origin
from portwright.diagnostics.model import Diagnostics
from portwright.diagnostics.suggest import did_you_mean
from portwright.emit.write import remove_file
from portwright.ir.naming import is_reserved_vendor
from portwright.openapi.document import OpenApi
from portwright.source.folder import SPEC_NAME

_MOST = 20


@click.command("init")
@click.argument("vendor")
@click.option(
    "--openapi",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The vendor's document.",
)
@click.option("--operation", "operations", multiple=True, help="An operationId; repeat for more.")
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
    if path.exists():
        raise click.UsageError(f"{path.as_posix()} exists; edit it, or use `portwright vendor add`")
    sink = Diagnostics()
    document = load_document(openapi, sink)
    if document is not None and not sink.has_errors:
        source = parse_origin(origin, openapi)
        chosen = _chosen(document, operations)
        write_spec(path, vendor, document, chosen)
        added = add_vendor(path, openapi, source, sink)
        if added is None:
            remove_file(path)
        elif format_ == "text":
            click.echo(f"{path.as_posix()}: written")
            if not operations and (left_out := sorted(document.operations.keys() - chosen)):
                click.echo(f"left out, they cannot be compiled yet: {', '.join(left_out)}")
            click.echo(describe(added))
            click.echo("next: portwright compile")
    print_findings(sink, format_)
    finish(sink)


def _chosen(document: OpenApi, wanted: tuple[str, ...]) -> tuple[str, ...]:
    known = document.operations
    for name in wanted:
        if name not in known:
            hint = did_you_mean(name, known)
            raise click.UsageError(f"no operation `{name}`" + (f"; {hint}" if hint else ""))
    if not wanted and len(known) > _MOST:
        some = ", ".join(list(known)[:5])
        raise click.UsageError(
            f"the document has {len(known)} operations: pick some with --operation ({some}, ...)"
        )
    return wanted or compilable(document)
