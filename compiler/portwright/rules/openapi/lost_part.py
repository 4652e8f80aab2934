"""**What**

A path, an operation, a parameter or a request body of the document is malformed: a text where an
object belongs, a parameter without a name, a path that does not begin with one `/`, nesting
beyond all bounds. It is left out, together with what only makes sense inside it. Everything else
is compiled.

**Why**

One bad part must not cost the document, and must not vanish in silence either: something that
the vendor's API has cannot be called, or is called without something that belongs to it.

**Example**

```yaml
paths:
  /pets:
    get: list all pets      # an operation is an object
```

**Fix**

Correct that place in the document and tell its publisher. What is missing can also stand in the
additions file beside the document, which is merged over it and survives the next update.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(code="E0102", slug="lost-part", title="malformed part left out", doc=__doc__ or "")


def report(span: Span | None, pointer: str, expected: str, found: str) -> Diagnostic:
    """`expected` and `found` are phrases: "an object", "a text"."""
    return RULE.at(
        span,
        f"`#{pointer}` should be {expected}, not {found}: left out",
        label=f"{expected} belongs here",
        help="correct the document, or say what belongs here in the additions",
    )


def incomplete(span: Span | None, pointer: str, kind: str, problem: str) -> Diagnostic:
    """A part of the right type that lacks what it cannot be used without."""
    return RULE.at(
        span,
        f"{kind} at `#{pointer}` {problem}: left out",
        label=problem,
        help="correct the document, or say what belongs here in the additions",
    )


def wrong_key(span: Span | None, pointer: str, problem: str) -> Diagnostic:
    """`problem` reads "should be a path with ..."."""
    return RULE.at(
        span,
        f"the key of `#{pointer}` {problem}: left out",
        label="names nothing that can be called",
        help="correct the document, or say what belongs here in the additions",
    )


def misplaced(span: Span | None, pointer: str, kind: str) -> Diagnostic:
    """A reference in place of something that cannot be referred to."""
    return RULE.at(
        span,
        f"`#{pointer}`: {kind} cannot be a reference: left out",
        label="not followed",
        help="write it out here; references may stand for its parts",
    )
