"""Schemas as they take effect: references followed, `allOf` merged, null split off.

Selection, pruning, naming and diff all read schemas through this view, so that the many
ways to spell one type are looked at in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from portwright.openapi.combine import all_of, any_of
from portwright.openapi.family import Families, as_own, is_extensible
from portwright.openapi.pointer import escape
from portwright.openapi.subtypes import Subtypes
from portwright.openapi.types_of import (
    COMBINERS,
    Schema,
    is_kind,
    is_list_or_item,
    listed,
    types_of,
    unread_keyword,
)
from portwright.openapi.view import ObjectView, Overrides, ScalarView, Untyped, View

_SHAPING = frozenset(
    ("type", "format", "enum", "const", "properties", "required", "additionalProperties")
) | frozenset(("items", "allOf", *COMBINERS))
_SCALARS = frozenset(("string", "integer", "number", "boolean"))
_MAX_DEPTH = 64
_ITSELF = Untyped("refers to itself and nothing else")
_NO_SCHEMA = Untyped("not a schema")
_SILENT = Untyped("the document says nothing of it", open=True)
_TOO_DEEP = Untyped(f"more than {_MAX_DEPTH} schemas in one another")
_MOST_PROPERTIES = 5000
"""Of one object; the widest in two thousand published documents has some hundreds."""
_TOO_WIDE = Untyped(f"an object of more than {_MOST_PROPERTIES:,} properties")


class SchemaSource(Protocol):
    """The part of a document that schemas are read from."""

    def get(self, pointer: str) -> Any: ...

    def damage(self, pointer: str) -> str | None:
        """What was lost of the type of the schema there while it was read."""


class Schemas:
    """Views by pointer, each computed once.

    Pointers are those of the 3.1-shaped document (`#/components/schemas/refund`). A broken
    or cyclic schema gives a view whose `anything` tells the reason; nothing is raised.
    """

    def __init__(self, document: SchemaSource, overrides: Overrides | None = None) -> None:
        self._document = document
        self.overrides = overrides or Overrides()
        self._views: dict[str, View] = {}
        self._nodes: dict[str, Schema] = {}
        self._merged: dict[tuple[str, ...], View] = {}
        self._flags: dict[tuple[str, str], bool] = {}
        self._active: set[str] = set()
        self._subtypes = Subtypes(self.node)
        self._families = Families()
        self._alone: dict[str, View] = {}

    def node(self, pointer: str) -> Schema:
        try:
            node = self._document.get(pointer)
        except KeyError:
            return {}
        return node if isinstance(node, Mapping) else {}

    def view(self, pointer: str) -> View:
        """The schema at a pointer, through any chain of references."""
        if (known := self._views.get(pointer)) is not None:
            return known
        if self._families.is_place(pointer):
            return View(pointer)
        if pointer in self._active:
            return View(pointer, anything=_ITSELF)
        if len(self._active) > _MAX_DEPTH:
            return View(pointer, anything=_TOO_DEEP)
        self._active.add(pointer)
        try:
            view = self._adjusted(pointer, self._compute(pointer))
        finally:
            self._active.discard(pointer)
        self._views[pointer] = view
        return view

    def merged(self, pointers: Iterable[str]) -> View:
        """One view of a property that stands in several branches; of none, nothing is allowed."""
        key = tuple(pointers)
        if not key:
            return View("")
        if len(key) == 1:
            return self.view(key[0])
        if (known := self._merged.get(key)) is None:
            views = [self.view(pointer) for pointer in key]
            known = any_of(views[0].pointer, views)
            if self._families.is_place(key[-1]):
                known = self._families.at(key[-1], known)
            self._merged[key] = known
        return known

    def subtypes(self, pointer: str) -> tuple[str, ...]:
        """The schemas that extend one, where a value of it has the properties of all."""
        return self._subtypes.of(pointer) if pointer in self._families else ()

    def loses_subtypes(self, pointer: str) -> bool:
        """Whether values of a schema in use may be others, and it has not their properties."""
        others = "discriminator" in self.node(pointer) or self._subtypes.of(pointer)
        return bool(others) and pointer in self._views and pointer not in self._families

    def read(self) -> Iterator[tuple[str, Schema, View]]:
        """All schemas that were looked at: pointer, node (empty where none stands), and view."""
        for pointer, view in {**self._alone, **self._views}.items():
            yield pointer, self._nodes.get(pointer, {}), view

    def is_scalar(self, pointers: Iterable[str]) -> bool:
        """Whether only scalars are allowed (and null)."""
        view = self.merged(pointers)
        return bool(view.scalars) and not (view.objects or view.arrays or view.maps)

    def is_flag(self, pointers: Iterable[str], flag: str) -> bool:
        """Whether `readOnly` or `writeOnly` is set on a property, in any of its branches."""
        return any(self._has_flag(pointer, flag) for pointer in pointers)

    def _has_flag(self, pointer: str, flag: str) -> bool:
        key = (pointer, flag)
        if (known := self._flags.get(key)) is None:
            known = self._flags[key] = self._find_flag(pointer, flag)
        return known

    def _find_flag(self, pointer: str, flag: str) -> bool:
        """Set here, or in what holds here as well: behind a reference, in an `allOf`."""
        node = self.node(pointer)
        if node.get(flag) is True:
            return True
        self._flags[pointer, flag] = False  # Of what refers to itself.
        if isinstance(target := node.get("$ref"), str) and self._has_flag(target, flag):
            return True
        parts = range(len(listed(node, "allOf")))
        return any(self._has_flag(f"{pointer}/allOf/{index}", flag) for index in parts)

    def _adjusted(self, pointer: str, view: View) -> View:
        if sum(len(made.properties) for made in view.objects) > _MOST_PROPERTIES:
            view = replace(view, objects=(), anything=_TOO_WIDE)
        nullable = view.nullable or pointer in self.overrides.nullable
        scalars = view.scalars
        if extra := self.overrides.extra.get(pointer):
            scalars = tuple(_with_values(scalar, extra) for scalar in scalars)
        objects = self._without_missing(view.objects)
        if (nullable, scalars, objects) == (view.nullable, view.scalars, view.objects):
            return view
        return replace(view, nullable=nullable, scalars=scalars, objects=objects)

    def _without_missing(self, objects: tuple[ObjectView, ...]) -> tuple[ObjectView, ...]:
        """What may be absent is not required, wherever the document says so: `required` may stand
        beside an `allOf` whose branch has the property."""
        missing = self.overrides.missing
        if not missing:
            return objects
        return tuple(_relaxed(made, missing) for made in objects)

    def _compute(self, pointer: str) -> View:
        try:
            node: Any = self._document.get(pointer)
        except KeyError:
            return self._open(pointer)
        if node is True or node is None or node == {}:
            return self._open(pointer)
        if node is False:
            return View(pointer)
        if not isinstance(node, Mapping):
            return View(pointer, anything=_NO_SCHEMA)
        self._nodes[pointer] = node
        target = node.get("$ref")
        if isinstance(target, str):
            return self._referred(pointer, node, target)
        if (family := self._family(pointer)) is not None:
            return family
        return _together(pointer, self._conjuncts(pointer, node))

    def _family(self, pointer: str) -> View | None:
        """The view of what others extend: any of them may stand where it does."""
        subtypes = self._subtypes.of(pointer)
        alone = self._without_subtypes(pointer) if subtypes else None
        if alone is None or not is_extensible(alone):
            return None
        views = [self._without_subtypes(item) for item in subtypes]
        return self._families.made(alone, views, *self._subtypes.told(pointer))

    def _without_subtypes(self, pointer: str) -> View:
        """The schema as those that extend it have it."""
        if not self._subtypes.of(pointer):
            return self.view(pointer)
        if (known := self._alone.get(pointer)) is not None:
            return known
        mark = f"{pointer} alone"
        if mark in self._active:
            return View(pointer, anything=_ITSELF)
        self._active.add(mark)
        try:
            node = self._nodes[pointer] = self.node(pointer)
            found = _together(pointer, self._conjuncts(pointer, node, alone=True))
        finally:
            self._active.discard(mark)
        self._alone[pointer] = replace(found, pointer=pointer)
        return self._alone[pointer]

    def _referred(self, pointer: str, node: Schema, target: str) -> View:
        view = self.view(target)
        if not _SHAPING & node.keys():
            return view
        return all_of(pointer, [view, *self._beside(pointer, node)])

    def _beside(self, pointer: str, node: Schema) -> list[View]:
        """What a node adds to the views that hold with it; alone, `required` says no type."""
        if _SHAPING & node.keys() == {"required"}:
            only = self._required_only(pointer, node)
            return [only] if only is not None else []
        return self._conjuncts(pointer, node)

    def untyped(self, pointer: str) -> Untyped:
        """Why what stands there, or what its keys hold, has no type."""
        if (lost := self._document.damage(pointer)) is not None:
            return Untyped(lost)
        word = unread_keyword(self.node(pointer))
        return Untyped(f"`{word}` is not read as a type") if word is not None else _SILENT

    def _open(self, pointer: str) -> View:
        return View(pointer, anything=self.untyped(pointer))

    def _conjuncts(self, pointer: str, node: Schema, *, alone: bool = False) -> list[View]:
        """Views that all hold at once: the keywords beside, each `allOf` branch, each union;
        `alone` without the branches that extend this."""
        parts = [
            part
            for index in range(len(listed(node, "allOf")))
            for part in self._conjunct(f"{pointer}/allOf/{index}")
        ]
        for combiner in COMBINERS:
            left_out = self._subtypes.listed(pointer, combiner) if alone else ()
            branches = [i for i in range(len(listed(node, combiner))) if i not in left_out]
            if branches:
                views = [self._branch(f"{pointer}/{combiner}/{i}") for i in branches]
                parts.append(any_of(pointer, views))
        own = self._plain(pointer, node)
        return [own, *parts] if own is not None else parts or [self._open(pointer)]

    def _branch(self, pointer: str) -> View:
        """A branch of a union that says no more than `nullable` is null: no value has a type for
        it, and converters of documents write null so."""
        view = self.view(pointer)
        only_null = view.anything is not None and view.anything.open
        if only_null and self.node(pointer).get("nullable") is True:
            return View(pointer, nullable=True)
        return view

    def _conjunct(self, pointer: str) -> list[View]:
        node = self.node(pointer)
        if "$ref" not in node and _SHAPING & node.keys() == {"required"}:
            return self._beside(pointer, node)
        if (extends := self._subtypes.extends(pointer)) is None:
            return [self.view(pointer)]
        holder, base = extends
        beside = self._beside(pointer, node) if _SHAPING & node.keys() else []
        return [as_own(self._without_subtypes(base), holder), *beside]

    def _plain(self, pointer: str, node: Schema) -> View | None:
        """The view of a node's own `type`, `enum` and `properties`; None when it has none."""
        types = types_of(node)
        composed = any(listed(node, key) for key in ("allOf", *COMBINERS))
        if not types:
            if composed and not isinstance(node.get("properties"), Mapping):
                return self._required_only(pointer, node)
            if composed or "properties" in node:
                types = ("object",)
            else:
                return self._open(pointer)
        nullable = "null" in types or None in listed(node, "enum") or node.get("nullable") is True
        view = View(pointer, nullable=nullable)
        for kind in types:
            view = self._typed(view, node, kind)
        if view.arrays and is_list_or_item(node):
            return any_of(pointer, [view, self.view(f"{pointer}/items")])
        if composed and types == ("object",) and not _has_object_parts(node):
            return self._required_only(pointer, node)
        return view

    def _required_only(self, pointer: str, node: Schema) -> View | None:
        names = frozenset(name for name in listed(node, "required") if isinstance(name, str))
        return View(pointer, objects=(ObjectView(pointer, {}, names),)) if names else None

    def _typed(self, view: View, node: Schema, kind: str) -> View:
        if kind in _SCALARS:
            return replace(view, scalars=(*view.scalars, _scalar(view.pointer, node, kind)))
        if kind == "array":
            return replace(view, arrays=(*view.arrays, *_items(view.pointer, node)))
        if kind == "object":
            return self._object(view, node)
        if kind == "null":
            return view
        return replace(view, anything=Untyped(f"unknown type {kind!r}"))

    def _object(self, view: View, node: Schema) -> View:
        properties = node.get("properties")
        extra = node.get("additionalProperties")
        if not isinstance(properties, Mapping) or not properties:
            values = _map_values(view.pointer, node)
            if not values and (extra is False or properties == {}):
                empty = ObjectView(view.pointer, {}, frozenset())
                return replace(view, objects=(*view.objects, empty))
            return replace(view, maps=(*view.maps, *(values or (None,))))
        base = f"{view.pointer}/properties/"
        pointers = {name: (base + escape(name),) for name in properties if isinstance(name, str)}
        required = frozenset(name for name in listed(node, "required") if isinstance(name, str))
        made = ObjectView(view.pointer, pointers, required)
        return replace(view, objects=(*view.objects, made))


