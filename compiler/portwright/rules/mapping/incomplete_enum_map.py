"""
**What** The `map` of an `enum` leaves out a value that the vendor's document (or the port)
lists.

**Why** The value will come one day, and then there is nothing to make of it.

**Example**

    status:
      enum: status
      map: {succeeded: succeeded}

**Fix** Map every value; `else:` takes the rest where the rest means one thing. Null needs an
entry of its own where the port's field takes none.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0304", "incomplete-enum-map", "map of words that is not exhaustive", __doc__ or "")


def report(span: Span | None, path: str, missing: list[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"map of `{path}` is not exhaustive",
        label=f"missing: {', '.join(missing)}",
        help="map the values or add `else:`",
    )


def report_null(span: Span | None, path: str) -> Diagnostic:
    """No entry for null, which `else` does not take."""
    return RULE.at(
        span,
        f"map of `{path}` has no entry for null",
        label="null is no word",
        help="add `null: <value>`, or make the port's type `T | null`",
    )
