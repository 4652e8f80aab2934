"""Unions: whatever comes out, msgspec can build a decoder for it and takes what went in."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any, Literal, Union

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portwright.emit.python import annotation
from portwright.ir import shapes
from portwright.ir.shapes import Array, Choice, Map, Named, Null, Scalar, ScalarKind, Shape, members
from portwright.lower.unions import union
from portwright_runtime import json_values


class Order(msgspec.Struct, kw_only=True):
    id: str


class Models:
    """What `models` is to an annotation. Structs were merged before: a union has one at most."""

    Order = Order
    Color = Literal["red", "green"] | str


KINDS: tuple[ScalarKind, ...] = (
    "string", "integer", "number", "boolean", "decimal", "exact", "bytes",
)  # fmt: skip
SCALARS = st.builds(Scalar, st.sampled_from(KINDS))
TEXTS = st.lists(st.sampled_from(["", "red", "1", "null", "é"]), min_size=1, unique=True)
NUMBERS = st.lists(st.integers(-2, 2), min_size=1, unique=True)
CHOICES = st.one_of(
    st.builds(Choice, st.just("string"), TEXTS.map(tuple), st.booleans()),
    st.builds(Choice, st.just("integer"), NUMBERS.map(tuple), st.booleans()),
    st.builds(Choice, st.just("boolean"), st.just((True, False)), st.booleans()),
)
LEAVES = st.one_of(
    SCALARS,
    CHOICES,
    st.just(Null()),
    st.just(Named("Order")),
    st.just(shapes.Anything("it may be anything")),
    st.just(shapes.Json(shapes.Direction.READ)),
    st.just(shapes.Json(shapes.Direction.SEND)),
)
SHAPES: st.SearchStrategy[Shape] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Array, inner),
        st.builds(Map, inner),
        st.lists(inner, min_size=1, max_size=4).map(union),
    ),
    max_leaves=8,
)
UNIONS = st.lists(SHAPES, min_size=1, max_size=5)


def type_of(shape: Shape) -> Any:
    """The type as generated code spells it, evaluated."""
    names = {"models": Models, "Any": Any, "Decimal": Decimal, "Literal": Literal, "Union": Union}
    names |= {name: getattr(json_values, name) for name in json_values.__all__}
    return eval(annotation(shape), names)


@settings(max_examples=250)
@given(UNIONS, st.booleans())
def test_a_decoder_can_be_built(found: list[Shape], nullable: bool) -> None:
    msgspec.json.Decoder(type_of(union(found, nullable=nullable)))


@settings(max_examples=250)
@given(UNIONS, st.booleans())
def test_it_is_flat_and_null_is_last_and_once(found: list[Shape], nullable: bool) -> None:
    made = union(found, nullable=nullable)
    parts = members(made)
    assert not any(isinstance(part, shapes.Union) for part in parts)
    assert len(set(parts)) == len(parts)
    assert Null() not in parts[:-1]
    if nullable and not isinstance(made, shapes.Anything | shapes.Json):
        assert parts[-1] == Null()


@settings(max_examples=250)
@given(UNIONS)
@example([Scalar("string"), Scalar("number"), Scalar("exact")])
def test_made_again_it_is_the_same(found: list[Shape]) -> None:
    once = union(found)
    assert union([once]) == once
    assert union(members(once)) == once


def test_a_number_takes_in_whole_constants() -> None:
    for first, second in itertools.permutations([Scalar("number"), Choice("integer", (0,), False)]):
        assert union([first, second]) == Scalar("number")


@settings(max_examples=250)
@given(st.data(), UNIONS)
def test_a_value_of_any_branch_is_decoded(data: st.DataObject, found: list[Shape]) -> None:
    branch = data.draw(st.sampled_from(found))
    value = data.draw(values(branch))
    decoder = msgspec.json.Decoder(type_of(union(found)))
    decoder.decode(msgspec.json.encode(value))


@settings(max_examples=250)
@given(UNIONS, st.randoms(use_true_random=False))
def test_the_order_of_branches_does_not_decide_what_is_taken(
    found: list[Shape], random: Any
) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    decoders = [msgspec.json.Decoder(type_of(union(item))) for item in (found, shuffled)]
    for text in (b'"red"', b'"x"', b"1", b"1.5", b"true", b"null", b"[]", b"{}", b'{"id": "1"}'):
        assert len({takes(decoder, text) for decoder in decoders}) == 1


def takes(decoder: msgspec.json.Decoder[Any], text: bytes) -> bool:
    try:
        decoder.decode(text)
    except msgspec.ValidationError:
        return False
    return True


SAMPLES: dict[str, list[object]] = {
    "string": ["", "text"],
    "integer": [0, -7],
    "number": [1.5, 2],
    "boolean": [True],
    "decimal": ["12.50"],
    "exact": [12.5, 2],
    "bytes": ["YQ=="],
}


def values(shape: Shape) -> st.SearchStrategy[Any]:
    """JSON values that a vendor may send for a shape."""
    match shape:
        case Scalar(kind):
            return st.sampled_from(SAMPLES[kind])
        case Choice(kind=kind, values=constants):
            return st.sampled_from(constants)
        case Null():
            return st.none()
        case Named():
            return st.just({"id": "o-1", "more": 1})
        case Array(item):
            return st.lists(values(item), max_size=2)
        case Map(value):
            return st.dictionaries(st.sampled_from(["id", "a"]), values(value), max_size=2)
        case shapes.Union(parts):
            return st.one_of([values(part) for part in parts])
        case _:
            return st.sampled_from([None, 1, "a", [], {}])


@pytest.mark.parametrize(
    ("first", "second"),
    list(
        itertools.combinations(
            [Scalar("string"), Scalar("integer"), Scalar("boolean"), Named("Order"), Map(Null())], 2
        )
    ),
    ids=annotation,
)
def test_pairs_do_not_depend_on_their_order(first: Shape, second: Shape) -> None:
    assert set(members(union([first, second]))) == set(members(union([second, first])))
