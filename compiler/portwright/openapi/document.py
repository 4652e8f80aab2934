"""An OpenAPI document as the rest of the compiler sees it: one value, shaped like 3.1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portwright.openapi.findings import Finding
from portwright.openapi.operations import OperationEntry
from portwright.openapi.places import Places
from portwright.openapi.pointer import (
    MISSING,
    Node,
    find_tokens,
    look_up,
    pointer_of,
    tokens_of,
    unescape,
)
from portwright.source.documents import Document
from portwright.source.span import Span

_MOST_HOLDERS = 5_000


@dataclass(slots=True)
class Nodes:
    """`look_up_pointer` for many pointers, most of which stand beside others."""

    data: Any
    _holders: dict[str, Any] = field(default_factory=dict)

    def get(self, pointer: str) -> Any:
        """What stands at `pointer`; raises KeyError."""
        holder, _, token = pointer.rpartition("/")
        if not holder or not token or "%" in pointer:
            return look_up_pointer(self.data, pointer)
        if (known := self._holders.get(holder)) is None:
            if len(self._holders) >= _MOST_HOLDERS:
                self._holders.clear()
            known = self._holders[holder] = look_up(self.data, tokens_of(holder))
        if (found := look_up(known, (unescape(token),))) is MISSING:
            raise KeyError(pointer)
        return found


@dataclass(frozen=True, slots=True)
class OpenApi:
    """`data` is read-only; every reference in it is local and leads somewhere.

    `findings` are the faults that were found while loading, all of them.
    """

    document: Document
    data: Node
    version_declared: str
    operations: Mapping[str, OperationEntry]
    places: Places
    findings: tuple[Finding, ...]
    sha256: str
    """Of the bytes of the document; of all files when it has additions or other parts."""
    parts: tuple[tuple[str, str], ...] = ()
    """Name and hash of each other file that references lead to."""
    lost_types: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By file and pointer as written: what is said of a schema that lost a part of its type."""
    absent: tuple[str, ...] = ()
    """Name of each file that references lead to and that cannot be read."""
    _nodes: Nodes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_nodes", Nodes(self.data))

    def get(self, pointer: str) -> Any:
        """What stands at a JSON pointer, with or without `#`; raises KeyError."""
        return self._nodes.get(pointer)

    def damage(self, pointer: str) -> str | None:
        """What was lost of the type of the schema there while it was read; None if nothing."""
        if not self.lost_types:
            return None
        source, old = self.places.source(pointer)
        return self.lost_types.get((source.file.name, old))

    def resolve(self, node: Any) -> tuple[str | None, Any]:
        """Follow `$ref`: the last pointer (None without a reference) and what stands there.

        What stands beside a `$ref` is not merged. References in a circle end at the first one
        that was met before.
        """
        return resolve(self.data, node)

    def locate(self, pointer: str, *, key: bool = False) -> Span:
        """Where the user finds it; with `key`, the place of the key."""
        return self.places.locate(pointer, key=key)


def look_up_pointer(data: Any, pointer: str) -> Any:
    """What stands at `pointer`; raises KeyError."""
    text = pointer.removeprefix("#")
    tokens = find_tokens(data, text)
    if tokens is None:
        raise KeyError(pointer)
    return look_up(data, tokens)


def resolve(data: Any, node: Any) -> tuple[str | None, Any]:
    """See OpenApi.resolve."""
    pointer: str | None = None
    seen: set[str] = set()
    while isinstance(node, dict) and isinstance(node.get("$ref"), str):
        reference = node["$ref"]
        if reference in seen:
            break
        seen.add(reference)
        tokens = find_tokens(data, reference.removeprefix("#"))
        if tokens is None:
            raise KeyError(reference)
        pointer, node = "#" + pointer_of(tokens), look_up(data, tokens)
    return pointer, node


@dataclass(slots=True)
class Resolver:
    """`resolve` for many nodes that share few targets."""

    data: Any
    _known: dict[str, tuple[str | None, Any]] = field(default_factory=dict)

    def __call__(self, node: Any) -> tuple[str | None, Any]:
        reference = node.get("$ref")
        if reference is None:
            return None, node
        found = self._known.get(reference)
        if found is None:
            found = self._known[reference] = resolve(self.data, node)
        return found
