"""
**What** A transform that reads an answer stands in a request, or the other way round.

**Why** Each transform has one direction: `money` makes a money of a vendor's fields,
`minor_units` takes one apart.

**Example**

    request: {amount: {money: {minor: amount, currency: currency}}}

**Fix** Use its counterpart: `money` and `minor_units`, `time` and `time_to`, `decimal` and
`number`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0316", "misplaced-transform", "transform of the other direction", __doc__ or "")


_COUNTERPARTS = {
    "money": "minor_units", "minor_units": "money", "major_units": "money",
    "currency_of": "money", "time": "time_to", "time_to": "time", "decimal": "number",
    "number": "decimal",
}  # fmt: skip

_QUERY = "a query is sent: write it in the `request`"
_INSTEAD = {
    "ref": "write the path alone: it leads to an id",
    "clear": "write the path alone: null stays null",
    "header": "fill the vendor's header parameter by its name",
    "soql": _QUERY, "query": _QUERY, "filter": _QUERY,
}  # fmt: skip


def report(span: Span | None, kind: str, in_response: bool) -> Diagnostic:
    here, there = ("answers", "requests") if in_response else ("requests", "answers")
    other = _COUNTERPARTS.get(kind)
    return RULE.at(
        span,
        f"`{kind}` is for {there}",
        label=f"not in {here}",
        help=f"did you mean `{other}`?" if other else _INSTEAD.get(kind),
    )


def report_header(span: Span | None) -> Diagnostic:
    return RULE.at(
        span,
        "`header` reads an answer's header, and here is only a part of its body",
        label="no headers here",
        help="write it in the `response` of an operation, under `fields` or `value`",
    )
