"""
**What** A path goes on below a list as if it were one thing.

**Why** It does not say which item is meant.

**Example**

    sku: lines.sku

**Fix** Take them all with `{each: lines, fields: {...}}`, or one: `lines[0].sku`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0333", "list-without-each", "path through a list", __doc__ or "")


def report(span: Span | None, path: str, before: str) -> Diagnostic:
    where = f"`{before}`" if before else "the answer"
    return RULE.at(
        span,
        f"{where} is a list: say which item",
        label=f"no one item in `{path}`",
        help=f"write {{each: {before or '.'}, ...}}, or `{before}[0]` for the first",
    )


def report_sent(span: Span | None, title: str, field: str) -> Diagnostic:
    """A field of a request that stands below a list."""
    name = title.rpartition(".")[2]
    return RULE.at(
        span,
        f"`{title}` is a list: say what its items are",
        label=f"no one item has `{field}`",
        help=f"write `{name}: {{each: <list>, fields: {{{field}: ...}}}}`, or {{list: [...]}}",
    )
