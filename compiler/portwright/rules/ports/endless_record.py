"""
**What** A record holds itself, straight or by way of other records, and nothing on the way may be
null or empty.

**Why** No value of it could ever be made: it would need another one first.

**Example** `Category: {name: string, parent: Category}`

**Fix** Let the field be null (`parent: Category | null`), or a list or a map.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0357", "endless-record", "record that holds itself", __doc__ or "")


def report(span: Span, way: tuple[str, ...], spelled: str) -> Diagnostic:
    """`way` are the records from the first back to it."""
    through = f" by way of {', '.join(f'`{name}`' for name in way[1:-1])}" if way[1:-1] else ""
    return RULE.at(
        span,
        f"`{way[0]}` holds itself{through}",
        label="no value could be made",
        help=f"write `{spelled} | null`",
    )
