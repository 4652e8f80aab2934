"""Branches of a union, which branch of the other document each one became: that of the same name,
else the one with the same constants (as a discriminator has), else the one of the same shape."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from portwright.diff.schemas.words import without_words
from portwright.diff.values import kinds_of
from portwright.openapi.effective import Schemas
from portwright.openapi.pointer import SCHEMAS
from portwright.openapi.view import ObjectView

Branch = TypeVar("Branch")
Sign = Callable[[Schemas, Branch], Hashable]
"""What may tell a branch; None or nothing where it does not."""


def object_partners(
    old: Schemas, new: Schemas, before: Sequence[ObjectView], after: Sequence[ObjectView]
) -> dict[int, int]:
    """Of the object branches `before`, by number, which one of those `after` each became."""
    signs = (_name, _inline, _constants, _fields, _names)
    found = _partners(old, new, before, after, signs)
    return found if len(found) == len(before) else _akin(before, after, found)


def added_kinds(
    old: Schemas, new: Schemas, before: Sequence[ObjectView], after: Sequence[ObjectView]
) -> tuple[tuple[ObjectView, ...], ...]:
    """The kinds of object that are new: what stands twice, as a reference and inline, is one."""
    known = {(_constants(old, item), _names(old, item)) for item in before}
    partners = object_partners(old, new, before, after).values()
    found: dict[Hashable, list[ObjectView]] = {}
    for index, item in enumerate(after):
        if index not in partners:
            found.setdefault((_constants(new, item), _names(new, item)), []).append(item)
    return tuple(tuple(items) for sign, items in found.items() if sign not in known)


def schema_partners(
    old: Schemas, new: Schemas, before: Sequence[str], after: Sequence[str]
) -> dict[int, int]:
    """The same of schemas at pointers: those of the items of lists, say."""
    return _partners(old, new, before, after, (_component, _text, _content, _kinds))


def _partners(
    old: Schemas,
    new: Schemas,
    before: Sequence[Branch],
    after: Sequence[Branch],
    signs: Iterable[Sign[Branch]],
) -> dict[int, int]:
    found: dict[int, int] = {}
    for sign in signs:
        left = _by_sign(old, before, found.keys(), sign)
        right = _by_sign(new, after, set(found.values()), sign)
        for key in left.keys() & right.keys():
            if len(left[key]) == len(right[key]):
                found |= zip(left[key], right[key], strict=True)
    rest = [index for index in range(len(before)) if index not in found]
    free = [index for index in range(len(after)) if index not in found.values()]
    if len(rest) == len(free) == 1:
        found[rest[0]] = free[0]
    return found


def _akin(
    before: Sequence[ObjectView], after: Sequence[ObjectView], known: Mapping[int, int]
) -> dict[int, int]:
    """Those that are left, by the names that not all of their union have: each with the one that
    has most of them, if that is so for both."""
    rest = {i: names for i, names in enumerate(_own_names(before)) if i not in known}
    free = {i: names for i, names in enumerate(_own_names(after)) if i not in known.values()}
    there = {i: _most_alike(names, free) for i, names in rest.items()}
    back = {i: _most_alike(names, rest) for i, names in free.items()}
    return {**known, **{i: j for i, j in there.items() if j is not None and back[j] == i}}


def _own_names(branches: Sequence[ObjectView]) -> list[frozenset[str]]:
    names = [frozenset(branch.properties) for branch in branches]
    shared = frozenset.intersection(*names)
    return [each - shared for each in names]


def _most_alike(names: frozenset[str], others: Mapping[int, frozenset[str]]) -> int | None:
    """The one that has most of the names; None where there are several, or none at all."""
    counts = {index: len(names & other) for index, other in others.items()}
    most = max(counts.values(), default=0)
    best = [index for index, count in counts.items() if count == most]
    return best[0] if most and len(best) == 1 else None


def _by_sign(
    schemas: Schemas, branches: Sequence[Branch], taken: Iterable[int], sign: Sign[Branch]
) -> dict[Hashable, list[int]]:
    """Branches by their sign; those that share one stay in order."""
    known = set(taken)
    found: dict[Hashable, list[int]] = {}
    for index, branch in enumerate(branches):
        if index not in known and (key := sign(schemas, branch)):
            found.setdefault(key, []).append(index)
    return found


def _name(schemas: Schemas, branch: ObjectView) -> Hashable:
    name = branch.identity.removeprefix(f"{SCHEMAS}/")
    return None if set("/#") & set(name) else name


def _inline(schemas: Schemas, branch: ObjectView) -> Hashable:
    return _text(schemas, branch.identity)


def _text(schemas: Schemas, pointer: str) -> Hashable:
    """A schema as it is written."""
    node = schemas.node(pointer)
    return json.dumps(without_words(node), sort_keys=True) if node else None


def _constants(schemas: Schemas, branch: ObjectView) -> Hashable:
    """Properties of one constant only."""
    found = set()
    for name, pointers in branch.properties.items():
        scalars = schemas.merged(pointers).scalars
        values = {value for scalar in scalars for value in scalar.values or (None, "")}
        if len(values) == 1:
            found.add((name, repr(values.pop())))
    return frozenset(found)


def _fields(schemas: Schemas, branch: ObjectView) -> Hashable:
    return frozenset(branch.properties), branch.required


def _names(schemas: Schemas, branch: ObjectView) -> Hashable:
    return frozenset(branch.properties)


def _component(schemas: Schemas, pointer: str) -> Hashable:
    target = schemas.node(pointer).get("$ref")
    return target if isinstance(target, str) else None


def _content(schemas: Schemas, pointer: str) -> Hashable:
    made = schemas.merged((pointer,)).objects
    return frozenset(sign for item in made for sign in (_constants(schemas, item),) if sign)


def _kinds(schemas: Schemas, pointer: str) -> Hashable:
    view = schemas.merged((pointer,))
    return kinds_of(view), frozenset(name for item in view.objects for name in item.properties)
