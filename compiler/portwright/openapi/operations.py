"""The operations of a document by id; those without one of their own get one."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portwright.openapi.path_template import read_path
from portwright.openapi.pointer import Node, escape
from portwright.openapi.version_3 import METHODS

Resolve = Callable[[Any], tuple[str | None, Any]]

_WORDS = re.compile(r"[A-Za-z0-9]+")
_HASH = 6


@dataclass(frozen=True, slots=True)
class OperationEntry:
    """`key` is the path as the document writes it; `path` is what is sent of it, see PathTemplate.
    `pointer` (with `#`) is where the operation stands; `parameters` are its own and those of its
    path item that it does not replace, with the pointer of each, references followed.

    `data` is the operation with the same parameters, as they stand in the document.
    """

    id: str
    method: str
    key: str
    pointer: str
    data: Node
    parameters: tuple[tuple[str, Node], ...]
    declared_id: str | None

    @property
    def path(self) -> str:
        return read_path(self.key).sent

    @property
    def derived(self) -> bool:
        """Whether `id` is not the document's."""
        return self.id != self.declared_id


@dataclass(frozen=True, slots=True)
class _Found:
    method: str
    key: str
    pointer: str
    data: Node
    item: Node
    item_pointer: str

    @property
    def declared(self) -> str:
        return self.data.get("operationId") or ""

    @property
    def is_own(self) -> bool:
        """Whether it stands below its own path."""
        return self.item_pointer == f"#/paths/{escape(self.key)}"


def index_operations(data: Node, resolve: Resolve) -> Mapping[str, OperationEntry]:
    """All operations below `paths`, in the order of the document."""
    found = list(_operations(data, resolve))
    names = _names(found)
    return {name: _entry(name, each, resolve) for name, each in zip(names, found, strict=True)}


def _operations(data: Node, resolve: Resolve) -> Iterator[_Found]:
    for key, item in data.get("paths", {}).items():
        if key.startswith("x-"):
            continue
        here = f"#/paths/{escape(key)}"
        target, shared = resolve(item) if "$ref" in item else (None, item)
        for method in METHODS:
            # What stands beside a reference of a path item counts before what it refers to.
            for base, owner in ((here, item), (target, shared)):
                if base is not None and method in owner:
                    pointer = f"{base}/{method}"
                    yield _Found(method.upper(), key, pointer, owner[method], owner, base)
                    break


def _entry(name: str, found: _Found, resolve: Resolve) -> OperationEntry:
    merged: dict[tuple[str, str], tuple[str, Node, Node]] = {}
    for owner, base in ((found.item, found.item_pointer), (found.data, found.pointer)):
        own: set[tuple[str, str]] = set()
        for index, used in enumerate(owner.get("parameters", ())):
            target, parameter = resolve(used)
            key = (parameter["name"], parameter["in"])
            if key not in own:
                own.add(key)
                merged[key] = (target or f"{base}/parameters/{index}", parameter, used)
    data = found.data
    if merged and "parameters" in found.item:
        data = {**data, "parameters": [used for _, _, used in merged.values()]}
    parameters = tuple((pointer, parameter) for pointer, parameter, _ in merged.values())
    declared = found.declared or None
    return OperationEntry(name, found.method, found.key, found.pointer, data, parameters, declared)


def _names(found: list[_Found]) -> list[str]:
    """Each operation's id: the document's, if it tells one operation; the rest are derived."""
    keepers = _keepers(found)
    plain = [derived_id(each.method, each.key) for each in found]
    derived = Counter(
        word
        for word, each in zip(plain, found, strict=True)
        if each is not keepers.get(each.declared)
    )
    return [
        each.declared
        if each is keepers.get(each.declared)
        else _distinct(word, each, keepers, clash=derived[word] > 1 or word in keepers)
        for word, each in zip(plain, found, strict=True)
    ]


def _keepers(found: list[_Found]) -> dict[str, _Found | None]:
    """Whose a declared id is: nobody's if several operations have it, whatever their order. One
    that a path borrows from another path is the other's."""
    holders: dict[str, list[_Found]] = {}
    for each in found:
        if each.declared:
            holders.setdefault(each.declared, []).append(each)
    own = {name: [each for each in those if each.is_own] for name, those in holders.items()}
    return {
        name: next(iter(nearest)) if len(nearest := own[name] or those) == 1 else None
        for name, those in holders.items()
    }


def derived_id(method: str, path: str) -> str:
    """`GET /pets/{id}/photo` as `getPetsIdPhoto`."""
    words = _WORDS.findall(path)
    return method.lower() + "".join(word[0].upper() + word[1:] for word in words)


def _distinct(word: str, found: _Found, taken: Collection[str], *, clash: bool) -> str:
    """With a hash of method and path where another operation has, or may claim, the same words."""
    if not clash:
        return word
    digest = hashlib.sha256(f"{found.method} {found.key}".encode()).hexdigest()
    tried = (f"{word}_{digest[:digits]}" for digits in range(_HASH, len(digest) + 1))
    return next(name for name in tried if name not in taken)
