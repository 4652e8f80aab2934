"""
**What** Some methods of the Protocol are async and others are not, or one of them answers an
iterator that has to be awaited first.

**Why** An adapter is async as a whole, or sync as a whole.

**Example**

    class PaymentsPort(Protocol):
        async def get_payment(self, *, payment_id: str) -> Payment: ...
        def cancel(self, *, payment_id: str) -> Payment: ...

**Fix** Write two Protocols, or make all methods async. A lazily paged result is
`def list_payments(self) -> AsyncIterator[Payment]` in an async one, without `async` (its body is
empty, and `async def` would mean a coroutine that gives an iterator), and
`def list_payments(self) -> Iterator[Payment]` in the other.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0925", "mixed-protocol", "port that is neither async nor sync", __doc__ or "")


def mixed(span: Span | None, port: str, place: str, a_sync: str, an_async: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{port}` is neither async nor sync: `{an_async}` is async and `{a_sync}` is not",
        label=f"see {place}",
    )


def awaited_stream(span: Span | None, method: str, place: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{method}` would have to be awaited before its items come",
        label=f"see {place}",
        help="write `def` for `async def`",
    )
