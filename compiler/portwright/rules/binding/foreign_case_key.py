"""
**What** A test case has a key that belongs to another kind of case: to deliveries of webhooks, or
to calls, or `pages` where no list is asked for page by page.

**Why** A key that nobody reads makes the case look as if it proved more than it does.

**Example** `- {op: create_refund, cassette: ok, tamper: body}`

**Fix** Take the key out, or name the webhook that the case is about. `pages` is for operations with
`paginate`, called with `wire`; the lists of a port go from page to page by themselves.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0216", "foreign-case-key", "key of another kind of test case", __doc__ or "")


def report(span: Span | None, key: str, kind: str) -> Diagnostic:
    return RULE.at(span, f"a case of {kind} has no `{key}`", label="nobody reads it")
