"""Says what is damaged, and decides what stands in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portwright.diagnostics.model import Diagnostic
from portwright.openapi.findings import Findings
from portwright.openapi.grammar import GONE, Entry, Field, Keys, Kind
from portwright.openapi.pointer import Node, Trail, trail_pointer
from portwright.rules.openapi import lost_part, malformed_detail, untyped_reference
from portwright.source.documents import Document

_PHRASES: Mapping[type, str] = {
    type(None): "null",
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a text",
    list: "a list",
    dict: "an object",
}
_READ_AS = {Kind.SCHEMA: "anything", Kind.RESPONSE: "a response without a body"}
_LONGEST = 40


@dataclass(slots=True)
class Damage:
    findings: Findings
    base: str = ""
    """The pointer of the part that is being read; trails start there."""

    def pointer(self, trail: Trail | None) -> str:
        return trail_pointer(trail, self.base)

    def wrong_node(
        self, document: Document, trail: Trail | None, kind: Kind, entry: Entry, value: Any
    ) -> Any:
        """Something else than an object stands where a node belongs."""
        pointer, found = self.pointer(trail), phrase(value)
        # An empty YAML value is the common way to say "nothing more about it".
        if entry.loses and value is not None:
            lost = lost_part.report(None, pointer, kind.value, found)
            self.findings.add_lost(document, pointer, lost, sort=(kind, found))
            return entry.instead
        instead = "left out" if entry.instead is GONE else "read as an empty object"
        problem = f"should be {kind.value}, not {found}"
        diagnostic = malformed_detail.report(None, pointer, problem, instead)
        self.findings.add(document, pointer, diagnostic, sort=(kind, found))
        return entry.instead

    def too_far(
        self, document: Document, trail: Trail | None, kind: Kind, entry: Entry, problem: str
    ) -> Any:
        """What lies too deep, or behind too many characters, to be read."""
        pointer = self.pointer(trail)
        diagnostic = lost_part.incomplete(None, pointer, kind.value, problem)
        self.findings.add_lost(document, pointer, diagnostic, needed=entry.loses)
        return entry.instead

    def incomplete(
        self, document: Document, trail: Trail | None, kind: Kind, entry: Entry, value: Node
    ) -> Any:
        """A node without what it cannot do without."""
        lacking = [f"`{name}`" for name in entry.required if name not in value]
        pointer, problem = self.pointer(trail), f"lacks {' and '.join(lacking)}"
        if entry.loses:
            lost = lost_part.incomplete(None, pointer, kind.value, problem)
            self.findings.add_lost(document, pointer, lost, sort=(kind, problem))
            return entry.instead
        diagnostic = malformed_detail.report(None, pointer, problem, "left out")
        self.findings.add(document, pointer, diagnostic, sort=(kind, problem))
        return entry.instead

    def detail(
        self, document: Document, trail: Trail, *, parent: Kind, field: Field, value: Any, new: Any
    ) -> None:
        """A scalar or a plain list in the wrong form."""
        pointer = self.pointer(trail)
        instead = "left out" if new is GONE else f"read as {_shown(new)}"
        problem = f"should be {field.expected}, not {_shown(value)}"
        diagnostic = malformed_detail.report(None, pointer, problem, instead)
        self.findings.add(document, pointer, diagnostic, sort=(parent, trail[1], instead))

    def wrong_key(self, document: Document, trail: Trail, kind: Kind, keys: Keys) -> None:
        """A key that means nothing where it stands; paths alone can be called."""
        pointer = self.pointer(trail)
        problem = f"should be {keys.expected}"
        if kind is Kind.PATHS:
            lost = lost_part.wrong_key(None, pointer, problem)
            self.findings.add_lost(document, pointer, lost, sort=(kind, "key"), key=True)
            return
        diagnostic = malformed_detail.report(None, pointer, problem, "left out")
        self.findings.add(document, pointer, diagnostic, sort=(kind, "key"), key=True)

    def same_key(self, document: Document, trail: Trail, kind: Kind, first: str) -> None:
        """A key that means the same as one before it."""
        pointer = self.pointer(trail)
        diagnostic = malformed_detail.report(
            None, pointer, f"is `{first}` in other letters", "left out"
        )
        self.findings.add(document, pointer, diagnostic, sort=(kind, "same"), key=True)

    def wrong_reference(
        self, document: Document, trail: Trail, kind: Kind, value: Any, *, loses: bool
    ) -> None:
        """A reference that is no text."""
        pointer, found = self.pointer(trail), phrase(value)
        sort = ("$ref", kind, found)
        if kind is Kind.SCHEMA:
            problem = f"should be a text, not {found}"
            diagnostic = malformed_detail.report(None, pointer, problem, "left out")
            self.findings.add(document, pointer, diagnostic, sort=sort)
            return
        lost = lost_part.report(None, pointer, "a text", found)
        self.findings.add_lost(document, pointer, lost, needed=loses, sort=sort)

    def misplaced_reference(
        self, document: Document, trail: Trail | None, kind: Kind, value: Node
    ) -> Node:
        """A reference where the version of the document knows none; the rest of it is read."""
        pointer = self.pointer((trail, "$ref"))
        diagnostic = lost_part.misplaced(None, pointer, kind.value)
        self.findings.add_lost(document, pointer, diagnostic, sort=("$ref", kind))
        return {key: item for key, item in value.items() if key != "$ref"}

    def misplaced_map(self, document: Document, trail: Trail) -> Any:
        """A reference in place of a map of named parts."""
        pointer = self.pointer(trail)
        diagnostic = lost_part.misplaced(None, pointer, "a map of named parts")
        self.findings.add_lost(document, pointer, diagnostic)
        return GONE

    def tuple_of_items(self, document: Document, trail: Trail, count: int) -> None:
        pointer = self.pointer(trail)
        instead = "read as any of them" if count > 1 else "read as the one in it"
        problem = f"should be a schema, not a list of {count}"
        diagnostic = malformed_detail.report(None, pointer, problem, instead)
        self.findings.add(document, pointer, diagnostic, sort="items")

    def lost_reference(
        self,
        document: Document,
        trail: Trail,
        kind: Kind,
        reference: str,
        why: Diagnostic,
        *,
        loses: bool,
    ) -> None:
        """A reference that leads nowhere."""
        pointer, sort = self.pointer(trail), ("$ref", reference)
        if kind in _READ_AS:
            why = untyped_reference.report(None, why, _READ_AS[kind])
            self.findings.add(document, pointer, why, sort=sort)
        else:
            self.findings.add_lost(document, pointer, why, needed=loses, sort=sort)


def phrase(value: Any) -> str:
    """What a value is, for a sentence."""
    return _PHRASES.get(type(value), "something else")


def _shown(value: Any) -> str:
    if value == []:
        return "an empty list"
    if isinstance(value, (dict, list)) or value is None:
        return phrase(value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text}`" if len(text) <= _LONGEST else f"`{text[: _LONGEST - 3]}...`"
