"""YAML as nodes, with places, and never typed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from portwright.source import yaml_parser
from portwright.source.files import SourceError, SourceFile
from portwright.source.nodes import MappingNode, ScalarNode, SequenceNode
from portwright.source.yaml_nodes import compose


@pytest.fixture(autouse=True, params=["CSafeLoader", "SafeLoader"])
def _either_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """libyaml and the parser in Python are to agree in everything that we look at."""
    loader = getattr(yaml, request.param, None)
    if loader is None:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(yaml_parser, "_LOADER", loader)


def yaml_file(text: str) -> SourceFile:
    return SourceFile(Path("x.yaml"), "x.yaml", text.encode())


def mapping(text: str) -> MappingNode:
    node = compose(yaml_file(text))
    assert isinstance(node, MappingNode)
    return node


def marked(text: str, node: object) -> str:
    """The part of `text` that the node's span covers."""
    assert isinstance(node, ScalarNode | SequenceNode | MappingNode)
    span = node.span
    lines = text.splitlines(keepends=True)
    start = sum(map(len, lines[: span.line - 1])) + span.column - 1
    end = sum(map(len, lines[: span.end_line - 1])) + span.end_column - 1
    return text[start:end]


def problem(text: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        compose(yaml_file(text))
    return caught.value


@pytest.mark.parametrize("text", ["NO", "2024-06-20", "12:30", "012", "1e3", "0x1f", "yes", ".inf"])
def test_scalars_stay_text(text: str) -> None:
    node = mapping(f"a: {text}").get("a")
    assert isinstance(node, ScalarNode)
    assert (node.text, node.quoted) == (text, False)


@pytest.mark.parametrize(
    ("written", "null"), [("", True), ("~", True), ("null", True), ("'null'", False), ('""', False)]
)
def test_quoting_tells_a_word_from_null(written: str, null: bool) -> None:
    node = mapping(f"a: {written}").get("a")
    assert isinstance(node, ScalarNode)
    assert node.is_null is null


@pytest.mark.parametrize("tag", ["!!str", "!"])
def test_a_text_tag_quotes(tag: str) -> None:
    node = mapping(f"a: {tag} null").get("a")
    assert isinstance(node, ScalarNode)
    assert (node.text, node.quoted) == ("null", True)


@pytest.mark.parametrize(
    "value",
    [
        "plain text",
        "'single'",
        '"dou\\"ble"',
        "[a, {b: c}]",
        "{a: 1}",
        "日本",
        "|\n    two\n    lines",
    ],
)
def test_a_span_covers_the_value(value: str) -> None:
    text = f"first: 1\nouter:\n  key: {value}\nlast: x\n"
    outer = mapping(text).get("outer")
    assert isinstance(outer, MappingNode)
    assert marked(text, outer.get("key")) == value
    assert marked(text, outer.entries[0][0]) == "key"
    assert marked(text, outer) == f"key: {value}"


def test_an_empty_value_stands_after_its_colon() -> None:
    node = mapping("a:\nb: 1").get("a")
    assert node is not None
    assert (node.span.line, node.span.column, node.span.end_column) == (1, 3, 3)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff"])
def test_an_empty_document_is_an_empty_mapping(text: str) -> None:
    assert mapping(text).entries == ()


def test_aliases_share_what_they_name() -> None:
    root = mapping("base: &b {x: 1}\nother: *b\nkey: &k name\n*k : 2\n")
    assert root.get("other") is root.get("base")
    assert isinstance(root.get("name"), ScalarNode)


def test_duplicate_keys_are_all_collected_and_the_first_stands() -> None:
    problems: list[SourceError] = []
    root = compose(yaml_file('a: 1\nb: {c: 1, c: 2}\n"a": 3\n200: x\n"200": y\n'), problems)
    assert isinstance(root, MappingNode)
    assert [(p.kind, p.message) for p in problems] == [
        ("duplicate_key", "key `c` is written twice"),
        ("duplicate_key", "key `a` is written twice"),
        ("duplicate_key", "key `200` is written twice"),
    ]
    assert [p.span and (p.span.line, p.span.column) for p in problems] == [(2, 11), (3, 1), (5, 1)]
    assert problems[1].help == "the first is on line 1; keep one"
    first = root.get("a")
    assert isinstance(first, ScalarNode)
    assert first.text == "1"


def test_a_duplicate_key_is_raised_where_nobody_collects() -> None:
    assert problem("a: 1\na: 2").kind == "duplicate_key"


@pytest.mark.parametrize(
    ("text", "words", "line", "column"),
    [
        ("a: b: c", "mapping values are not allowed", 1, 5),
        ("a:\n\tb: 2", "cannot start any token", 2, 1),
        ("a: `x`", "cannot start any token", 1, 4),
        ("a: 1\n---\nb: 2", "more than one YAML document", 2, 1),
        (
            "a: !!python/object:os.system x",
            "tag `!!python/object:os.system` is not supported",
            1,
            4,
        ),
        ("a: !custom {b: 1}", "tag `!custom` is not supported", 1, 4),
        ("[a]: 1", "a key must be a scalar", 1, 1),
        ("path: {{id}}", "a key must be a scalar", 1, 8),
        ("a: *nowhere", "alias `*nowhere` is not defined above", 1, 4),
        ("a: x\x00y", "character U+0000 is not allowed", 1, 5),
        ("a: x\x1b[31m", "character U+001B is not allowed", 1, 5),
    ],
)
def test_what_is_not_our_yaml(text: str, words: str, line: int, column: int) -> None:
    error = problem(text)
    assert error.kind == "yaml"
    assert words in error.message
    assert error.span is not None
    assert (error.span.line, error.span.column) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "[" * 501 + "]" * 501,
        "- " * 100_000 + "a",
        "? " * 100_000,
        "{a: " * 50_000,
        "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 600)),
    ],
    ids=["brackets", "one-too-many", "dashes", "question-marks", "maps", "aliases"],
)
def test_deep_nesting_is_an_error_and_not_a_crash(text: str) -> None:
    assert problem(text).kind == "depth"


def test_five_hundred_levels_are_fine() -> None:
    assert isinstance(compose(yaml_file("[" * 500 + "]" * 500)), SequenceNode)


def test_aliases_that_multiply_are_refused() -> None:
    ten = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12))
    error = problem("a0: &a0 lol\n" + ten)
    assert error.kind == "alias"
    assert "10,000,000 nodes" in error.message


@pytest.mark.parametrize("text", ["a: &a [*a]", "&a {b: {c: *a}}"])
def test_an_alias_inside_what_it_names_is_refused(text: str) -> None:
    assert problem(text).kind == "alias"
