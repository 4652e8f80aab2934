"""Words for the tables of a grammar: each makes one Field."""

from __future__ import annotations

from collections.abc import Iterable

from portwright.openapi.grammar import Field, Kind, Shape

TEXT = Field(Shape.SCALAR, "text", types=frozenset({str}))
FLAG = Field(Shape.SCALAR, "true or false", types=frozenset({bool}))
NUMBER = Field(Shape.SCALAR, "a number", types=frozenset({int, float}))
BOUND = Field(Shape.SCALAR, "a number or true or false", types=frozenset({int, float, bool}))
OBJECT = Field(Shape.SCALAR, "an object", types=frozenset({dict}))
TEXTS = Field(Shape.TEXTS, "a list of texts")
VALUES = Field(Shape.VALUES, "a list of values")
MAPPING = Field(Shape.MAPPING, "a map from values to schemas")


def one_of(*allowed: str) -> Field:
    """A text out of a closed set."""
    words = frozenset(allowed)
    return Field(
        Shape.SCALAR, f"one of {', '.join(allowed)}", types=frozenset({str}), allowed=words
    )


def type_of(*allowed: str) -> Field:
    """The `type` of a schema."""
    return Field(
        Shape.TYPE, "the name of a JSON type or a list of them", allowed=frozenset(allowed)
    )


def one(kind: Kind) -> Field:
    expected = "a schema: an object, true or false" if kind is Kind.SCHEMA else "an object"
    return Field(Shape.ONE, expected, kind)


def list_of(kind: Kind) -> Field:
    return Field(Shape.LIST, "a list", kind)


def map_of(kind: Kind) -> Field:
    return Field(Shape.MAP, "an object", kind)


def each(field: Field, names: str) -> Iterable[tuple[str, Field]]:
    """The same field under each of the names, for `dict([...])`."""
    return ((name, field) for name in names.split())
