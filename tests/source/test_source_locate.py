"""From JSON pointers to places, in JSON and YAML alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portwright.source.documents import Document, load_document
from portwright.source.files import SourceFile
from portwright.source.span import Span

JSON_TEXT = """{
  "paths": {
    "/pets/{id}": {"get": {"tags": ["a", {"x~y": 1}], "text": "}],{\\\\"}},
    "b c": null
  }
}
"""
YAML_TEXT = """paths:
  /pets/{id}:
    get:
      tags:
        - a
        - x~y: 1
      text: "}],{"
  b c:
"""
DOCUMENTS = {"x.json": JSON_TEXT, "x.yaml": YAML_TEXT}


def document(text: str, name: str) -> Document:
    return load_document(SourceFile(Path(name), name, text.encode()))


def shown(found: Document, span: Span) -> str:
    if span.end_line > span.line:
        return found.file.line(span.line)[span.column - 1 :] + " ..."
    return found.file.line(span.line)[span.column - 1 : span.end_column - 1]


@pytest.mark.parametrize(
    ("pointer", "key", "json_place", "yaml_place"),
    [
        ("/paths/~1pets~1{id}/get/tags/0", False, '"a"', "a"),
        ("#/paths/~1pets~1{id}/get/tags/1/x~0y", False, "1", "1"),
        ("#/paths/~1pets~1%7Bid%7D/get/tags/1/x~0y", True, '"x~y"', "x~y"),
        ("/paths/~1pets~1{id}/get/text", True, '"text"', "text"),
        ("/paths/~1pets~1{id}/get/text", False, '"}],{\\\\"', '"}],{"'),
        ("/paths/b c", True, '"b c"', "b c"),
        ("/paths/b%20c", True, '"b c"', "b c"),
        ("/paths/b c", False, "null", ""),
        ("/paths/~1pets~1{id}", True, '"/pets/{id}"', "/pets/{id}"),
        ("/paths/b c/deeper/still", True, '"b c"', "b c"),
        ("/paths/~1pets~1{id}/get/tags/7", True, '"tags"', "tags"),
        ("/paths/~1pets~1{id}/get/tags/01", True, '"tags"', "tags"),
        ("/paths/~1pets~1{id}/get/tags/-1", True, '"tags"', "tags"),
        ("/paths/~1pets~1{id}/get/tags/" + "9" * 9999, True, '"tags"', "tags"),
        ("/paths/~1pets~1{id}/get/tags/٠", True, '"tags"', "tags"),
        ("", False, "{ ...", "paths: ..."),
        ("#", False, "{ ...", "paths: ..."),
        ("/nothing", False, "{ ...", "paths: ..."),
        ("no pointer", False, "{ ...", "paths: ..."),
    ],
)
def test_a_pointer_has_a_place(pointer: str, key: bool, json_place: str, yaml_place: str) -> None:
    for name, expected in (("x.json", json_place), ("x.yaml", yaml_place)):
        found = document(DOCUMENTS[name], name)
        assert shown(found, found.locate(pointer, key=key)) == expected, name


def test_places_do_not_depend_on_the_order_of_the_questions() -> None:
    pointers = ["/paths/b c", "/paths/~1pets~1{id}/get/tags/1", "/paths", "/paths/~1pets~1{id}"]
    forward, backward = document(JSON_TEXT, "x.json"), document(JSON_TEXT, "x.json")
    ahead = {pointer: forward.locate(pointer) for pointer in pointers}
    back = {pointer: backward.locate(pointer) for pointer in reversed(pointers)}
    assert ahead == back
    assert len(set(ahead.values())) == len(pointers)


@pytest.mark.parametrize("name", ["x.json", "x.yaml"])
def test_of_a_key_written_twice_the_first_has_the_place(name: str) -> None:
    file = SourceFile(Path(name), name, b'{"a": 1, "a": 2, "b": 3}')
    found = load_document(file, [])
    assert found.locate("/b", key=True).column == 18
    assert found.locate("/a", key=True).column == 2


def test_what_a_merge_brings_in_stands_at_its_base() -> None:
    found = document("a: &a {x: 1}\nb: {<<: *a, y: 2}\nc: {<<: [{q: 1}, *a]}\n", "x.yaml")
    assert found.locate("/b/x", key=True) == Span("x.yaml", 1, 8, 1, 9)
    assert found.locate("/c/x", key=True) == Span("x.yaml", 1, 8, 1, 9)
    assert found.locate("/b/y", key=True).line == 2


def test_documents_without_a_container_have_one_place() -> None:
    assert document('"text"', "x.json").locate("/a/b") == Span("x.json", 1, 1, 1, 7)
    assert document("# nothing", "x.yaml").locate("/a") == Span("x.yaml", 1, 1, 1, 1)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


def pointers(value: object, prefix: str = "") -> list[tuple[str, object]]:
    found = [(prefix, value)]
    if isinstance(value, dict):
        for key, item in value.items():
            found += pointers(item, f"{prefix}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += pointers(item, f"{prefix}/{index}")
    return found


@settings(max_examples=200, deadline=None)
@given(VALUES, st.sampled_from([None, 1]), st.booleans())
def test_every_value_of_any_json_is_where_its_pointer_says(
    value: object, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    found = document(text, "x.json")
    for pointer, item in pointers(value):
        span = found.locate(pointer)
        chosen = text.split("\n")[span.line - 1 : span.end_line]
        chosen[-1] = chosen[-1][: span.end_column - 1]
        chosen[0] = chosen[0][span.column - 1 :]
        assert json.loads("\n".join(chosen)) == item


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.booleans())
def test_no_pointer_raises(pointer: str, key: bool) -> None:
    for name, text in DOCUMENTS.items():
        assert document(text, name).locate("/" + pointer, key=key).file == name
