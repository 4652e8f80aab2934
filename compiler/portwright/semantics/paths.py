"""Field paths of `send` and `read` as one tree: `a.b`, `a.*` (scalars), `a.**` (all below)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from portwright.source.span import Span, Text


@dataclass(slots=True)
class PathTree:
    """What is wanted at one level.

    `star` takes every scalar, `deep` everything below, `leaf` means that a path ends here,
    `mapped` that the operation is the port's, `filled` that a mapping fills what stands here.
    `path` and `span` are of the first path that came through, for messages.
    """

    path: str = ""
    span: Span | None = None
    children: dict[str, PathTree] = field(default_factory=dict)
    star: bool = False
    deep: bool = False
    leaf: bool = False
    mapped: bool = False
    filled: bool = False

    @property
    def is_leaf_only(self) -> bool:
        return not (self.children or self.star or self.deep)


def parse_paths(
    paths: Iterable[Text], filled: Iterable[Text] = (), *, mapped: bool = False
) -> PathTree:
    """The tree of all paths. An empty segment is kept as a child named "" and never matches."""
    root = PathTree(mapped=mapped)
    for path in paths:
        _add(root, path)
    for path in filled:
        _add(root, path).filled = True
    return root


def one_path(steps: Iterable[str], path: Text) -> PathTree:
    """The tree of one path whose steps are known, such as names with dots in them."""
    root = node = PathTree(span=path.span)
    for step in steps:
        node = node.children.setdefault(step, PathTree(path, path.span))
    node.leaf = True
    return root


def everything() -> PathTree:
    """The tree of `**`, written by nobody."""
    return PathTree(deep=True)


def _add(root: PathTree, path: Text) -> PathTree:
    """Add a path, and answer the node that it ends at."""
    node = root
    if node.span is None:
        node.span = path.span
    segments = path.split(".")
    for index, segment in enumerate(segments):
        if segment == "**":
            node.deep = True
            return node
        if segment == "*":
            node.star = True
            return node
        prefix = ".".join(segments[: index + 1])
        node = node.children.setdefault(segment, PathTree(prefix, path.span, mapped=root.mapped))
    node.leaf = True
    return node
