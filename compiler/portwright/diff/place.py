"""Where a change stands: in what both documents share by reference, or where it is referred to."""

from __future__ import annotations

from portwright.diff.pair import Sides
from portwright.openapi.effective import Schemas
from portwright.openapi.types_of import Schema

_LONGEST = 64
_WORDS = frozenset(
    (
        "title",
        "description",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "default",
    )
)


def common_place(sides: Sides, at_old: tuple[str, ...], at_new: tuple[str, ...]) -> tuple[str, str]:
    """The deepest two places that both documents lead to by the same way. A property that was a
    reference in both has its change where the references lead; one that became another kind of
    schema has changed itself."""
    left, right = at_old[0] if at_old else "", at_new[0] if at_new else ""
    for _ in range(_LONGEST):
        further = _target(sides.old, left), _target(sides.new, right)
        if further[0] is None or further[1] is None:
            break
        left, right = further[0], further[1]
    return left, right


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
    node = {key: value for key, value in schemas.node(pointer).items() if key not in _WORDS}
    only = node.get("allOf")
    if len(node) == 1 and isinstance(only, list) and len(only) == 1:
        return f"{pointer}/allOf/0"
    target = node.get("$ref")
    return target if isinstance(target, str) and len(node) == 1 else None
