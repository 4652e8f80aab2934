"""`portwright vendor add`: pin a slice of a vendor's document beside its spec."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import click

from portwright.build.documents import load_document
from portwright.build.init import list_operations
from portwright.build.vendor import Added, Origin, add_vendor
from portwright.cli.output import counted, finish, format_option, print_findings
from portwright.cli.select import openapi_option, spec_of
from portwright.diagnostics.model import Diagnostics

_NPM = re.compile(r"npm:(?P<value>(?:@[\w.-]+/)?[\w.-]+@[\w.-]+):(?P<path>[^\s:]+)")


@click.group("vendor")
def command() -> None:
    """Pin the documents of vendors."""


@command.command("add")
@click.argument("vendor")
@openapi_option
@click.option(
    "--origin",
    help="Where it comes from: npm:PACKAGE@VERSION:PATH, hand_written or org_export:NAME; "
    "the file's name without.",
)
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
    count, size = counted(added.operations, "operation"), f"{added.bytes / 1000:.0f} kB"
    findings = f" ({counted(added.findings, 'finding')})" if added.findings else ""
    return f"{added.path.as_posix()}: {count}, {size}; {VERDICTS[added.verdict]}{findings}"


def written(added: Added | None) -> list[str]:
    """What was written, for programs."""
    return [path.as_posix() for path in added.written] if added is not None else []


def parse_origin(text: str | None, openapi: Path) -> Origin:
    if text is None:
        return Origin("file", openapi.name)
    if text == "hand_written":
        return Origin("hand_written", "true")
    if text.startswith("org_export:"):
        return Origin("org_export", text.removeprefix("org_export:"))
    match = _NPM.fullmatch(text)
    if match is None:
        raise click.UsageError(
            f"--origin {text!r} is none of npm:PACKAGE@VERSION:PATH, hand_written, org_export:NAME"
        )
    return Origin("npm", match["value"], match["path"])
