"""**What**

The spec calls an operation of which the document has a part that is malformed: a text where an
object belongs, a parameter without a name, a path that does not begin with one `/`, nesting
beyond all bounds. It is left out, together with what only makes sense inside it. The same in an
operation that no spec calls is a warning (W0115); in the additions, which are all in use, it is
an error in any case.

**Why**

What the vendor's API has cannot be called, or would be called without something that belongs to
it.

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

from dataclasses import replace

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span, Text

RULE = Rule(code="E0102", slug="lost-part", title="malformed part left out", doc=__doc__ or "")


def in_use(call: Text, why: Diagnostic) -> Diagnostic:
    """`why` says, under its own code, what the document lacks of the operation."""
    message = f"`{call}` needs what is left out: {why.message.removesuffix(': left out')}"
    return replace(why, span=call.span, message=message)


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
