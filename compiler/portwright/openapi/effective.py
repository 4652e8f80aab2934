"""Schemas as they take effect: references followed, `allOf` merged, null split off.

Selection, pruning, naming and diff all read schemas through this view, so that the many
ways to spell one type are looked at in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Schema = Mapping[str, Any]
_COMBINERS = ("anyOf", "oneOf")
_SHAPING = frozenset(
    ("type", "format", "enum", "const", "properties", "required", "additionalProperties")
) | frozenset(("items", "allOf", *_COMBINERS))
_SCALARS = frozenset(("string", "integer", "number", "boolean"))
_COMPONENTS = "#/components/schemas/"
_MAX_DEPTH = 64


class SchemaSource(Protocol):
    """The part of a document that schemas are read from."""

    def get(self, pointer: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class Overrides:
    """Deviations: what the vendor really does where its document says otherwise, by pointer."""

    missing: frozenset[str] = frozenset()
    nullable: frozenset[str] = frozenset()
    extra: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScalarView:
    """`values` holds the constants of an enum, without null; None when any value goes."""

    pointer: str
    kind: str
    format: str | None = None
    values: tuple[Any, ...] | None = None


@dataclass(frozen=True, slots=True)
class ObjectView:
    """An object type. A property may stand in several branches: then several pointers.

    `identity` is the pointer of the schema, or, for merged branches, all of theirs; `branches`
    are those of a union of component schemas.
    """

    identity: str
    properties: Mapping[str, tuple[str, ...]]
    required: frozenset[str]
    branches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """One schema in effect. All tuples empty and `anything` unset: the type allows nothing."""

    pointer: str
    nullable: bool = False
    scalars: tuple[ScalarView, ...] = ()
    objects: tuple[ObjectView, ...] = ()
    arrays: tuple[str, ...] = ()
    maps: tuple[str | None, ...] = ()
    anything: str | None = None


class Schemas:
    """Views by pointer, each computed once.

    Pointers are those of the 3.1-shaped document (`#/components/schemas/refund`). A broken
    or cyclic schema gives a view whose `anything` tells the reason; nothing is raised.
    """

    def __init__(self, document: SchemaSource, overrides: Overrides | None = None) -> None:
        self._document = document
        self.overrides = overrides or Overrides()
        self._views: dict[str, View] = {}
        self._active: set[str] = set()

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
        if pointer in self._active or len(self._active) > _MAX_DEPTH:
            return View(pointer, anything="refers to itself and nothing else")
        self._active.add(pointer)
        try:
            view = self._adjusted(pointer, self._compute(pointer))
        finally:
            self._active.discard(pointer)
        self._views[pointer] = view
        return view

    def merged(self, pointers: Iterable[str]) -> View:
        """One view of a property that stands in several branches."""
        views = [self.view(pointer) for pointer in pointers]
        return views[0] if len(views) == 1 else _any_of(views[0].pointer, views)

    def is_scalar(self, pointers: Iterable[str]) -> bool:
        """Whether only scalars are allowed (and null)."""
        view = self.merged(pointers)
        return bool(view.scalars) and not (view.objects or view.arrays or view.maps)

    def is_flag(self, pointers: Iterable[str], flag: str) -> bool:
        """Whether `readOnly` or `writeOnly` is set on a property, in any of its branches."""
        return any(self._has_flag(pointer, flag) for pointer in pointers)

    def _has_flag(self, pointer: str, flag: str) -> bool:
        node = self.node(pointer)
        if node.get(flag) is True:
            return True
        target = node.get("$ref")
        return isinstance(target, str) and self.node(target).get(flag) is True

    def _adjusted(self, pointer: str, view: View) -> View:
        nullable = view.nullable or pointer in self.overrides.nullable
        scalars = view.scalars
        if extra := self.overrides.extra.get(pointer):
            scalars = tuple(_with_values(scalar, extra) for scalar in scalars)
        if nullable == view.nullable and scalars is view.scalars:
            return view
        return _replaced(view, nullable=nullable, scalars=scalars)

    def _compute(self, pointer: str) -> View:
        try:
            node: Any = self._document.get(pointer)
        except KeyError:
            return View(pointer, anything="not in the document")
        if node is True or node is None or node == {}:
            return View(pointer, anything="any value")
        if not isinstance(node, Mapping):
            return View(pointer, anything="not a schema")
        target = node.get("$ref")
        if isinstance(target, str):
            return self._referred(pointer, node, target)
        parts = self._conjuncts(pointer, node)
        return parts[0] if len(parts) == 1 else _all_of(pointer, parts)

    def _referred(self, pointer: str, node: Schema, target: str) -> View:
        view = self.view(target)
        if not _SHAPING & node.keys():
            return view
        return _all_of(pointer, [view, *self._beside(pointer, node)])

    def _beside(self, pointer: str, node: Schema) -> list[View]:
        """What a node adds to the views that hold with it; alone, `required` says no type."""
        if _SHAPING & node.keys() == {"required"}:
            only = self._required_only(pointer, node)
            return [only] if only is not None else []
        return self._conjuncts(pointer, node)

    def _conjuncts(self, pointer: str, node: Schema) -> list[View]:
        """Views that all hold at once: the keywords beside, each `allOf` branch, each union."""
        parts = [
            part
            for index in range(len(_list(node, "allOf")))
            for part in self._conjunct(f"{pointer}/allOf/{index}")
        ]
        for combiner in _COMBINERS:
            branches = _list(node, combiner)
            if branches:
                views = [self.view(f"{pointer}/{combiner}/{i}") for i in range(len(branches))]
                parts.append(_any_of(pointer, views))
        own = self._plain(pointer, node)
        return [own, *parts] if own is not None else parts or [View(pointer, anything="any value")]

    def _conjunct(self, pointer: str) -> list[View]:
        node = self.node(pointer)
        if "$ref" not in node and _SHAPING & node.keys() == {"required"}:
            return self._beside(pointer, node)
        return [self.view(pointer)]

    def _plain(self, pointer: str, node: Schema) -> View | None:
        """The view of a node's own `type`, `enum` and `properties`; None when it has none."""
        types = _types(node)
        composed = any(_list(node, key) for key in ("allOf", *_COMBINERS))
        if not types:
            if composed and not isinstance(node.get("properties"), Mapping):
                return self._required_only(pointer, node)
            if composed or "properties" in node:
                types = ("object",)
            else:
                return View(pointer, anything="any value")
        view = View(pointer, nullable="null" in types or None in _list(node, "enum"))
        for kind in types:
            view = self._typed(view, node, kind)
        if composed and types == ("object",) and not _has_object_parts(node):
            return self._required_only(pointer, node)
        return view

    def _required_only(self, pointer: str, node: Schema) -> View | None:
        names = frozenset(name for name in _list(node, "required") if isinstance(name, str))
        return View(pointer, objects=(ObjectView(pointer, {}, names),)) if names else None

    def _typed(self, view: View, node: Schema, kind: str) -> View:
        if kind in _SCALARS:
            return _replaced(view, scalars=(*view.scalars, _scalar(view.pointer, node, kind)))
        if kind == "array":
            return _replaced(view, arrays=(*view.arrays, f"{view.pointer}/items"))
        if kind == "object":
            return self._object(view, node)
        if kind == "null":
            return view
        return _replaced(view, anything=f"unknown type {kind!r}")

    def _object(self, view: View, node: Schema) -> View:
        properties = node.get("properties")
        extra = node.get("additionalProperties")
        if not isinstance(properties, Mapping) or not properties:
            if extra is False or properties == {}:
                empty = ObjectView(view.pointer, {}, frozenset())
                return _replaced(view, objects=(*view.objects, empty))
            typed = isinstance(extra, Mapping) and bool(extra)
            value = f"{view.pointer}/additionalProperties" if typed else None
            return _replaced(view, maps=(*view.maps, value))
        base = f"{view.pointer}/properties/"
        pointers = {name: (base + escape(name),) for name in properties if isinstance(name, str)}
        missing = self.overrides.missing
        required = frozenset(
            name
            for name in _list(node, "required")
            if isinstance(name, str) and not missing.intersection(pointers.get(name, ()))
        )
        made = ObjectView(view.pointer, pointers, required)
        return _replaced(view, objects=(*view.objects, made))


