"""Findings for programs.

One object: `version` of this shape, `diagnostics` in order, and the numbers of `errors` and
`warnings`. A finding without a place has null for its file, lines and columns; lines and columns
count from 1, in code points, and the end is exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from portwright.diagnostics.model import Diagnostic, Severity
from portwright.diagnostics.summary import count

_SHAPE = 1


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Indented, with a line break at the end; ASCII, so that no pipe can spoil it."""
    return json.dumps(report(diagnostics), indent=2) + "\n"


def report(diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """The object; verbs that have more to say add keys of their own."""
    found = list(diagnostics)
    counts = count(found)
    return {
        "version": _SHAPE,
        "diagnostics": [finding(item) for item in found],
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
    }


def finding(item: Diagnostic) -> dict[str, str | int | None]:
    """One finding as an object."""
    span = item.span
    return {
        "code": item.code,
        "severity": str(item.severity),
        "message": item.message,
        "label": item.label,
        "help": item.help,
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
    }
