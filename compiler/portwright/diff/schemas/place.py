"""Where a change stands: in what both documents share by reference, or where it is referred to."""

from __future__ import annotations

from portwright.diff.pair import Sides
from portwright.diff.schemas.words import WORDS
from portwright.openapi.effective import Schemas
from portwright.openapi.types_of import Schema, listed

_LONGEST = 64
# What is said beside a reference and changes nothing of the type that it leads to.
_BESIDE = WORDS | {"readOnly", "writeOnly"}
# What puts a schema together of others.
_LISTS = ("$ref", "allOf", "oneOf", "anyOf")


def common_place(sides: Sides, at_old: tuple[str, ...], at_new: tuple[str, ...]) -> tuple[str, str]:
    """The deepest two places that both documents lead to by the same way. A property that was a
    reference in both has its change where the references lead, and one that is put together of
    parts in the only part that differs; one that became another kind of schema has changed itself.
    """
    left, right = _first(sides, at_old, at_new)
    for _ in range(_LONGEST):
        further = _target(sides.old, left), _target(sides.new, right)
        if further[0] is None or further[1] is None:
            further = _part(sides, left, right)
        if further[0] is None or further[1] is None:
            break
        left, right = further[0], further[1]
    return left, right


def _first(sides: Sides, at_old: tuple[str, ...], at_new: tuple[str, ...]) -> tuple[str, str]:
    """Of several places the first that is not as it was."""
    pairs = list(zip(at_old, at_new, strict=False))
    changed = (pair for pair in pairs if not _is_same(sides, *pair))
    first = at_old[0] if at_old else "", at_new[0] if at_new else ""
    return next(changed, first) if len(at_old) == len(at_new) else first


def _part(sides: Sides, left: str, right: str) -> tuple[str | None, str | None]:
    """Of two schemas that are put together in the same way the parts that differ, if it is one."""
    before, after = _said(sides.old, left), _said(sides.new, right)
    known, now = _parts(before, left), _parts(after, right)
    if len(known) != len(now) or _rest(before) != _rest(after):
        return None, None
    pairs = zip(known, now, strict=True)
    differing = [pair for pair in pairs if not _is_same(sides, *pair)]
    return differing[0] if len(differing) == 1 else (None, None)


def _rest(node: Schema) -> Schema:
    return {key: value for key, value in node.items() if key not in _LISTS}


def _parts(node: Schema, pointer: str) -> list[str]:
    """The pointers of what a schema is put together of."""
    target = node.get("$ref")
    found = [target] if isinstance(target, str) else []
    for key in _LISTS[1:]:
        found += [f"{pointer}/{key}/{index}" for index in range(len(listed(node, key)))]
    return found


def _is_same(sides: Sides, left: str, right: str) -> bool:
    silent = not _said(sides.old, left) and not _said(sides.new, right)
    return silent or sides.unchanged.exactly(left, right)


def _said(schemas: Schemas, pointer: str) -> Schema:
    """A schema without its words."""
    return {key: value for key, value in schemas.node(pointer).items() if key not in _BESIDE}


def described(schemas: Schemas, pointer: str) -> Schema:
    """What is said of the value at a pointer, wherever that stands; nothing where references lead
    back to themselves."""
    for _ in range(_LONGEST):
        further = _target(schemas, pointer)
        if further is None:
            return schemas.node(pointer)
        pointer = further
    return {}


def _target(schemas: Schemas, pointer: str) -> str | None:
    """Where a schema that is a reference and no more leads; words beside it do not count, nor an
    `allOf` around it, in which 3.0 has to write those."""
    node = _said(schemas, pointer)
    only = node.get("allOf")
    if len(node) == 1 and isinstance(only, list) and len(only) == 1:
        return f"{pointer}/allOf/0"
    target = node.get("$ref")
    return target if isinstance(target, str) and len(node) == 1 else None
