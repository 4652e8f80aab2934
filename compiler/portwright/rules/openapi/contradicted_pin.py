"""
**What** `source.lock` says another version of the document than the document says itself.

**Why** The hash fits, so that these are the bytes that were pinned: whoever reads the lock is told
a version that nobody has.

**Example** `version: "2.1"` in `source.lock`, `info: {version: "2.0"}` in the document.

**Fix** Pin the document anew by `portwright vendor add`, which writes what the document says.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0116", "contradicted-pin", "pin contradicts the document", __doc__ or "")


def report(pinned: Text, file: str, said: str) -> Diagnostic:
    return RULE.at(
        pinned.span,
        f"{file} says that its version is `{said}`",
        label="pinned as another version",
        help=f"write `{said}`, or pin the document of this version",
    )
