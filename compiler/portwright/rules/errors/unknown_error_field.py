"""
**What** An error rule looks at a field, or for a value, that no answer in the document has.

**Why** A rule that never matches is no rule: the answers that it was written for mean what their
status does.

Where the document says nothing of the body of an error, or leaves it open, any field is taken; so
it is in a rule for a success, since documents do not tell what faults hide in those.

**Example** `{status: 429, body.error.cod: lock_timeout, then: retry}` where errors have a
`code`.

**Fix** Use a field of the document. What the document forgot can be written into
`additions.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Span

RULE = Rule("W0608", "unknown-error-field", "error rule about an unknown field", __doc__ or "")

_SHOWN = 8


def report(span: Span | None, path: str, step: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"no answer has the field `{path}`",
        label=f"no `{step}` here",
        help=meant_or_known(step, known),
    )


def report_object(span: Span | None, path: str, known: Iterable[str]) -> Diagnostic:
    some = sorted(f"`{path}.{name}`" for name in known)[:_SHOWN]
    return RULE.at(
        span,
        f"`{path}` is an object, and has no value of its own",
        label="ends at an object",
        help="name one of its fields, such as " + ", ".join(some),
    )


def report_value(span: Span | None, path: str, value: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"`{path}` is never `{value}`",
        label="not among its values",
        help=meant_or_known(value, known),
    )
