"""`portwright vendor add`: pin a slice of a vendor's document beside its spec."""

from __future__ import annotations

import re
from pathlib import Path

import click

from portwright.build.vendor import Added, Origin, add_vendor
from portwright.cli.output import finish, format_option, print_findings
from portwright.cli.select import SPECS
from portwright.diagnostics.model import Diagnostics
from portwright.source.folder import SPEC_NAME

_NPM = re.compile(r"npm:(?P<value>(?:@[\w.-]+/)?[\w.-]+@[\w.-]+):(?P<path>[^\s:]+)")


@click.group("vendor")
def command() -> None:
    """Pin the documents of vendors."""


@command.command("add")
@click.argument("vendor")
@click.option(
    "--openapi",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The vendor's document, whole.",
)
@click.option(
    "--origin",
    help="Where it comes from: npm:PACKAGE@VERSION:PATH, hand_written or org_export:NAME; "
    "the file's name without.",
)
@format_option
def add(vendor: str, openapi: Path, origin: str | None, format_: str) -> None:
    """Write specs/VENDOR/openapi.json, cut to what the spec uses, and source.lock."""
    sink = Diagnostics()
    path = Path(vendor) if vendor.endswith((".yaml", ".yml")) else SPECS / vendor / SPEC_NAME
    added = add_vendor(path, openapi, parse_origin(origin, openapi), sink)
    print_findings(sink, format_)
    if added is not None and format_ == "text":
        click.echo(describe(added))
    finish(sink)


def describe(added: Added) -> str:
    size = f"{added.bytes / 1000:.0f} kB"
    verdict = f"{added.verdict} ({added.findings} findings)" if added.findings else added.verdict
    return f"{added.path.as_posix()}: {added.operations} operations, {size}; document {verdict}"


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
