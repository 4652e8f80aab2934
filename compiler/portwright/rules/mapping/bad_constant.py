"""
**What** A constant is not of the type of the field that it fills.

**Why** The vendor would refuse it, or the port could not hold it.

**Example**

    confirm: {const: yes}

**Fix** Write a value of the type that the message names. Null fills a field of the port that
takes it; in a request nothing is sent for it.
"""

from __future__ import annotations

from portwright.diagnostics.article import with_article
from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0329", "bad-constant", "constant of another type", __doc__ or "")

_EXAMPLES = {
    "integer": "a whole number, such as `1`", "int": "a whole number, such as `1`",
    "number": "a number, such as `1.5`", "decimal": "a number, such as `1.50`",
    "boolean": "`true` or `false`", "bool": "`true` or `false`",
}  # fmt: skip


def report(span: Span | None, text: str, wanted: str) -> Diagnostic:
    """A constant that no value of the type `wanted` is written as."""
    example = _EXAMPLES.get(wanted)
    help = f"write {example}" if example else f"{with_article(wanted)} cannot be a constant"
    return RULE.at(span, f"`{text}` is not {with_article(wanted)}", label="does not fit", help=help)


def report_list(span: Span | None, title: str, wanted: str) -> Diagnostic:
    """Several constants, or null, where one is taken."""
    return RULE.at(
        span,
        f"`{title}` is {with_article(wanted)}, and takes one constant",
        label="does not fit",
        help="write one value",
    )


def report_currency(span: Span | None, text: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{text}` is not the code of a currency",
        label="does not fit",
        help="write three letters, such as `EUR`",
    )


def report_in(span: Span | None) -> Diagnostic:
    """A constant for `in`, which takes a list of the caller's."""
    return RULE.at(
        span,
        "`in` takes a path to a list",
        label="not a path",
        help="write `eq: {const: <value>}` for one value",
    )


def report_null(span: Span | None, title: str) -> Diagnostic:
    """A null in a request, where null leaves a field out."""
    return RULE.at(
        span,
        f"null would leave `{title}` out",
        label="nothing is sent",
        help="leave the field out; {clear: <input>} sends null where an input is null",
    )
