"""
**What** A webhook emits an event that the port does not have, uses a mapping that the spec does
not have, or one that makes another type than the event carries.

**Why** The handlers of the port would get something else than they were promised, or nothing.

**Example** `refund.updated: {emit: RefundChanged, use: payment}` where the port has
`RefundChanged: Refund` and the mapping `payment` makes a `Payment`.

**Fix** Name an event of the port, and a mapping whose `to:` is the type that it carries.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Text

RULE = Rule("E0802", "event-mismatch", "event and mapping do not fit", __doc__ or "")


def report(use: Text, event: str, carried: str, made: str, fitting: Iterable[str]) -> Diagnostic:
    """`fitting` are the mappings that make what the event carries."""
    names = " or ".join(f"`{name}`" for name in fitting)
    return RULE.at(
        use.span,
        f"event `{event}` carries `{carried}`, mapping `{use}` makes `{made}`",
        label="type mismatch",
        help=f"use {names}" if names else f"use a mapping whose `to:` is {carried}",
    )


def report_event(name: Text, port: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"`{port}` has no event `{name}`",
        label="not an event of the port",
        help=meant_or_known(name, known),
    )


def report_mapping(name: Text, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no mapping `{name}`",
        label="not declared in mappings",
        help=meant_or_known(name, known),
    )
