"""
**What** The operation needs, or the spec sends, a parameter in a style that is not compiled: as
JSON text in the query, or as `matrix` or `label` in the path.

**Why** Sent in another style the vendor would read another value, or none.

**Example** `send: [filter]` where the document describes it by `content: {application/json: …}`.

**Fix** Leave it out where it is optional. Where the vendor takes another style too, describe it
in the additions.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0211", "parameter-style", "parameter in an unknown style", __doc__ or "")


def report(span: Span | None, operation: str, name: str, style: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` takes `{name}` as `{style}`",
        label="parameters of this style are not compiled",
        help="leave it out, or describe another style in the additions",
    )
