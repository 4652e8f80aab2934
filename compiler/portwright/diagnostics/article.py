"""Words in sentences."""

from __future__ import annotations


def with_article(noun: str) -> str:
    """`an integer`, `a list`; a type that is spelled as code stays as it is."""
    if not noun.replace(" ", "").isalpha() or noun[:1].isupper():
        return f"`{noun}`"
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
