"""
**What** A path of a paging rule leads to nothing in the operation's answer, or its `items` lead
to something that is no list.

**Why** The next page could not be named, or the items not be found: a listing would end early.

**Example** `paginate: {cursor: {…}, more: has_mroe}`

**Fix** Use the path in the vendor's answer. `items` may be left out where `response.each` says it;
`items: .` is a page that is a list itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Span, Text

RULE = Rule("E0702", "unreadable-page", "page cannot be read", __doc__ or "")


def report(path: Text, step: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        path.span,
        f"the page has nothing at `{path}`",
        label="not in the answer",
        help=meant_or_known(step, known),
    )


def report_no_list(path: Text) -> Diagnostic:
    return RULE.at(path.span, f"`{path}` is no list", label="items of a page stand in a list")


def report_no_items(span: Span | None, operation: str) -> Diagnostic:
    return RULE.at(
        span,
        f"nothing says where the items of a page of `{operation}` are",
        label="no `items`",
        help="add `items: PATH`, the path to the list in the answer",
    )