def escape(token: str) -> str:
    """A token of a JSON pointer (RFC 6901)."""
    return token.replace("~", "~0").replace("/", "~1")


def one_object(view: View) -> ObjectView | None:
    """All object branches of a view as one: any property, only what all of them require."""
    if len(view.objects) < 2:
        return view.objects[0] if view.objects else None
    properties: dict[str, tuple[str, ...]] = {}
    for branch in view.objects:
        for name, pointers in branch.properties.items():
            seen = properties.get(name, ())
            properties[name] = seen + tuple(p for p in pointers if p not in seen)
    required = frozenset.intersection(*(branch.required for branch in view.objects))
    names = tuple(branch.identity for branch in view.objects)
    shared = all(name.startswith(_COMPONENTS) for name in names)
    identity = "|".join(sorted(names)) if shared else view.pointer
    named = shared and all(_is_root(name) for name in names)
    return ObjectView(identity, properties, required, tuple(sorted(names)) if named else ())


def _is_root(pointer: str) -> bool:
    return not set("/#") & set(pointer.removeprefix(_COMPONENTS))


def _all_of(pointer: str, parts: list[View]) -> View:
    """The conjunction: objects pool their properties; a scalar keeps its narrowest enum."""
    real = [part for part in parts if part.anything is None]
    if not real:
        return parts[0]
    objects = _product(pointer, [part.objects for part in real if part.objects])
    only_required = all(not part.scalars and not part.arrays for part in real)
    scalars = () if objects and only_required else _narrowest(real)
    return View(
        pointer if objects and len(objects[0].properties) else real[0].pointer,
        nullable=all(part.nullable for part in real),
        scalars=scalars,
        objects=objects,
        arrays=next((part.arrays for part in real if part.arrays), ()),
        maps=() if objects else next((part.maps for part in real if part.maps), ()),
    )


