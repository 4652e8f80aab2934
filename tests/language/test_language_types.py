"""Type expressions of a port."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwright.language.types import (
    MAX_DEPTH,
    SCALAR_TYPES,
    ContainerType,
    NamedType,
    NullableType,
    ScalarType,
    Type,
    TypeSyntaxError,
    parse_type,
    type_pattern,
)
from portwright.source.nodes import ScalarNode
from portwright.source.span import Span


def parse(text: str, *, quoted: bool = False) -> Type:
    width = len(text) + (2 if quoted else 0)
    return parse_type(ScalarNode(text, Span("p", 1, 10, 1, 10 + width), quoted))


def shown(made: Type) -> str:
    match made:
        case ScalarType() | NamedType():
            return made.name
        case ContainerType():
            return f"{made.container}<{shown(made.item)}>"
        case NullableType():
            return f"{shown(made.item)} | null"
    raise AssertionError(made)


def test_names_are_scalars_or_the_ports_own() -> None:
    assert isinstance(parse("money"), ScalarType)
    assert isinstance(parse("Money"), NamedType)


def test_null_inside_and_outside_a_container() -> None:
    made = parse("list<string | null> | null")
    assert isinstance(made, NullableType)
    assert isinstance(made.item, ContainerType)
    assert isinstance(made.item.item, NullableType)


@pytest.mark.parametrize("quoted", [False, True])
def test_each_part_knows_its_place(quoted: bool) -> None:
    made = parse("map<list<Order>>", quoted=quoted)
    assert isinstance(made, ContainerType) and isinstance(made.item, ContainerType)
    shift = 1 if quoted else 0
    assert made.item.span == Span("p", 1, 14 + shift, 1, 25 + shift)
    assert made.item.item.span == Span("p", 1, 19 + shift, 1, 24 + shift)


@pytest.mark.parametrize(
    ("text", "expected", "found", "column"),
    [
        ("", "a type", "the end", 10),
        ("strng", "a type", "`strng`", 10),
        ("list", "`<`", "the end", 14),
        ("list<", "a type", "the end", 15),
        ("list<id", "`>`", "the end", 17),
        ("list<id>>", "nothing after the type", "`>`", 18),
        ("id | string", "`null` after `|`", "`string`", 15),
        ("null", "a type", "`null`", 10),
        ("id?", "nothing after the type", "`?`", 12),
        ("9lives", "a type", "`9lives`", 10),
        ("list<" * 6 + "id" + ">" * 6, f"at most {MAX_DEPTH} types within each other", "`<`", 39),
    ],
)
def test_says_what_is_wrong_and_where(text: str, expected: str, found: str, column: int) -> None:
    with pytest.raises(TypeSyntaxError) as caught:
        parse(text)
    assert (caught.value.expected, caught.value.found) == (expected, found)
    assert caught.value.span.column == column


def test_a_misspelt_type_has_a_hint() -> None:
    with pytest.raises(TypeSyntaxError) as caught:
        parse("strng")
    assert caught.value.help == "did you mean `string`?"


def expressions(depth: int = MAX_DEPTH) -> st.SearchStrategy[str]:
    plain = st.sampled_from([*SCALAR_TYPES, "Order", "Line2"])
    if depth:
        inner = expressions(depth - 1)
        boxed = st.builds(lambda box, item: f"{box}<{item}>", st.sampled_from(BOXES), inner)
        plain = st.one_of(plain, boxed)
    return st.builds(lambda item, null: item + null, plain, st.sampled_from(["", " | null"]))


BOXES = ["list", "map", "stream"]


@given(expressions())
def test_what_is_written_is_what_is_read(text: str) -> None:
    assert shown(parse(text)) == text
    assert re.search(type_pattern(), text)


@given(st.text(alphabet="listmapd<>| nuOr_9", max_size=24))
def test_the_pattern_accepts_what_the_parser_accepts(text: str) -> None:
    try:
        parse(text)
    except TypeSyntaxError:
        accepted = False
    else:
        accepted = True
    assert (re.search(type_pattern(), text) is not None) == accepted
