"""Values that are written in a way of their own: paths, reserved characters, cookies, JSON."""

import re
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from portwright_runtime.codec import written
from portwright_runtime.codec.path import fill_path
from portwright_runtime.codec.query import encode_query
from portwright_runtime.errors import ConfigurationError

texts = st.text(st.characters(exclude_categories=["Cs"]))
COLORS = ["blue", "black", "brown"]
RGB = {"R": 100, "G": 200, "B": 150}


# Source: RFC 6570, 3.2, and the table of styles in OpenAPI 3.1.1.
@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("simple", False, "blue", "blue"),
        ("simple", False, COLORS, "blue,black,brown"),
        ("simple", False, RGB, "R,100,G,200,B,150"),
        ("simple", True, COLORS, "blue,black,brown"),
        ("simple", True, RGB, "R=100,G=200,B=150"),
        ("label", False, "blue", ".blue"),
        ("label", False, COLORS, ".blue,black,brown"),
        ("label", True, COLORS, ".blue.black.brown"),
        ("label", False, RGB, ".R,100,G,200,B,150"),
        ("label", True, RGB, ".R=100.G=200.B=150"),
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", True, "a=b", ";color=a%3Db"),
        ("matrix", False, COLORS, ";color=blue,black,brown"),
        ("matrix", True, COLORS, ";color=blue;color=black;color=brown"),
        ("matrix", False, RGB, ";color=R,100,G,200,B,150"),
        ("matrix", True, RGB, ";R=100;G=200;B=150"),
    ],
)
def test_styles_of_paths(style: str, explode: bool, value: object, expected: str) -> None:
    value = written.in_path(value, style, "color", explode=explode)
    assert fill_path("/a/{color}/b", {"color": value}) == f"/a/{expected}/b"


@pytest.mark.parametrize("style", ["simple", "label", "matrix"])
@pytest.mark.parametrize("value", ["", None, UNSET, [], {}, [None]])
def test_a_path_parameter_without_a_value_is_refused(style: str, value: object) -> None:
    with pytest.raises(ConfigurationError):
        fill_path("/a/{id}", {"id": written.in_path(value, style, "id", reserved=True)})


@given(texts)
def test_reserved_characters_end_no_pair_and_no_query(text: str) -> None:
    query = encode_query({"q": written.reserved(text)}, {}, "[]")
    assert query.startswith("q=") and unquote(query[2:]) == text
    assert not re.search(r"[&=+#?\[\] ]", query[2:])


@given(texts.filter(bool))
def test_reserved_characters_stay_in_their_path(text: str) -> None:
    value = written.in_path(text, "simple", reserved=True)
    assert isinstance(value, written.Written)
    assert unquote(value.text) == text
    assert not re.search(r"[?#\[\] ]", value.text)


def test_a_reserved_list_keeps_its_style() -> None:
    assert encode_query({"q": written.reserved(["a/b", 1])}, {}, "[]") == "q=a/b&q=1"
    assert encode_query({"q": written.reserved([]), "r": 1}, {}, "[]") == "r=1"
    assert written.reserved(UNSET) is UNSET


@given(st.recursive(st.none() | st.booleans() | texts, st.lists, max_leaves=5))
def test_json_text_is_ascii_and_comes_back(value: Any) -> None:
    text = written.json_text(value)
    assert isinstance(text, str) and text.isascii()
    assert msgspec.json.decode(text) == value


def test_what_is_not_set_is_not_json() -> None:
    assert written.json_text(UNSET) is UNSET
    assert written.json_text({"a": UNSET, "b": "\U0001f600"}) == '{"b":"\\ud83d\\ude00"}'


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"a": "1", "b": True}, "a=1; b=true"),
        ({"a": "x y;z\r\n"}, "a=x%20y%3Bz%0D%0A"),
        ({"a": ["1", "2"]}, "a=1%2C2"),
        ({"a b;c": "1"}, "a%20b%3Bc=1"),
        ({"a": None, "b": UNSET}, UNSET),
    ],
)
def test_cookies(values: dict[str, object], field: object) -> None:
    assert written.cookies(values) == field


def test_values_are_not_shown() -> None:
    assert "secret" not in repr(written.in_path("secret", "label"))
    assert "secret" not in repr(written.reserved("secret"))


def test_objects_and_lists_of_header_fields() -> None:
    assert written.exploded({"a": 1, "b": None}) == ["a=1"]
    assert written.exploded(["a"]) == ["a"]
    assert written.exploded(UNSET) is UNSET
    assert written.joined(["a", None, "b"], "|") == "a|b"
    assert written.joined(UNSET, "|") is UNSET
