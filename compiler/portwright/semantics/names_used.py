"""Which declared names a spec refers to, by the keys that refer to names of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from portwright.language.record import Record, Table
from portwright.language.shape import keys_of
from portwright.language.spec import Spec
from portwright.source.nodes import MappingNode, ScalarNode, SequenceNode
from portwright.source.span import Text

SECRETS: Final = frozenset(("secret", "refresh_token"))
PARAMS: Final = frozenset(("param", "host", "origin"))
POLICIES: Final = frozenset(("policy", "extends"))
MAPPINGS: Final = frozenset(("use",))
ENVIRONMENTS: Final = frozenset(("env",))
OPERATIONS: Final = frozenset(("op",))
WEBHOOKS: Final = frozenset(("webhook",))


def names_used(spec: Spec, keys: frozenset[str]) -> Counter[str]:
    """The texts that stand at any of the keys, wherever in the spec, and how often each does."""
    return Counter(names_below(spec, keys))


def names_below(value: object, keys: frozenset[str]) -> Iterator[str]:
    """The same of a part of a spec."""
    for name, inner in _parts(value):
        if name in keys and isinstance(inner, Text | ScalarNode):
            yield inner.text if isinstance(inner, ScalarNode) else str(inner)
        else:
            yield from names_below(inner, keys)


def _parts(value: object) -> Iterable[tuple[str, object]]:
    """What stands right below a value; the names of a table are no keys of the language."""
    match value:
        case Record():
            return [(item.name, getattr(value, item.attribute)) for item in keys_of(type(value))]
        case Table():
            return [("", inner) for inner in value.values()]
        case MappingNode(entries=entries):
            return [(key.text, inner) for key, inner in entries]
        case SequenceNode(items=items):
            return [("", inner) for inner in items]
        case tuple():
            return [("", inner) for inner in value]
        case _:
            return ()
