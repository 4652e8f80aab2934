"""
**What** A type of a port has no fields.

**Why** A value of it would say nothing. Most often the fields were forgotten.

**Example** `types: {Receipt: {}}`

**Fix** Give it fields, or leave it out: an operation without `out` answers nothing.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0354", "record-without-fields", "record without fields", __doc__ or "")


def report(name: Text) -> Diagnostic:
    return RULE.at(
        name.span,
        f"`{name}` has no fields",
        label="says nothing",
        help=f"give it fields, as in `{name}: {{id: id}}`",
    )
