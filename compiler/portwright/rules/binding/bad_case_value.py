"""
**What** A value under `wire:` is not of the type that the vendor's document gives the field, or one
under `with:` or `expect:` not of the type that the port gives it.

**Why** The generated method would not accept it, so the case could not run.

**Example** `wire: {amount: twelve}` where `amount` is an integer; `with: {amount: 12.50}` where it
is money, which has a currency.

**Fix** Write a value of the field's type.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Span

RULE = Rule("E0205", "bad-case-value", "test case value does not fit", __doc__ or "")


def report(span: Span, path: str, expected: str, written: str | None = None) -> Diagnostic:
    """`written` is how the value is written that was meant, where that is plain."""
    help = f"write `{written}`" if written is not None else None
    return RULE.at(span, f"`{path}` takes {expected}", label=f"not {expected}", help=help)


def report_field(span: Span, path: str, name: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"there is no field `{path}`",
        label="not in the document",
        help=meant_or_known(name, known),
    )


def report_word(span: Span, path: str, enum: str, word: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"`{path}` takes a word of {enum}, and `{word}` is none",
        label="unknown word",
        help=meant_or_known(word, known),
    )
