"""
**What** `source.lock` pins documents, and the one that the spec is bound to is not among them.

**Why** Its origin and its hash are known to nobody, and a change in it goes unnoticed.

**Example** `openapi: additions.yaml` where `source.lock` pins `openapi.json`.

**Fix** Name the document that is pinned, or pin this one by `portwright vendor add`.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Text

RULE = Rule("W0117", "unpinned-document", "document that is not pinned", __doc__ or "")


def report(name: Text, pinned: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"source.lock does not pin `{name}`",
        label="of unknown origin",
        help=meant_or_known(name, pinned) or "pin it by `portwright vendor add`",
    )
