"""Documents: JSON and YAML as one value."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from portwright.source.documents import Document, load_document
from portwright.source.files import SourceError, SourceFile


def document(text: str, name: str = "x.yaml") -> Document:
    return load_document(SourceFile(Path(name), name, text.encode()))


def problem(text: str, name: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        document(text, name)
    return caught.value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("2024-06-20", "2024-06-20"),
        ("12:30", "12:30"),
        ("012", "012"),
        ("-012.5", "-012.5"),
        ("1_000", "1_000"),
        ("1.2.3", "1.2.3"),
        ("'1'", "1"),
        ("!!str 1", "1"),
        ("!!int '1'", 1),
        (".", "."),
        ("=", "="),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("Null", None),
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("-1e-3", -0.001),
        ("1E3", 1000.0),
        ("٣", "٣"),
    ],
)
def test_scalars_have_the_types_of_the_core_schema(written: str, value: object) -> None:
    data = document(f"- a\n- {written}\n").data
    assert data == ["a", value]
    assert isinstance(data, list)
    assert type(data[1]) is type(value)


def test_all_keys_are_text() -> None:
    data = document("200: ok\n4XX: x\ntrue: t\nnull: n\n~: tilde\n1.50: v\n").data
    assert data == {"200": "ok", "4XX": "x", "true": "t", "null": "n", "~": "tilde", "1.50": "v"}


def test_an_empty_document_is_an_empty_map() -> None:
    assert document("# nothing\n").data == {}


def test_merge_keys_bring_in_what_is_not_set() -> None:
    text = "a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc: {y: 3, <<: [*a, *b]}\nd: {'<<': 1}\n"
    data = document(text).data
    assert isinstance(data, dict)
    assert data["c"] == {"x": 1, "y": 3, "z": 2}
    assert data["d"] == {"<<": 1}
    assert problem("a: {<<: 1}", "x.yaml").message == "`<<` takes a map or a list of maps"


@pytest.mark.parametrize("written", [".inf", "-.Inf", ".nan", "1e999", "9" * 5000])
def test_numbers_that_json_cannot_hold(written: str) -> None:
    error = problem(f"a: {written}", "x.yaml")
    assert error.kind == "yaml"
    assert "has no JSON value" in error.message


@pytest.mark.parametrize("name", ["x.json", "x.yaml", "x"])
def test_json_is_read_as_json_whatever_its_name(name: str) -> None:
    assert document('\n {"a": "\\ud83d\\ude00\\u00e9", "b": [1, 1.5, null]}', name).data == {
        "a": "😀é",
        "b": [1, 1.5, None],
    }


def test_yaml_that_opens_like_json_is_read_as_yaml() -> None:
    assert document("{a: 1, b: [x, 012]}").data == {"a": 1, "b": ["x", "012"]}
    assert problem("{a: [}", "x.yaml").kind == "yaml"
    assert problem("{a: 1}", "x.json").kind == "json"


@pytest.mark.parametrize(
    ("text", "words", "column"),
    [
        ('{"NaN": NaN}', "`NaN` is not a JSON number", 9),
        ("[-Infinity]", "`-Infinity` is not a JSON number", 2),
        ("[1, 1e999]", "`1e999` is not a JSON number", 5),
        ("[1, " + "9" * 5000 + "]", "too many digits", 5),
        ('["\\ud83d\\ude00", "x\\ud83d"]', "half of a surrogate pair", 18),
        ('{"\\udc00": 1}', "half of a surrogate pair", 2),
        ('{"a": 1,}', "not JSON: ", None),
        ("[1,]", "not JSON: ", None),
        ("{'a': 1}", "expected a key in double quotes", 2),
        ('{"a" 1}', "expected `:`", 6),
        ("[1 2]", "expected `,`", 4),
        ("[1] // x", "something follows the end", 5),
        ('["x', "closing quote", 2),
        ('["\x01"]', "control character", 3),
        ('["\\x"]', "unknown escape", 3),
        ("", "expected a value", 1),
    ],
)
def test_what_is_not_json(text: str, words: str, column: int | None) -> None:
    error = problem(text, "x.json")
    assert error.kind == "json"
    assert words in error.message
    assert error.span is not None
    assert column is None or (error.span.line, error.span.column) == (1, column)


def test_an_escaped_backslash_is_no_surrogate() -> None:
    assert document(r'["\\ud83d"]', "x.json").data == ["\\ud83d"]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 501 + "1" + "}" * 501, "[" * 501 + "]" * 501]
)
def test_deep_json_is_an_error_and_not_a_crash(text: str) -> None:
    error = problem(text, "x.json")
    assert error.kind == "depth"
    assert error.span is not None
    assert error.span.column == (501 if text[0] == "[" else 2501)


def test_five_hundred_levels_of_json_are_fine() -> None:
    assert document("[" * 499 + "[1]" + "]" * 499, "x.json").data != []


def test_brackets_in_texts_do_not_count() -> None:
    assert document('["' + "[" * 1000 + '"]', "x.json").data == ["[" * 1000]


@pytest.mark.parametrize("name", ["x.json", "x.yaml"])
def test_duplicate_keys_are_collected_and_the_first_stands(name: str) -> None:
    text = '{"a": 1, "b": {"c": ["c"], "c": 2},\n "a": {"a": "a"}, "\\u0061": 4}'
    problems: list[SourceError] = []
    file = SourceFile(Path(name), name, text.encode())
    assert load_document(file, problems).data == {"a": 1, "b": {"c": ["c"]}}
    places = [(p.kind, p.span and (p.span.line, p.span.column)) for p in problems]
    assert places == [
        ("duplicate_key", (1, 28)),
        ("duplicate_key", (2, 2)),
        ("duplicate_key", (2, 19)),
    ]
    assert problem(text, name).kind == "duplicate_key"


def test_the_collector_runs_again_after_an_error() -> None:
    assert gc.isenabled()
    problem("[", "x.json")
    problem("[", "x.yaml")
    assert gc.isenabled()