def _together(pointer: str, parts: list[View]) -> View:
    return parts[0] if len(parts) == 1 else all_of(pointer, parts)


def _items(pointer: str, node: Schema) -> tuple[str, ...]:
    """What a list holds: each of its first items, where those have schemas of their own."""
    first = tuple(f"{pointer}/prefixItems/{i}" for i in range(len(listed(node, "prefixItems"))))
    return (*first, f"{pointer}/items") if not first or "items" in node else first


def _map_values(pointer: str, node: Schema) -> tuple[str | None, ...]:
    """What the keys of a map hold; None is anything. No values: no key is allowed, or none said."""
    patterns, extra = node.get("patternProperties"), node.get("additionalProperties")
    found: list[str | None] = []
    if isinstance(patterns, Mapping):
        found += [f"{pointer}/patternProperties/{escape(name)}" for name in patterns]
    if isinstance(extra, Mapping) and extra:
        found.append(f"{pointer}/additionalProperties")
    elif extra is True or extra == {}:
        found.append(None)
    return tuple(found)


def _scalar(pointer: str, node: Schema, kind: str) -> ScalarView:
    values = tuple(value for value in listed(node, "enum") if is_kind(value, kind))
    if "const" in node and is_kind(node["const"], kind):
        values = (node["const"],)
    closed = "const" in node or isinstance(node.get("enum"), list)
    return ScalarView(pointer, kind, format_of(node), values if closed else None)


def format_of(node: Schema) -> str | None:
    """3.1 calls bytes by their media type (JSON Schema, `contentMediaType`); what is encoded, or a
    text in any case, is a text."""
    form, media = node.get("format"), node.get("contentMediaType")
    if isinstance(form, str):
        return form
    if not isinstance(media, str) or "contentEncoding" in node:
        return None
    is_text = media.startswith("text/") or media.endswith(("json", "xml"))
    return None if is_text else "binary"


def _relaxed(made: ObjectView, missing: frozenset[str]) -> ObjectView:
    absent = {name for name in made.required if missing.intersection(made.properties.get(name, ()))}
    if not absent:
        return made
    return ObjectView(made.identity, made.properties, made.required - absent, made.branches)


def _with_values(scalar: ScalarView, extra: tuple[Any, ...]) -> ScalarView:
    if scalar.values is None:
        return scalar
    added = tuple(v for v in extra if is_kind(v, scalar.kind) and v not in scalar.values)
    return ScalarView(scalar.pointer, scalar.kind, scalar.format, scalar.values + added)


def _has_object_parts(node: Schema) -> bool:
    return bool(node.get("properties")) or isinstance(node.get("additionalProperties"), Mapping)
