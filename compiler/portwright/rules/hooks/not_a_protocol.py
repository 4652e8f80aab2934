"""
**What** `port: {python: ...}` names no class of the module, or a class that is no Protocol.

**Why** An adapter fits a port by its methods and inherits nothing from it: only a
`typing.Protocol` says that, and lets the type checker prove it.

**Example**

    port: {python: shop.ports.PaymentPort}    # the class is PaymentsPort

**Fix** Name the Protocol. A class without `Protocol` among its own bases becomes one by
`class PaymentsPort(Protocol):`.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Span

RULE = Rule("E0922", "not-a-protocol", "port that is no Protocol", __doc__ or "")


def missing(span: Span | None, module: str, name: str, known: Iterable[str]) -> Diagnostic:
    """`known` are the Protocols that are there."""
    help = meant_or_known(name, known) or f"`{module}` has no Protocol"
    return RULE.at(span, f"`{module}` has no class `{name}`", label="no such class", help=help)


def module(span: Span | None, name: str, known: Iterable[str]) -> Diagnostic:
    help = next((f"write `{name}.{item}`" for item in known), f"`{name}` has no Protocol")
    return RULE.at(span, f"`{name}` is a module", label="no class of it is named", help=help)


def other(span: Span | None, name: str, place: str, reason: str) -> Diagnostic:
    return RULE.at(span, f"`{name}` {reason}", label=f"see {place}")
