"""
**What** The operation's request body has only media types that are not compiled: JSON, forms,
text, plain bytes and multipart forms are.

**Why** A body in an unknown format would be sent wrongly or not at all.

**Example** A body that is declared as `multipart/mixed` only.

**Fix** Leave the operation out of the spec, or describe another media type that the vendor
accepts in the document's additions.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0202", "unsupported-body", "unsupported request body", __doc__ or "")


def report(span: Span | None, operation: str, media: Iterable[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"the body of `{operation}` has no media type that can be compiled",
        label="only " + ", ".join(sorted(media)),
        help="JSON, forms, multipart forms, text and bytes are compiled",
    )
