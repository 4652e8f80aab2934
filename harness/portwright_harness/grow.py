"""Pairs with places to nested values: `a[b]=1&a[c][0]=2` to {a: {b: 1, c: [2]}}."""

from __future__ import annotations

from collections.abc import Iterable

from portwright_harness.pairs import Place

Grown = str | list["Grown"] | dict[str, "Grown"]

_Node = dict[str | int, "_Node | str"]


class TangledError(Exception):
    """Pairs that give one name both a value and parts, or two values."""


def grow(pairs: Iterable[tuple[Place, str]]) -> dict[str, Grown]:
    """Nest the pairs; raises TangledError."""
    root: _Node = {}
    for place, value in pairs:
        node = root
        for step in place[:-1]:
            inner = node.setdefault(step, {})
            if isinstance(inner, str):
                raise TangledError(f"`{step}` has both a value and parts")
            node = inner
        if place[-1] in node:
            raise TangledError(f"`{place[-1]}` is given twice")
        node[place[-1]] = value
    return {str(step): _shape(node) for step, node in root.items()}


def _shape(node: _Node | str) -> Grown:
    if isinstance(node, str):
        return node
    indexes = sorted(step for step in node if isinstance(step, int))
    if indexes and len(indexes) == len(node):
        return [_shape(node[index]) for index in indexes]
    return {str(step): _shape(child) for step, child in node.items()}
