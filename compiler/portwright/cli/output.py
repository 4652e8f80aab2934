"""What verbs share of printing: findings in a format, colour where a person reads."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO, cast

import click

from portwright.diagnostics.model import Diagnostics
from portwright.diagnostics.render import FORMATS, Format, Surroundings, render
from portwright.diagnostics.render_json import report
from portwright.rules.language import compiler_defect
from portwright.source.files import read_file
from portwright.source.problem import SourceError

format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
specs_argument = click.argument(
    "specs", metavar="[SPEC]...", nargs=-1, type=click.Path(path_type=Path)
)


def print_findings(sink: Diagnostics, format_: str, more: Mapping[str, Any] | None = None) -> None:
    """Findings go to standard output in machine formats and to standard error as text.

    `more` is what a verb adds to its report in JSON.
    """
    found = list(sink)
    if format_ == "json":
        click.echo(json.dumps({**report(found), **(more or {})}, indent=2))
        return
    text = format_ == "text"
    color = text and is_colorful(sys.stderr)
    version = compiler_version() if format_ == "sarif" else ""
    around = Surroundings(_file_text, color, rules_of(format_), version)
    shown = render(cast(Format, format_), found, around)
    if shown:
        click.echo(shown.rstrip("\n"), err=text, color=color or None)


def finish(sink: Diagnostics) -> None:
    """End the run with 1 when there was an error, with 70 when it was one of portwright's own."""
    codes = {item.code for item in sink}
    raise SystemExit(_DEFECT if compiler_defect.RULE.code in codes else int(sink.has_errors))


_DEFECT = 70


def rules_of(format_: str) -> Any:
    """The registry imports every rule, so only formats that show rules pay for it."""
    if format_ not in ("sarif", "github"):
        return {}
    from portwright.rules.registry import RULES

    return RULES


def compiler_version() -> str:
    """Looking it up takes as long as all else that is printed; SARIF shows it."""
    from importlib.metadata import version

    return version("portwright")


def is_colorful(stream: TextIO) -> bool:
    """Whether a person reads there who wants colours."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def _file_text(name: str) -> str | None:
    try:
        return read_file(Path(name)).text
    except SourceError:
        return None
