"""YAML as nodes with places, for files whose schema types the scalars: specs and ports."""

from __future__ import annotations

from portwright.source.files import SourceFile
from portwright.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from portwright.source.problem import SourceError
from portwright.source.yaml_events import Scalar, build


def compose(file: SourceFile, problems: list[SourceError] | None = None) -> Node:
    """The nodes of `file`; an empty document is a mapping without entries.

    Duplicate keys are collected in `problems` (the first one stands), or raised when that is
    None. Raises SourceError for what is not YAML, nested too deep, or grows too large.
    """
    root = build(file, _Nodes(file), problems)
    if root is None or (isinstance(root, ScalarNode) and not root.text and not root.quoted):
        return MappingNode((), file.span(0, 0))
    return root


class _Nodes:
    """Builds nodes; see yaml_events.Builder."""

    def __init__(self, file: SourceFile) -> None:
        self._span = file.span

    def scalar(self, scalar: Scalar) -> Node:
        return self._scalar(scalar)

    def sequence(self, items: list[Node], start: int, end: int) -> Node:
        return SequenceNode(tuple(items), self._span(start, end))

    def mapping(self, entries: list[tuple[Scalar, Node]], start: int, end: int) -> Node:
        pairs = tuple((self._scalar(key), value) for key, value in entries)
        return MappingNode(pairs, self._span(start, end))

    def _scalar(self, scalar: Scalar) -> ScalarNode:
        return ScalarNode(scalar.text, self._span(scalar.start, scalar.end), not scalar.plain)
