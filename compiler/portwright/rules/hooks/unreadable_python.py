"""
**What** A module of your own, which the spec names or which the named one imports from, cannot be
read: its Python is broken, it is no UTF-8, larger than 1 MB, or a link out of your source.

**Why** Your modules are read as text and never imported, so what they say must be legible.

**Example** A line such as

    def refund(self, *, payment_id: str) -> Refund

which lacks its colon.

**Fix** Correct the module at the file and line shown. Syntax newer than the Python that runs
`portwright` is broken to it too: run it with that newer Python.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0924", "unreadable-python", "module that cannot be read", __doc__ or "")


def report(span: Span | None, module: str, place: str, reason: str) -> Diagnostic:
    return RULE.at(span, f"cannot read module `{module}`: {reason}", label=f"see {place}")
