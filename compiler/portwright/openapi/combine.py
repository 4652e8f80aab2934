"""Views of several schemas as one: all of them at once, or any of them."""

from __future__ import annotations

from math import prod

from portwright.openapi.view import ObjectView, ScalarView, Untyped, View

_COMPONENTS = "#/components/schemas/"
BESIDE_TYPES = Untyped("any value beside types that the document names")
_MOST_COMBINED = 256
"""Branches that several unions give together; each more union would multiply them."""


def one_object(view: View) -> ObjectView | None:
    """All object branches of a view as one: any property, only what all of them require."""
    if len(view.objects) < 2:
        return view.objects[0] if view.objects else None
    pooled: dict[str, dict[str, None]] = {}
    for branch in view.objects:
        for name, pointers in branch.properties.items():
            pooled.setdefault(name, {}).update(dict.fromkeys(pointers))
    properties = {name: tuple(pointers) for name, pointers in pooled.items()}
    required = frozenset.intersection(*(branch.required for branch in view.objects))
    names = tuple(branch.identity for branch in view.objects)
    shared = all(name.startswith(_COMPONENTS) for name in names)
    identity = "|".join(sorted(names)) if shared else view.pointer
    named = shared and all(_is_root(name) for name in names)
    return ObjectView(identity, properties, required, tuple(sorted(names)) if named else ())


def _is_root(pointer: str) -> bool:
    return not set("/#") & set(pointer.removeprefix(_COMPONENTS))


def all_of(pointer: str, parts: list[View]) -> View:
    """The conjunction: objects pool their properties; a scalar keeps its narrowest enum."""
    real = [part for part in parts if part.anything is None]
    if not real:
        return parts[0]
    objects = _product(pointer, [_alternatives(part) for part in real if part.objects])
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


def _alternatives(part: View) -> tuple[ObjectView, ...]:
    """The objects that a part allows; a map beside them asks for no property."""
    free = (ObjectView(part.pointer, {}, frozenset()),) if part.maps else ()
    return (*part.objects, *free)


def _narrowest(parts: list[View]) -> tuple[ScalarView, ...]:
    candidates = [part.scalars for part in parts if part.scalars]
    with_enum = [found for found in candidates if all(s.values is not None for s in found)]
    return (with_enum or candidates or [()])[0]


def _product(pointer: str, groups: list[tuple[ObjectView, ...]]) -> tuple[ObjectView, ...]:
    """Each combination of one branch a group, merged; a lone object keeps its identity. Of too many
    combinations each group becomes one object, as in a type of them all."""
    if not groups:
        return ()
    if prod(map(len, groups)) > _MOST_COMBINED:
        groups = [_pooled(pointer, group) for group in groups]
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


def _pooled(pointer: str, group: tuple[ObjectView, ...]) -> tuple[ObjectView, ...]:
    pooled = one_object(View(pointer, objects=group))
    return (pooled,) if pooled is not None else ()


def _both(pointer: str, left: ObjectView, right: ObjectView) -> ObjectView:
    required = left.required | right.required
    if not right.properties and required == left.required:
        return left
    if not left.properties and required == right.required:
        return right
    return ObjectView(pointer, {**left.properties, **right.properties}, required)


def any_of(pointer: str, views: list[View]) -> View:
    """The union of branches, each kind gathered; one branch that allows anything wins."""
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
        anything=_untyped(views),
    )


def _untyped(views: list[View]) -> Untyped | None:
    """The branch without a type that costs most: beside one that has a type, that one's."""
    found = [view.anything for view in views if view.anything is not None]
    if not found or not all(item.open for item in found):
        return next((item for item in found if not item.open), None)
    typed = any(_allows(view) for view in views if view.anything is None)
    return BESIDE_TYPES if typed else found[0]


def _distinct(views: list[View]) -> tuple[ObjectView, ...]:
    return tuple({item.identity: item for view in views for item in view.objects}.values())


def _allows(view: View) -> bool:
    return bool(view.scalars or view.objects or view.arrays or view.maps or view.anything)
