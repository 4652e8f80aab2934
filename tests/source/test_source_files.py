"""Reading a file: its name, its hash, its text, and what stops it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from portwright.source import files
from portwright.source.files import SourceError, SourceFile, read_file
from portwright.source.lines import LineTable
from portwright.source.span import Span


def in_memory(data: bytes, name: str = "x.yaml") -> SourceFile:
    return SourceFile(Path(name), name, data)


def test_a_file_inside_the_working_directory_has_a_relative_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "specs" / "a.yaml"
    inner.parent.mkdir()
    inner.write_bytes(b"spec: 1\n")
    monkeypatch.chdir(tmp_path)
    assert read_file(inner).name == "specs/a.yaml"
    assert read_file(Path("specs/../specs/a.yaml")).name == "specs/a.yaml"


def test_a_file_elsewhere_keeps_the_name_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    outside = tmp_path / "a.yaml"
    outside.write_bytes(b"")
    monkeypatch.chdir(tmp_path / "here")
    assert read_file(outside).name == outside.as_posix()
    assert read_file(Path("../a.yaml")).name == "../a.yaml"


def test_the_hash_is_of_the_bytes_and_the_text_is_without_a_byte_order_mark() -> None:
    data = b"\xef\xbb\xbfname: caf\xc3\xa9"
    file = in_memory(data)
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert file.text == "name: café"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file") as caught:
        read_file(tmp_path / "gone.yaml")
    assert caught.value.kind == "missing"
    assert caught.value.span is None


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_an_unreadable_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="cannot read") as caught:
        read_file(tmp_path / name)
    assert caught.value.kind == "unreadable"


def test_a_file_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 4)
    (tmp_path / "fits").write_bytes(b"1234")
    (tmp_path / "large").write_bytes(b"12345")
    assert read_file(tmp_path / "fits").data == b"1234"
    with pytest.raises(SourceError) as caught:
        read_file(tmp_path / "large")
    assert caught.value.kind == "too_large"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_invalid_utf8_has_a_place(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(mark + "name: é\nplace: ".encode() + b"caf\xe9\n")
    with pytest.raises(SourceError) as caught:
        read_file(path)
    error = caught.value
    assert error.kind == "encoding"
    assert error.span is not None
    assert (error.span.line, error.span.column) == (2, 11)
    assert error.label == "byte 0xe9"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_are_named(encoding: str) -> None:
    with pytest.raises(SourceError, match=encoding.upper()):
        _ = in_memory("a: 1".encode(encoding)).text


def test_lines_end_where_editors_say() -> None:
    file = in_memory("one\r\ntwo\rthree\nfour\u2028still four".encode())
    assert [file.line(number) for number in range(6)] == [
        "",
        "one",
        "two",
        "three",
        "four\u2028still four",
        "",
    ]


def test_a_span_counts_code_points() -> None:
    file = in_memory("a: 1\n日本😀: x".encode())
    start = file.text.index("x")
    assert file.span(start, start + 1) == Span("x.yaml", 2, 6, 2, 7)


def test_a_position_beyond_the_end_is_the_end() -> None:
    assert LineTable("ab\nc").position(99) == (2, 2)
    assert LineTable("").position(5) == (1, 1)
