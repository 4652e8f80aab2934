"""
**What** A `read` path names a field that the vendor's response schema does not have.

**Why** A field that does not exist never arrives: the value would be missing in every
answer, and nothing would say so.

**Example**

    read: [id, last_payment_error.declined_code]

**Fix** Use the vendor's spelling (the hint proposes the nearest), or remove the path. What the
vendor's document has and its slice lacks comes with `portwright vendor add`, which cuts the
slice anew. If the vendor sends a field that its document lacks, add it to the document's
additions.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Span

RULE = Rule("E0301", "unknown-response-field", "unknown response field", __doc__ or "")


def report(
    span: Span | None, schema: str, name: str, path: str, known: Iterable[str]
) -> Diagnostic:
    return RULE.at(
        span,
        f"`{schema}` has no field `{name}`",
        label=f"unknown field in `{path}`",
        help=meant_or_known(name, known) or "it has no fields: leave out the end of the path",
    )
