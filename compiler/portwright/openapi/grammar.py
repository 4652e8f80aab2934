"""What stands where in an OpenAPI document: the kinds of objects and their fields, as tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from portwright.openapi.pointer import Node, look_up
from portwright.openapi.schema_3_1 import wraps


class Kind(Enum):
    """The objects of a document; the value is how one is called in a message."""

    DOCUMENT = "the document"
    INFO = "info"
    PATHS = "paths"
    PATH_ITEM = "a path item"
    OPERATION = "an operation"
    PARAMETER = "a parameter"
    REQUEST_BODY = "a request body"
    RESPONSES = "responses"
    RESPONSE = "a response"
    MEDIA_TYPE = "a media type"
    ENCODING = "an encoding"
    HEADER = "a header"
    SCHEMA = "a schema"
    DISCRIMINATOR = "a discriminator"
    CALLBACK = "a callback"
    EXAMPLE = "an example"
    LINK = "a link"
    COMPONENTS = "components"
    SECURITY_SCHEME = "a security scheme"
    SECURITY = "a security requirement"
    FLOW = "an OAuth flow"
    SERVER = "a server"
    VARIABLE = "a server variable"
    TAG = "a tag"
    GROUP = "a group of parts"

    # Members are singletons, and tables keyed by them are read for every node.
    __hash__ = object.__hash__


class Shape(Enum):
    SCALAR = auto()
    TEXTS = auto()
    VALUES = auto()
    TYPE = auto()
    MAPPING = auto()
    ONE = auto()
    LIST = auto()
    MAP = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """How a field is read: a value of `types` (among `allowed`) is right as it is; nodes are of
    `kind`; what else there may be, and how it is repaired, follows from the shape.
    """

    shape: Shape
    expected: str
    kind: Kind | None = None
    types: frozenset[type] = frozenset()
    allowed: frozenset[str] | None = None


GONE: Any = object()
"""Stands for a part that is left out."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What keys must look like where any may stand; `expected` completes "should be"."""

    pattern: re.Pattern[str]
    expected: str
    any_case: bool = False
    """Keys that differ in letter case only are the same key."""

    def first(self, key: str, node: Node) -> str:
        """The key of `node` that is this one, and stands first."""
        if not self.any_case:
            return key
        return next(other for other in node if other.lower() == key.lower())


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind: its named fields, the field of any other key, what replaces a damaged one.

    `loses` tells that damage to it loses something that can be called or read.
    """

    fields: Mapping[str, Field] = field(default_factory=dict)
    others: Field | None = None
    keys: Keys | None = None
    """Of the others; what stands under a wrong key is left out."""
    instead: Any = GONE
    loses: bool = False
    required: tuple[str, ...] = ()
    referable: bool = False

    def field_of(self, key: str) -> Field | None:
        found = self.fields.get(key)
        if found is None and self.others is not None and not key.startswith("x-"):
            return self.others
        return found


REF_IS_OPTIONAL = frozenset({Kind.SCHEMA, Kind.PATH_ITEM})
"""Kinds of which something remains without a reference that leads nowhere."""

Convert = Callable[[Node], Node]


@dataclass(frozen=True, slots=True)
class Standing:
    """The kind of a node, None where the version says nothing of it; and whether it stays where
    it is while the document is read. It does not in a list that can lose members, nor in a
    schema that becomes a branch of a union.
    """

    kind: Kind | None
    stays: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """A version of OpenAPI.

    `sections` names where a kind that is referred to is kept, in the version's own spelling;
    `final` is the same place in 3.1. `deep` lists the first tokens below which a reference may
    leave its target where it stands, `shallow` those whose direct children may; None is anywhere.
    """

    entries: Mapping[Kind, Entry]
    converters: Mapping[Kind, Convert]
    sections: Mapping[Kind, tuple[str, ...]]
    final: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    deep: frozenset[str] | None = None
    shallow: frozenset[str] = frozenset()

    def standing(self, data: Any, tokens: tuple[str, ...]) -> Standing:
        """What the version says of the node at `tokens`."""
        kind: Kind | None = Kind.DOCUMENT
        inside: Field | None = None
        stays = self._stays(tokens)
        for position, token in enumerate(tokens):
            if inside is not None:
                kind, inside = inside.kind, None
                continue
            assert kind is not None
            found = self._child(kind, look_up(data, tokens[:position]), token)
            if found is None or found.kind is None:
                return Standing(None, False)
            node = look_up(data, tokens[:position])
            stays &= not _moves(found) and not (kind is Kind.SCHEMA and wraps(node))
            kind, inside = (found.kind, None) if found.shape is Shape.ONE else (None, found)
        return Standing(kind or Kind.GROUP, stays)

    def _stays(self, tokens: tuple[str, ...]) -> bool:
        if self.deep is None or not tokens:
            return True
        return tokens[0] in self.deep or (len(tokens) == 2 and tokens[0] in self.shallow)

    def _child(self, kind: Kind, node: Any, token: str) -> Field | None:
        if not self.usable(kind, node):
            return None
        found = self.entries[kind].field_of(token)
        value = look_up(node, (token,))
        if found is None or not isinstance(value, list if found.shape is Shape.LIST else dict):
            return None
        return found

    def usable(self, kind: Kind, node: Any) -> bool:
        """Whether a node is kept at all when it is read as `kind`."""
        if kind is Kind.SCHEMA and isinstance(node, bool):
            return True
        if not isinstance(node, dict):
            return False
        entry = self.entries[kind]
        if "$ref" in node and entry.referable:
            return isinstance(node["$ref"], str) or kind in REF_IS_OPTIONAL
        return all(_holds(entry.fields[name], node.get(name)) for name in entry.required)

    def final_pointer(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Tokens of this version's document as tokens of the 3.1-shaped one."""
        for prefix, replacement in self.final.items():
            if tokens[: len(prefix)] == prefix:
                return replacement + tokens[len(prefix) :]
        return tokens


def _moves(found: Field) -> bool:
    """Whether members may change their place because damaged ones are left out."""
    return found.shape is Shape.LIST and found.kind is not Kind.SCHEMA


def _holds(wanted: Field, value: Any) -> bool:
    if wanted.allowed is not None:
        return isinstance(value, str) and value in wanted.allowed
    return type(value) in wanted.types or type(value) is int
