"""
**What** `local` names no zone of the IANA database.

**Why** Times without an offset mean nothing without their zone.

**Example**

    created: {time: createDate, from: {local: America/Los_Angles}}

**Fix** Use a name such as `America/Los_Angeles`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Text

RULE = Rule("E0325", "unknown-zone", "unknown time zone", __doc__ or "")


def report(zone: Text) -> Diagnostic:
    return RULE.at(
        zone.span,
        f"no time zone `{zone}`",
        label="not in the IANA database",
        help=did_you_mean(zone, _zones()) or "write a name such as `Europe/Berlin`",
    )


def _zones() -> set[str]:
    from zoneinfo import available_timezones

    return available_timezones()
