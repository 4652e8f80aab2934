"""Reads a document kind by kind: damaged parts out, references resolved, schemas made 3.1.

Nothing is changed in place. What needs no change is shared with the parsed document, so a large
document costs little more than being looked at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from portwright.diagnostics.model import Diagnostic
from portwright.openapi.damage import Damage
from portwright.openapi.grammar import (
    GONE,
    REF_IS_OPTIONAL,
    Entry,
    Field,
    Grammar,
    Keys,
    Kind,
    Shape,
)
from portwright.openapi.pointer import Node, Trail
from portwright.openapi.references import References
from portwright.openapi.repair import repaired
from portwright.source.documents import Document

MAX_DEPTH = 150
"""Levels of nodes; the deepest in two thousand published documents is at 34."""
MAX_NAMES = 4000
"""Characters of the names on the way to a node; whatever is said of one repeats them."""


@dataclass(slots=True)
class Reader:
    grammar: Grammar
    references: References
    damage: Damage
    document: Document
    """The file that is being read: references are relative to it."""
    shifted: dict[str, dict[str, str]] = field(default_factory=dict)
    """See Places.shifted."""
    _depth: int = 0
    _names: int = 0

    def read(self, value: Any, kind: Kind, trail: Trail | None) -> Any:
        """`value` as a node of `kind`, or what stands for a damaged one (GONE: nothing)."""
        entry = self.grammar.entries[kind]
        if type(value) is not dict:
            if type(value) is bool and kind is Kind.SCHEMA:
                return value
            return self.damage.wrong_node(self.document, trail, kind, entry, value)
        length = len(trail[1]) if trail is not None and type(trail[1]) is str else 0
        if problem := self._too_far(length):
            return self.damage.too_far(self.document, trail, kind, entry, problem)
        self._depth, self._names = self._depth + 1, self._names + length
        try:
            return self._object(value, kind, entry, trail)
        finally:
            self._depth, self._names = self._depth - 1, self._names - length

    def _too_far(self, length: int) -> str:
        if self._depth >= MAX_DEPTH:
            return f"is nested more than {MAX_DEPTH} levels deep"
        if self._names + length > MAX_NAMES:
            return f"stands behind names of more than {MAX_NAMES:,} characters"
        return ""

    def _object(self, value: Node, kind: Kind, entry: Entry, trail: Trail | None) -> Any:
        if "$ref" in value and not entry.referable:
            value = self.damage.misplaced_reference(self.document, trail, kind, value)
        elif "$ref" in value:
            target = self._reference(value, kind, trail)
            if target is GONE and kind not in REF_IS_OPTIONAL:
                return entry.instead
            value = _with_reference(value, target)
            if target is not GONE and len(value) == 1:
                return value
        result = self._fields(value, kind, entry, trail)
        if entry.required and "$ref" not in result and not self.grammar.usable(kind, result):
            return self.damage.incomplete(self.document, trail, kind, entry, result)
        convert = self.grammar.converters.get(kind)
        return convert(result) if convert else result

    def _reference(self, value: Node, kind: Kind, trail: Trail | None) -> Any:
        reference, loses = value["$ref"], self.grammar.entries[kind].loses
        if type(reference) is not str:
            self.damage.wrong_reference(
                self.document, (trail, "$ref"), kind, reference, loses=loses
            )
            return GONE
        target = self.references.target(self.document, reference, kind)
        if isinstance(target, Diagnostic):
            self.damage.lost_reference(
                self.document, (trail, "$ref"), kind, reference, target, loses=loses
            )
            return GONE
        return target

    def _fields(self, value: Node, kind: Kind, entry: Entry, trail: Trail | None) -> Node:
        result = value
        fields, others = entry.fields, entry.others
        for key, old in value.items():
            found = fields.get(key)
            if found is None:
                if others is None or key.startswith("x-") or key == "$ref":
                    continue
                found = others
                if entry.keys and self._is_refused(key, value, kind, entry.keys, trail):
                    result = {name: item for name, item in result.items() if name != key}
                    continue
            if type(old) in found.types and (found.allowed is None or old in found.allowed):
                continue
            new = self._field(found, kind, old, (trail, key))
            if new is old:
                continue
            if result is value:
                result = dict(value)
            if new is GONE:
                del result[key]
            else:
                result[key] = new
        return result

    def _is_refused(
        self, key: str, node: Node, kind: Kind, keys: Keys, trail: Trail | None
    ) -> bool:
        if not keys.pattern.fullmatch(key):
            self.damage.wrong_key(self.document, (trail, key), kind, keys)
            return True
        first = keys.first(key, node)
        if first != key:
            self.damage.same_key(self.document, (trail, key), kind, first)
        return first != key

    def _field(self, found: Field, parent: Kind, value: Any, trail: Trail) -> Any:
        if found.shape is Shape.ONE and found.kind is not None:
            if type(value) is list and trail[1] == "items":
                return self._tuple(value, trail)
            return self.read(value, found.kind, trail)
        if found.shape is Shape.MAP and found.kind is not None and type(value) is dict:
            return self._map(value, found.kind, trail)
        if found.shape is Shape.LIST and found.kind is not None and type(value) is list:
            return self._list(value, found.kind, trail)
        if found.shape is Shape.MAPPING and type(value) is dict:
            return self._mapping(value, trail)
        new = repaired(found, value)
        if new is not value:
            self.damage.detail(
                self.document, trail, parent=parent, field=found, value=value, new=new
            )
        return new

    def _map(self, value: Node, kind: Kind, trail: Trail) -> Node:
        result = value
        for key, old in value.items():
            if key == "$ref" and type(old) is str:
                new = self.damage.misplaced_map(self.document, (trail, key))
            else:
                new = self.read(old, kind, (trail, key))
            if new is old:
                continue
            if result is value:
                result = dict(value)
            if new is GONE:
                del result[key]
            else:
                result[key] = new
        return result

    def _list(self, value: list[Any], kind: Kind, trail: Trail) -> list[Any]:
        new = [self.read(item, kind, (trail, index)) for index, item in enumerate(value)]
        if all(map(_same, new, value)):
            return value
        kept = [index for index, item in enumerate(new) if item is not GONE]
        if len(kept) < len(new):
            base = self.damage.pointer(trail)
            moves = self.shifted.setdefault(self.document.file.name, {})
            moves.update({f"{base}/{to}": f"{base}/{at}" for to, at in enumerate(kept)})
        return [new[index] for index in kept]

    def _tuple(self, value: list[Any], trail: Trail) -> Any:
        """`items` as a list, from older drafts of JSON Schema: any of them may stand anywhere."""
        branches = self._list(value, Kind.SCHEMA, trail)
        self.damage.tuple_of_items(self.document, trail, len(branches))
        return branches[0] if len(branches) == 1 else {"anyOf": branches} if branches else {}

    def _mapping(self, value: Node, trail: Trail) -> Node:
        """The mapping of a discriminator: names and references both become references."""
        result: Node = {}
        for key, name in value.items():
            here = (trail, key)
            if type(name) is not str:
                self.damage.wrong_reference(self.document, here, Kind.SCHEMA, name, loses=False)
                continue
            target = self.references.named(self.document, name)
            if isinstance(target, Diagnostic):
                self.damage.lost_reference(
                    self.document, here, Kind.SCHEMA, name, target, loses=False
                )
                continue
            result[key] = target
        return result


def _same(left: Any, right: Any) -> bool:
    return left is right


def _with_reference(value: Node, target: Any) -> Node:
    """`value` with its `$ref` set to `target`, or without one."""
    if target is GONE:
        return {key: item for key, item in value.items() if key != "$ref"}
    return value if value["$ref"] == target else {**value, "$ref": target}
