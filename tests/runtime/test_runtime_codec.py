"""Paths, queries, forms, JSON and media types."""

import enum
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import parse_qsl, unquote

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, UnsetType

from portwright_runtime import DEEP_OBJECT, FORM, FORM_COMMA, PIPE, SPACE, TAB, QueryStyle
from portwright_runtime.codec import texts as conditions
from portwright_runtime.codec.form import encode_form
from portwright_runtime.codec.json import UndecodableError, decode_json, encode_json
from portwright_runtime.codec.media import media_matches
from portwright_runtime.codec.path import fill_path
from portwright_runtime.codec.query import encode_query
from portwright_runtime.errors import ConfigurationError

texts = st.text(st.characters(exclude_categories=["Cs"]))


class Color(enum.Enum):
    RED = "red"


class Card(msgspec.Struct):
    number: str
    exp_month: int | UnsetType = msgspec.field(default=UNSET, name="expMonth")
    billing: dict[str, str] | UnsetType | None = UNSET


@pytest.mark.parametrize(
    ("template", "values", "path"),
    [
        ("/a/{id}", {"id": "x y/z?#%é"}, "/a/x%20y%2Fz%3F%23%25%C3%A9"),
        ("/a/{id}.json", {"id": 7}, "/a/7.json"),
        ("/a/{x}-{y}", {"x": True, "y": Color.RED}, "/a/true-red"),
        ("/a/{ids}", {"ids": ["a,b", "c"]}, "/a/a%2Cb,c"),
        ("/a/{id}", {"id": "..x"}, "/a/..x"),
        ("/a", {"unused": 1}, "/a"),
    ],
)
def test_paths(template: str, values: dict[str, object], path: str) -> None:
    assert fill_path(template, values) == path


@pytest.mark.parametrize("value", ["", None, UNSET, [], ["a", ""], ".", ".."])
def test_a_path_parameter_that_leads_elsewhere_is_refused(value: object) -> None:
    with pytest.raises(ConfigurationError):
        fill_path("/a/{id}/b", {"id": value})


def test_dots_are_seen_across_the_parts_of_a_segment() -> None:
    with pytest.raises(ConfigurationError):
        fill_path("/a/{x}{y}", {"x": ".", "y": "."})


@given(texts.filter(lambda text: text not in ("", ".", "..")))
def test_any_other_text_is_one_segment(text: str) -> None:
    path = fill_path("/a/{id}/b", {"id": text})
    assert path.count("/") == 3 and path.isascii()
    assert unquote(path.split("/")[2]) == text


@pytest.mark.parametrize(
    ("style", "value", "query"),
    [
        (FORM, "a b&c", "q=a%20b%26c"),
        (FORM, [1, True, "x"], "q=1&q=true&q=x"),
        (FORM, {"a": 1, "b": "c"}, "a=1&b=c"),
        (FORM, [], ""),
        (FORM, [None, 1], "q=1"),
        (FORM, [None], ""),
        (FORM, {"x": None, "y": 1}, "y=1"),
        (FORM, None, ""),
        (FORM, UNSET, ""),
        (FORM, datetime(2024, 1, 2, tzinfo=UTC), "q=2024-01-02T00%3A00%3A00Z"),
        (FORM, Decimal("1.50"), "q=1.50"),
        (FORM_COMMA, ["a,b", "c"], "q=a%2Cb,c"),
        (FORM_COMMA, {"r": 1}, "q=r,1"),
        (FORM_COMMA, ["a", None, "b"], "q=a,b"),
        (FORM_COMMA, {"r": None, "s": 1}, "q=s,1"),
        (SPACE, ["a", "b"], "q=a%20b"),
        (PIPE, ["a", "b"], "q=a%7Cb"),
        (PIPE, [None, "b"], "q=b"),
        (DEEP_OBJECT, {"gte": 1, "in": [2, 3]}, "q%5Bgte%5D=1&q%5Bin%5D%5B%5D=2&q%5Bin%5D%5B%5D=3"),
        (DEEP_OBJECT, ["x"], "q%5B%5D=x"),
        (TAB, ["a", "b"], "q=a%09b"),
        # What stands deeper than a style reaches is JSON, but for a list in an object.
        (FORM, [{"a": 1}, [2]], "q=%7B%22a%22%3A1%7D&q=%5B2%5D"),
        (FORM, {"a": {"b": 1}, "c": [1, 2], "d": []}, "a=%7B%22b%22%3A1%7D&c=1&c=2"),
        (FORM_COMMA, [{"a": 1}], "q=%7B%22a%22%3A1%7D"),
    ],
)
def test_query_styles(style: QueryStyle, value: object, query: str) -> None:
    assert encode_query({"q": value}, {"q": style}, "[]") == query


