"""
**What** A URL is made with a connection parameter whose type is not `host`.

**Why** Credentials are sent there. The value of a `host` is checked when a connection is made; any
other text could lead them to another server, and null leads nowhere.

**Example** `base_url: {host: shop}` with `params: {shop: string}`

**Fix** Declare it as `host`: `params: {shop: host}`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0505", "param-is-no-host", "parameter is no host", __doc__ or "")


def report(name: Text, declared: str) -> Diagnostic:
    return RULE.at(
        name.span,
        f"parameter `{name}` is `{declared}`, and a URL needs a `host`",
        label="not checked to be a host",
        help=f"declare `{name}: host` in connection.params",
    )
