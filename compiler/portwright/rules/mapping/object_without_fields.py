"""
**What** A path of `send` or `read` ends at an object without saying which of its fields.

**Why** An object can reach hundreds of schemas. What is selected is generated, decoded,
compared and covered, so it is chosen, never implied.

**Example**

    read: [id, shipping]

**Fix** Name the fields (`shipping.address.city`), take every scalar of it (`shipping.*`)
or all that is below (`shipping.**`).
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0302", "object-without-fields", "path ends at an object", __doc__ or "")


def report(span: Span | None, path: str, fields: Iterable[str]) -> Diagnostic:
    some = ", ".join(f"`{name}`" for name in sorted(fields)[:3])
    return RULE.at(
        span,
        f"`{path}` is an object: say which of its fields",
        label="select inside it",
        help=f"write `{path}.*` for its scalars, or name fields such as {some}",
    )