def test_parameters_are_explode_form_unless_said() -> None:
    assert encode_query({"b": [1, 2], "a": 3}, {}, "[]") == "b=1&b=2&a=3"


@given(st.dictionaries(texts.filter(bool), texts))
def test_queries_and_forms_come_back_as_they_went(values: dict[str, str]) -> None:
    pairs = list(values.items())
    assert parse_qsl(encode_query(values, {}, "[]"), keep_blank_values=True) == pairs
    assert parse_qsl(encode_form(values, "[]").decode(), keep_blank_values=True) == pairs


@pytest.mark.parametrize(
    ("arrays", "pairs"),
    [
        ("[]", [("l[]", "1"), ("l[]", "2"), ("o[][k]", "v")]),
        ("[0]", [("l[0]", "1"), ("l[1]", "2"), ("o[0][k]", "v")]),
        ("", [("l", "1"), ("l", "2"), ("o[k]", "v")]),
    ],
)
def test_how_forms_mark_arrays(arrays: str, pairs: list[tuple[str, str]]) -> None:
    assert parse_qsl(encode_form({"l": [1, 2], "o": [{"k": "v"}]}, arrays).decode()) == pairs


def test_forms_nest_under_wire_names() -> None:
    form = encode_form(
        {
            "card": Card(number="42", exp_month=7, billing={"zip": "1"}),
            "bare": Card(number="43"),
            "null": None,
            "cleared": "",
            "left_out": UNSET,
            "yes": True,
            "amount": Decimal("0.10"),
        },
        "[]",
    )
    assert parse_qsl(form.decode(), keep_blank_values=True) == [
        ("card[number]", "42"),
        ("card[expMonth]", "7"),
        ("card[billing][zip]", "1"),
        ("bare[number]", "43"),
        ("cleared", ""),
        ("yes", "true"),
        ("amount", "0.10"),
    ]


def test_json_leaves_out_what_is_unset_and_keeps_null() -> None:
    body = {"a": UNSET, "b": None, "c": Card(number="1")}
    assert encode_json(body) == b'{"b":null,"c":{"number":"1"}}'
    assert encode_json([1]) == b"[1]"


def test_json_is_decoded_strictly() -> None:
    assert decode_json(b'{"number":"1","more":2}', Card) == Card(number="1")
    with pytest.raises(UndecodableError) as caught:
        decode_json(b'{"number":"1","expMonth":"7"}', Card)
    assert (caught.value.path, caught.value.reason) == ("$.expMonth", "Expected `int`, got `str`")


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"<html>"])
def test_what_is_no_json_is_undecodable(body: bytes) -> None:
    with pytest.raises(UndecodableError) as caught:
        decode_json(body, Card)
    assert caught.value.path == "$"


@pytest.mark.parametrize(
    ("declared", "actual", "matches"),
    [
        ("application/json", "application/json; charset=utf-8", True),
        ("application/json", "Application/Vnd.API+JSON", True),
        ("application/json", None, True),
        ("application/json", "text/html", False),
        ("application/json", "application/jsonp", False),
        ("application/pdf", "application/json", False),
        ("text/*", "text/csv", True),
        ("text/*", "image/png", False),
        ("*/*", "image/png", True),
    ],
)
def test_media(declared: str, actual: str | None, matches: bool) -> None:
    assert media_matches(declared, actual) is matches


@pytest.mark.parametrize(
    ("number", "text"),
    [("1", "1"), ("1.0", "1"), ("-2.0", "-2"), ("1.5", "1.5"), ("1e300", "1e+300")],
)
def test_a_condition_meets_a_number_however_it_is_written(number: str, text: str) -> None:
    body = decode_json(f'{{"code":{number}}}'.encode(), object)
    assert conditions.texts(body, "code") == (text,)
