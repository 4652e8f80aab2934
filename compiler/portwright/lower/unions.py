"""Unions that msgspec can decode: at most one member for each kind of JSON value.

Strings: a plain string takes in every other string-like member; a decimal or bytes beside
constants is a string. Objects: structs were merged before; a map beside a struct is a map of
anything. Source of the limits: msgspec's manual, "Union restrictions".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portwright.ir.shapes import (
    Anything,
    Array,
    Choice,
    Json,
    Map,
    Named,
    Null,
    Scalar,
    ScalarKind,
    Shape,
    Union,
    members,
)

_STRING_LIKE = frozenset(("string", "decimal", "bytes"))
_EXACT = Scalar("exact")
_NUMBERS = ("integer", "number")
# A number may be whole, and msgspec asks the constants alone then.
_TAKES_IN: dict[ScalarKind, tuple[ScalarKind, ...]] = {
    "integer": ("integer",),
    "number": ("integer", "number"),
    "boolean": ("boolean",),
}


def union(shapes: Iterable[Shape], *, nullable: bool = False) -> Shape:
    """One shape for all; `Null` goes last and only once."""
    flat = list(dict.fromkeys(member for shape in shapes for member in members(shape)))
    nullable = nullable or any(isinstance(member, Null) for member in flat)
    rest: list[Shape] = [member for member in flat if not isinstance(member, Null)]
    anything = next((member for member in rest if isinstance(member, Anything)), None)
    if anything is not None:
        return anything
    if (free := next((member for member in rest if isinstance(member, Json)), None)) is not None:
        return free
    rest = _maps(_arrays(_numbers(_strings(_exact(rest)))))
    if nullable:
        rest = [*rest, Null()]
    return rest[0] if len(rest) == 1 else Union(tuple(rest)) if rest else Anything("no type")


def _exact(shapes: list[Shape]) -> list[Shape]:
    """An exact number takes in all other numbers; beside a text msgspec cannot tell a decimal, so
    it is a plain number there."""
    if _EXACT not in shapes:
        return shapes
    if any(_is_string_like(shape) for shape in shapes):
        plain = (Scalar("number") if shape == _EXACT else shape for shape in shapes)
        return list(dict.fromkeys(plain))
    return [s for s in shapes if s == _EXACT or getattr(s, "kind", None) not in _NUMBERS]


def _strings(shapes: list[Shape]) -> list[Shape]:
    """One string-like member; closed constants are pooled, open ones need no plain string."""
    found = [shape for shape in shapes if _is_string_like(shape)]
    if len(found) < 2:
        return shapes
    choices = [shape for shape in found if isinstance(shape, Choice)]
    if len(choices) < len(found):
        one: Shape = Scalar("string")
    else:
        values = dict.fromkeys(value for choice in choices for value in choice.values)
        one = Choice("string", tuple(values), any(choice.open for choice in choices))
    return _with_one(shapes, found, one)


def _numbers(shapes: list[Shape]) -> list[Shape]:
    """A plain number or integer takes in the constants that are among its values."""
    result = shapes
    for kind, kinds in _TAKES_IN.items():
        if Scalar(kind) in result:
            result = [s for s in result if not (isinstance(s, Choice) and s.kind in kinds)]
    return result


def _arrays(shapes: list[Shape]) -> list[Shape]:
    found = [shape for shape in shapes if isinstance(shape, Array)]
    if len(found) < 2:
        return shapes
    return _with_one(shapes, found, Array(union(array.item for array in found)))


def _maps(shapes: list[Shape]) -> list[Shape]:
    maps = [shape for shape in shapes if isinstance(shape, Map)]
    named = [shape for shape in shapes if isinstance(shape, Named)]
    if len(maps) + len(named) < 2 or not maps:
        return shapes
    if not named:
        return _with_one(shapes, maps, Map(union(found.value for found in maps)))
    return _with_one(shapes, [*maps, *named], Map(Anything("objects of several kinds")))


def _with_one(shapes: list[Shape], replaced: Sequence[Shape], one: Shape) -> list[Shape]:
    """`one` at the place of the first replaced member."""
    first = next(index for index, shape in enumerate(shapes) if shape in replaced)
    before = [shape for shape in shapes[:first] if shape not in replaced]
    return [*before, one, *(shape for shape in shapes[first + 1 :] if shape not in replaced)]


def _is_string_like(shape: Shape) -> bool:
    if isinstance(shape, Choice):
        return shape.kind == "string"
    return isinstance(shape, Scalar) and shape.kind in _STRING_LIKE
