"""
**What** A name of a port cannot be a Python name, or would hide one that the generated package
needs.

**Why** The package would not be Python, or its own lines would mean something else.

**Example** An input named `class`, a type named `Exception`, an operation named `aclose`, a file
`class.port.yaml`.

**Fix** Choose another name; the help proposes one.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span, Text

RULE = Rule("E0353", "unusable-port-name", "name that the package needs itself", __doc__ or "")


def report(name: Text, kind: str, instead: str) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no {kind} can be named `{name}`",
        label="Python or the generated package needs the name",
        help=f"choose another, such as `{instead}`",
    )


def report_file(span: Span, file: str) -> Diagnostic:
    """No package can be named after the file."""
    return RULE.at(
        span,
        f"no package can be named after {file}",
        label="names a port",
        help="call the file as in `payments.port.yaml`: a word that is a Python name",
    )
