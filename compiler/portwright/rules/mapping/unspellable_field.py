"""
**What** A field of the vendor's document has a quote, a backslash or a control character in its
name.

**Why** Models cannot carry such a name, so the field is neither sent nor read.

**Example** A property `size 12"`.

**Fix** Nothing, if you can do without the field. A vendor who means it is rare: most often the
document was put together by a program that forgot to unescape.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0310", "unspellable-field", "field that no model can carry", __doc__ or "")


def report(span: Span, name: str) -> Diagnostic:
    return RULE.at(span, f"no model can carry a field named {name!r}", label="left out")
