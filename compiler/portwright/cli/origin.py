"""`--origin`: where a document comes from, as it is written into `source.lock`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from portwright.build.vendor import Origin

_PACKAGED = re.compile(
    r"(?P<kind>npm|pypi):(?P<value>(?:@[\w.-]+/)?[\w.-]+@[\w.-]+):(?P<path>[^\s:]+)"
)
_KINDS = "npm:PACKAGE@VERSION:PATH, pypi:PACKAGE@VERSION:PATH, hand_written"

origin_option = click.option(
    "--origin",
    help=f"Where it comes from: {_KINDS} or org_export:NAME; the file's name without.",
)


def parse_origin(text: str | None, openapi: Path) -> Origin:
    if text is None:
        return Origin("file", openapi.name)
    if text == "hand_written":
        return Origin("hand_written", "true")
    if text.startswith("org_export:"):
        return Origin("org_export", text.removeprefix("org_export:"))
    match = _PACKAGED.fullmatch(text)
    if match is None:
        raise click.UsageError(f"--origin {text!r} is none of {_KINDS}, org_export:NAME")
    return Origin(match["kind"], match["value"], match["path"])
