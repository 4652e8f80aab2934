"""YAML as nodes that know their place; scalars stay text until a schema reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from portwright.source.span import Span


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """One scalar as written: `text` is unquoted, `quoted` tells `"no"` from `no`."""

    text: str
    span: Span
    quoted: bool = False

    @property
    def is_null(self) -> bool:
        return not self.quoted and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class SequenceNode:
    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Entries in the order written; the reader has already reported duplicate keys."""

    entries: tuple[tuple[ScalarNode, Node], ...]
    span: Span

    def get(self, name: str) -> Node | None:
        return next((value for key, value in self.entries if key.text == name), None)


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


def only_scalar(node: Node) -> ScalarNode | None:
    """All that a list or a map holds, where that is one scalar."""
    match node:
        case SequenceNode(items=(ScalarNode() as only,)):
            return only
        case MappingNode(entries=((_, ScalarNode() as only),)):
            return only
    return None
