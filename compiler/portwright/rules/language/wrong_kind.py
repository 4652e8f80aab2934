"""**What**

A value is of another kind than its place takes: a list where a map belongs, a text where a
number belongs.

**Why**

Values are read by what the key means, never by what YAML guesses from their looks. So
`2024-06-20` is a date only where a date is expected, and `no` is false only where a truth value
is; it also means that a value which does not fit is an error, and is not converted.

**Example**

```yaml
connection:
  secrets: api_key        # a list is expected: [api_key]
```

**Fix**

Write the kind that the message asks for.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.nodes import MappingNode, Node, SequenceNode
from portwright.source.span import Span

RULE = Rule(code="E0005", slug="wrong-kind", title="value of the wrong kind", doc=__doc__ or "")

_LONGEST = 40


def report(
    span: Span | None, expected: str, found: str, *, name: str = "", help: str | None = None
) -> Diagnostic:
    """`expected` and `found` are phrases ("a list", "a map"); `name` the dotted path."""
    subject = f"`{name}`" if name else "this value"
    return RULE.at(span, f"{subject} takes {expected}, not {found}", label=found, help=help)


def kind_of(node: Node) -> str:
    """The phrase for `found` of a node."""
    if isinstance(node, MappingNode):
        return "a map"
    if isinstance(node, SequenceNode):
        return "a list"
    if node.is_null:
        return "nothing"
    shown = node.text if len(node.text) <= _LONGEST else node.text[: _LONGEST - 3] + "..."
    return f"`{shown}`"
