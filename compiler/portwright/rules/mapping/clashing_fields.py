"""
**What** A request fills a field and fields below it.

**Why** Only one of them can be sent.

**Example**

    request: {address: {object: address, use: address}, address.city: city}

**Fix** Fill the whole, or its fields one by one.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0331", "clashing-fields", "field filled twice", __doc__ or "")


def report(name: Text, title: str) -> Diagnostic:
    return RULE.at(
        name.span,
        f"`{title}` is filled twice",
        label="fields below it are filled too",
        help="fill the whole, or its fields one by one",
    )
