"""A document with everything that it refers to in other files, as one value shaped like 3.1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portwright.openapi import upgrade_2_0
from portwright.openapi.damage import Damage
from portwright.openapi.findings import Findings
from portwright.openapi.folder import Folder
from portwright.openapi.grammar import GONE, REF_IS_OPTIONAL, Grammar, Kind
from portwright.openapi.places import Places
from portwright.openapi.pointer import MISSING, Node, look_up, pointer_of, tokens_of
from portwright.openapi.reader import Reader
from portwright.openapi.references import Lifted, References
from portwright.openapi.version_2 import VERSION_2
from portwright.source.documents import Document
from portwright.source.files import SourceFile

SHAPE = "3.1.0"

Exists = Callable[[tuple[str, ...]], bool]


@dataclass(frozen=True, slots=True)
class Whole:
    data: Node
    places: Places
    files: Mapping[str, SourceFile]
    absent: tuple[str, ...] = ()
    """What is referred to and is not among the files."""


def read_whole(main: Document, grammar: Grammar, findings: Findings, elsewhere: Exists) -> Whole:
    """Read `main` by `grammar`; `elsewhere` as for References."""
    folder = Folder(main, findings)
    reader = Reader(grammar, References(main, grammar, folder, elsewhere), Damage(findings), main)
    data = reader.read(main.data, Kind.DOCUMENT, None)
    data, lifted = _with_lifted({} if data is GONE else dict(data), reader)
    places = Places(main, lifted=lifted, shifted=reader.shifted)
    if grammar is VERSION_2:
        data, moved = upgrade_2_0.upgrade(data)
        places.moves = (moved, upgrade_2_0.SECTIONS)
        places.rewrites = upgrade_2_0.REWRITES
    data["openapi"] = SHAPE
    return Whole(data, places, folder.files, folder.absent)


def exists_in(data: Any) -> Exists:
    """Whether a pointer exists in `data`."""
    return lambda tokens: look_up(data, tokens) is not MISSING


def stated_in(data: Any, grammar: Grammar) -> Exists:
    """The same of a document that is still to be read: what it will lose does not count. What it
    refers to beyond itself does."""

    def stated(tokens: tuple[str, ...]) -> bool:
        seen: set[tuple[str, ...]] = set()
        while tokens not in seen:
            seen.add(tokens)
            node = look_up(data, tokens)
            if node is MISSING:
                return len(seen) > 1
            kind = grammar.standing(data, tokens).kind
            if kind is not None and kind in grammar.entries and not grammar.usable(kind, node):
                return False
            reference = node.get("$ref") if isinstance(node, dict) else None
            if not isinstance(reference, str) or kind in REF_IS_OPTIONAL:
                return True
            tokens = tokens_of(reference)
        return False

    return stated


def _with_lifted(data: Node, reader: Reader) -> tuple[Node, dict[str, tuple[Document, str]]]:
    """`data` with what its references brought in, which may bring in more."""
    origins: dict[str, tuple[Document, str]] = {}
    parts: dict[tuple[str, ...], Node] = {}
    queue = reader.references.queue
    while queue:
        item = queue.popleft()
        section = reader.grammar.sections[item.kind]
        part = _read_lifted(reader, item)
        if part is not GONE:
            parts.setdefault(section, {})[item.name] = part
        origins[pointer_of((*section, item.name))] = (item.document, item.pointer)
    for section, members in parts.items():
        _place(data, section, members)
    return data, origins


def _read_lifted(reader: Reader, item: Lifted) -> Any:
    reader.document, reader.damage.base = item.document, item.pointer
    raw = look_up(item.document.data, tokens_of(item.pointer))
    return reader.read(raw, item.kind, None)


def _place(data: Node, section: tuple[str, ...], members: Node) -> None:
    """Put parts into their section; the objects on the way are copied, not changed."""
    for key in section:
        data[key] = dict(data.get(key) or {})
        data = data[key]
    data.update(members)
