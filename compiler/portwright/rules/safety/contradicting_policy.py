"""
**What** A policy or a limit contradicts itself: a rate of nothing, a cap under its base, a
breaker that can never open. A default counts too: `open_for: 90s` is over the 60 s that a breaker
stays open at most, unless `open_cap` says more.

**Why** The runtime refuses such a configuration when the client is imported; the mistake is
cheaper to see here.

**Example** `retry: {base: 5s, cap: 1s}`, `limits: [{per: connection, rate: 0/s}]`

**Fix** Set the value that the message asks for.
"""

from __future__ import annotations

import re
from typing import Final

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0408", "contradicting-policy", "policy contradicts itself", __doc__ or "")


_BOUND = r"(?:[\w.]+ \()?([0-9.]+\w*)\)?.*"
# What to do about what a setting must be.
_ADVICE: Final = (
    (rf"at most {_BOUND}", r"write \1 or less"),
    (rf"at least {_BOUND}", r"write \1 or more"),
    (r"a whole number from (\d+) up", r"write \1 or more"),
    (r"a whole number over 0, .*", "write a rate such as `1/s`: whole calls, in some time"),
    (r"a number over 0", "write more than 0"),
    (r"a number from 0 up", "write 0 or more"),
    (r"over 0 and at most 1", "write more than 0%, and 100% at most"),
    (r"less than all of it", "write less than 100%"),
    (r"so small that one call is left", "write a smaller part"),
    (r"given with a (\w+) only", r"leave it out, or declare a \1"),
    (r"given together with (\w+)", r"write both it and `\1`, or neither"),
    (r"the only one of (.+)", r"write one of \1, and leave out the others"),
    (r"(.+)", r"write \1"),
)


def report(
    span: Span | None,
    name: str,
    wanted: str,
    *,
    default: object | None = None,
    inherited: object | None = None,
) -> Diagnostic:
    """`name` is that of the setting; `default` its value where the spec does not set it, and
    `inherited` where the policy that is extended does."""
    advice = next(
        found.expand(text) for form, text in _ADVICE if (found := re.fullmatch(form, wanted))
    )
    if default is not None:
        advice = f"without `{name}` it is {default}; {advice} for it"
    if inherited is not None:
        advice = f"`{name}` is {inherited} in the policy that is extended; {advice} for it"
    is_elsewhere = default is not None or inherited is not None
    label = f"contradicts `{name}`" if is_elsewhere else f"cannot be `{name}`"
    return RULE.at(span, f"`{name}` must be {wanted}", label=label, help=advice)
