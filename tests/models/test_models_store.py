"""The store of classes on disk: kept, bounded, and never a reason to fail."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from portwright.emit.store import VARIABLE, DiskStore, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder" / "classes.sqlite"


def test_what_was_put_is_found_by_the_next_run(path: Path) -> None:
    DiskStore(path).put({"a": b"1", "b": b"\x00\xff"})
    assert DiskStore(path).get(["b", "c", "a"]) == {"a": b"1", "b": b"\x00\xff"}


def test_many_are_found_at_once(path: Path) -> None:
    values = {f"key {number}": bytes([number % 256]) for number in range(2_001)}
    store = DiskStore(path)
    store.put(values)
    assert store.get(values) == values


def test_the_oldest_go_first(path: Path) -> None:
    store = DiskStore(path, most=400_000)
    values = {key: key.encode() * 100_000 for key in "abcdef"}
    for key, value in values.items():
        store.put({key: value})
    found = store.get(values)
    assert "f" in found and "a" not in found
    assert sum(map(len, found.values())) <= 400_000
    assert all(found[key] == values[key] for key in found)


def test_a_value_that_was_spoiled_is_not_there(path: Path) -> None:
    store = DiskStore(path)
    store.put({"a": b"right", "b": b"too"})
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE made SET value = substr(value, 1, 34) WHERE key = 'a'")
    connection.close()
    assert store.get(["a", "b"]) == {"b": b"too"}


def test_nothing_is_found_where_nothing_was_put(path: Path) -> None:
    assert DiskStore(path).get(["a"]) == {}
    DiskStore(path).put({})
    assert not path.exists()


def test_a_spoiled_file_is_empty_and_then_replaced(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all, but as long as one would be" * 100)
    store = DiskStore(path)
    assert store.get(["a"]) == {}
    store.put({"a": b"1"})
    store.put({"a": b"1"})
    assert store.get(["a"]) == {"a": b"1"}


def test_what_cannot_be_kept_is_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = DiskStore(tmp_path / "file" / "classes.sqlite")
    store.put({"a": b"1"})
    assert store.get(["a"]) == {}


def test_the_variable_names_the_folder_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert os.environ[VARIABLE] == "off" and open_store() is None
    monkeypatch.setenv(VARIABLE, os.fspath(tmp_path))
    store = open_store()
    assert store is not None
    store.put({"a": b"1"})
    assert [path.suffix for path in tmp_path.iterdir()] == [".sqlite"]
