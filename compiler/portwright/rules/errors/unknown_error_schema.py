"""
**What** `errors.schema` names a schema that the vendor's document does not have.

**Why** Error answers could not be decoded, so callers would get text instead of fields.

**Example** `schema: eror` where the document has `error`.

**Fix** Use a name under the document's `components/schemas`; `X[]` for a list of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Text

RULE = Rule("E0601", "unknown-error-schema", "unknown error schema", __doc__ or "")


def report(name: Text, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"the document has no schema `{name}`",
        label="unknown schema",
        help=did_you_mean(name, known),
    )
