"""**What**

A detail of the document does not have the form that it should: a keyword of a schema with a value
of the wrong type, a type that does not exist, a key that stands twice. It is read as the message
says: as if it were absent, or as what it obviously means. A malformed schema accepts anything.

**Why**

Most published documents have some of these, and the rest of such a document is as good as ever.
What is read in another way than it is written is always said.

**Example**

```yaml
Weight:
  type: object
  required: true            # a list of names belongs here: read as absent
  properties:
    value: {type: "number,"}    # read as `number`
```

**Fix**

Nothing needs to be done unless the detail matters to you. Correct it in the document, and tell
the publisher.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="W0102", slug="malformed-detail", title="malformed detail of a document", doc=__doc__ or ""
)


def report(span: Span | None, pointer: str, problem: str, instead: str) -> Diagnostic:
    """`problem` reads "should be a list, not a text"; `instead`, how it is read."""
    return RULE.at(span, f"`#{pointer}` {problem}: {instead}", label=instead)


def duplicate_key(span: Span | None, problem: str) -> Diagnostic:
    """A key that stands twice in one object; `problem` names it."""
    return RULE.at(span, problem, label="stands twice")
