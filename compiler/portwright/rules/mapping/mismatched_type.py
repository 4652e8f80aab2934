"""
**What** A path or a transform gives a value that the field it fills cannot take.

**Why** A mapping is typed on both sides: the vendor's document says what arrives, the port what
is wanted. What only nearly fits (an amount without its currency, a number for a time) is wrong
in production.

**Example**

    amount: amount        # an integer; the port wants money

**Fix** Use the transform that the hint shows, or a hook where only your own code knows.
"""

from __future__ import annotations

from portwright.diagnostics.article import with_article
from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0303", "mismatched-type", "types of a mapping that do not fit", __doc__ or "")


def report(
    span: Span | None,
    title: str,
    wanted: str,
    found: str,
    path: str | None,
    advice: tuple[str, str | None],
) -> Diagnostic:
    """A path or a transform that gives `found` where `wanted` is taken."""
    label, help = advice
    what = f"`{path}` is" if path is not None else "this gives"
    return RULE.at(span, f"`{title}` is `{wanted}`, but {what} `{found}`", label=label, help=help)


def report_operand(
    span: Span | None, path: str, found: str, wanted: str, help: str | None = None
) -> Diagnostic:
    """A path that gives what a transform does not take."""
    return RULE.at(span, f"`{path}` is `{found}`, not {wanted}", label="cannot be taken", help=help)


def report_key(span: Span | None, key: str, wanted: str) -> Diagnostic:
    """A key of a table that its value can never have."""
    noun = with_article(wanted)
    return RULE.at(span, f"`{key}` is not {noun}", label="never met", help=f"write {noun}")


def report_no_list(
    span: Span | None, title: str, wanted: str, transform: str = "each"
) -> Diagnostic:
    return RULE.at(
        span,
        f"`{title}` is `{wanted}`, but `{transform}` gives a list",
        label="a list does not fit",
        help=f"leave out `{transform}`, or make it a list in the port",
    )


def report_no_record(span: Span | None, title: str, wanted: str) -> Diagnostic:
    """`fields` for a type that has none."""
    return RULE.at(
        span,
        f"`{title}` is `{wanted}`, which has no fields",
        label="not a record",
        help="write `value: <path or transform>` instead of `fields`",
    )


def report_error_field(span: Span | None, title: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{title}` is no text",
        label="fields of an error that a rule raises are texts",
        help="make it `string` or `string | null` in the port",
    )
