"""
**What** A URL is made with a connection parameter whose type is not the one that it needs: `host`,
or `origin` for `{origin: …}`.

**Why** Credentials are sent there. The value of a `host` or an `origin` is checked when a
connection is made; any other text could lead them to another server, and null leads nowhere.

**Example** `base_url: {host: shop}` with `params: {shop: string}`

**Fix** Declare it as `host`: `params: {shop: host}`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

_AN = {"host": "a", "origin": "an"}

RULE = Rule("E0505", "param-is-no-host", "parameter is no host", __doc__ or "")


def report(name: Text, declared: str, needed: str) -> Diagnostic:
    return RULE.at(
        name.span,
        f"parameter `{name}` is `{declared}`, and a URL needs {_AN[needed]} `{needed}`",
        label=f"not checked to be {_AN[needed]} {needed}",
        help=f"declare `{name}: {needed}` in connection.params",
    )
