"""
**What** A header of the connection asks for another version of the API than the document
describes.

**Why** The vendor then answers in the shapes of the version that is asked for, and the models are
those of the document: fields are missing, or are of other types.

It is said only where both are dates, as with Stripe, GitHub or Notion: a header whose name ends
with `Version` and whose constant begins with a date, and a document whose `info.version` does.

**Example** `Acme-Version: {const: "2024-01-31"}` with a document of version `2023-06-01`.

**Fix** Ask for the version that the document describes, or take the document of the version that
is asked for.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0217", "other-version", "version is not that of the document", __doc__ or "")


def report(span: Span | None, header: str, asked: str, described: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{header}` asks for version {asked}, the document describes {described}",
        label="another version",
        help=f"write `{described}`, or take the document of version {asked}",
    )
