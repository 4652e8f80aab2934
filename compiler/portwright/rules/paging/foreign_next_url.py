"""
**What** A paging rule follows a URL that the vendor's answer names, without `same_origin: true`.

**Why** The URL is asked with the connection's credentials. An answer that names another host
would carry them there.

**Example** `paginate: {next_url: nextRecordsUrl}`

**Fix** Write `same_origin: true`: URLs on another origin are refused. Nothing else is offered.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0703", "foreign-next-url", "next URL without `same_origin`", __doc__ or "")


def report(span: Span | None) -> Diagnostic:
    return RULE.at(
        span,
        "a next URL may lead to another host, with our credentials",
        label="`same_origin: true` is not said",
        help="add `same_origin: true`",
    )
