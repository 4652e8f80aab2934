"""
**What** Neither the connection nor the vendor's document says where the vendor's API answers.

**Why** The generated connection then takes `base_url` as an argument, which is right for
self-hosted products and a mistake elsewhere.

**Example** A document without `servers` and a connection without `environments`.

**Fix** Add `environments: {live: {base_url: https://…, production: true}}`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0207", "no-base-url", "no base URL", __doc__ or "")


def report(span: Span | None, vendor: str) -> Diagnostic:
    return RULE.at(
        span,
        f"nothing says where the API of `{vendor}` answers",
        label="callers must pass `base_url`",
        help="add `environments:` with a `base_url`",
    )