def _narrowest(parts: list[View]) -> tuple[ScalarView, ...]:
    candidates = [part.scalars for part in parts if part.scalars]
    with_enum = [found for found in candidates if all(s.values is not None for s in found)]
    return (with_enum or candidates or [()])[0]


def _product(pointer: str, groups: list[tuple[ObjectView, ...]]) -> tuple[ObjectView, ...]:
    """Each combination of one branch a group, merged; a lone object keeps its identity."""
    if not groups:
        return ()
    result = groups[0]
    for group in groups[1:]:
        result = tuple(_both(pointer, left, right) for left in result for right in group)
    if len(result) > 1:
        result = tuple(
            ObjectView(f"{pointer}#{index}", item.properties, item.required)
            if item.identity == pointer
            else item
            for index, item in enumerate(result)
        )
    return result


def _both(pointer: str, left: ObjectView, right: ObjectView) -> ObjectView:
    required = left.required | right.required
    if not right.properties and required == left.required:
        return left
    if not left.properties and required == right.required:
        return right
    return ObjectView(pointer, {**left.properties, **right.properties}, required)


def _any_of(pointer: str, views: list[View]) -> View:
    """The union of branches, each kind gathered; one branch that allows anything wins."""
    anything = next((view.anything for view in views if view.anything is not None), None)
    real = [view for view in views if _allows(view)]
    if len(real) == 1 and len(views) > 1 and not real[0].objects:
        pointer = real[0].pointer
    return View(
        pointer,
        nullable=any(view.nullable for view in views),
        scalars=tuple(dict.fromkeys(scalar for view in views for scalar in view.scalars)),
        objects=_distinct(views),
        arrays=tuple(dict.fromkeys(item for view in views for item in view.arrays)),
        maps=tuple(dict.fromkeys(value for view in views for value in view.maps)),
        anything=anything,
    )


def _distinct(views: list[View]) -> tuple[ObjectView, ...]:
    return tuple({item.identity: item for view in views for item in view.objects}.values())


def _allows(view: View) -> bool:
    return bool(view.scalars or view.objects or view.arrays or view.maps or view.anything)


def _scalar(pointer: str, node: Schema, kind: str) -> ScalarView:
    values = tuple(value for value in _list(node, "enum") if _is_kind(value, kind))
    if "const" in node and _is_kind(node["const"], kind):
        values = (node["const"],)
    closed = "const" in node or isinstance(node.get("enum"), list)
    form = node.get("format")
    return ScalarView(
        pointer, kind, form if isinstance(form, str) else None, values if closed else None
    )


def _with_values(scalar: ScalarView, extra: tuple[Any, ...]) -> ScalarView:
    if scalar.values is None:
        return scalar
    added = tuple(v for v in extra if _is_kind(v, scalar.kind) and v not in scalar.values)
    return ScalarView(scalar.pointer, scalar.kind, scalar.format, scalar.values + added)


def _is_kind(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    kinds: dict[str, tuple[type, ...]] = {
        "string": (str,),
        "integer": (int,),
        "number": (int, float),
    }
    return isinstance(value, kinds.get(kind, ()))


def _types(node: Schema) -> tuple[str, ...]:
    declared = node.get("type")
    if isinstance(declared, str):
        return (declared,)
    if isinstance(declared, list):
        return tuple(dict.fromkeys(item for item in declared if isinstance(item, str)))
    values = [node["const"]] if "const" in node else _list(node, "enum")
    found = (kind for value in values for kind in _kinds_of(value))
    return tuple(dict.fromkeys(found))


def _kinds_of(value: object) -> tuple[str, ...]:
    if value is None:
        return ("null",)
    return next(
        ((kind,) for kind in ("boolean", "integer", "number", "string") if _is_kind(value, kind)),
        (),
    )


def _has_object_parts(node: Schema) -> bool:
    return bool(node.get("properties")) or isinstance(node.get("additionalProperties"), Mapping)


def _list(node: Schema, key: str) -> list[Any]:
    value = node.get(key)
    return value if isinstance(value, list) else []


def _replaced(view: View, **changes: Any) -> View:
    values = {name: getattr(view, name) for name in View.__slots__}
    return View(**{**values, **changes})
