"""
**What** A paging rule sends its cursor in a query parameter that the operation does not take.

**Why** The vendor would ignore it and answer the first page for ever.

**Example** `paginate: {cursor: {param: start_after, from_last: id}}` where the document has
`starting_after`.

**Fix** Use the parameter's name in the document; the hint proposes the nearest.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Text

RULE = Rule("E0701", "unsendable-cursor", "cursor cannot be sent", __doc__ or "")


def report(name: Text, operation: str, what: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"`{operation}` has no {what} `{name}`",
        label="cursor cannot be sent",
        help=meant_or_known(name, known),
    )
