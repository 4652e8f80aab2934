"""`portwright vendor`: pin a slice of a vendor's document beside its spec, and move the pin."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from portwright.build.documents import load_document
from portwright.build.init import list_operations
from portwright.build.vendor import Added, add_vendor
from portwright.cli.origin import origin_option, parse_origin
from portwright.cli.output import finish, format_option, print_findings
from portwright.cli.select import openapi_option, spec_of
from portwright.cli.vendor_update import update
from portwright.diagnostics.listed import numbered
from portwright.diagnostics.model import Diagnostics


@click.group("vendor")
def command() -> None:
    """Pin the documents of vendors."""


command.add_command(update)


@command.command("add")
@click.argument("vendor")
@openapi_option
@origin_option
@format_option
def add(vendor: str, openapi: Path, origin: str | None, format_: str) -> None:
    """Write specs/VENDOR/openapi.json, cut to what the spec uses, and source.lock."""
    sink = Diagnostics()
    added = add_vendor(spec_of(vendor), openapi, parse_origin(origin, openapi), sink)
    print_findings(sink, format_, {"written": written(added)})
    if added is not None and format_ == "text":
        click.echo(describe(added))
    finish(sink)


@command.command("operations")
@openapi_option
@format_option
def operations(openapi: Path, format_: str) -> None:
    """List the operations of a document, by the ids that specs and `init --operation` take."""
    sink = Diagnostics()
    document = load_document(openapi, sink)
    found = list_operations(document) if document is not None else []
    print_findings(sink, format_, {"operations": [asdict(item) for item in found]})
    if format_ == "text":
        for item in found:
            click.echo(f"{item.id}  {item.method} {item.path}")
    finish(sink)


# The validator's word on the document; a crash is the validator's own.
VERDICTS = {
    "valid": "document valid",
    "invalid": "document invalid",
    "crashed": "the validator crashed",
}


def describe(added: Added) -> str:
    count, size = numbered(added.operations, "operation"), f"{added.bytes / 1000:.0f} kB"
    findings = f" ({numbered(added.findings, 'finding')})" if added.findings else ""
    return f"{added.path.as_posix()}: {count}, {size}; {VERDICTS[added.verdict]}{findings}"


def written(added: Added | None) -> list[str]:
    """What was written, for programs."""
    return [path.as_posix() for path in added.written] if added is not None else []
