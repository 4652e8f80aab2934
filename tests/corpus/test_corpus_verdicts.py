"""What is wrong with a package is seen: by importing it, by its decoders, by the type checker."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import corpus_types
from benchmarks.corpus_probe import probe
from benchmarks.corpus_types import check_types

CLIENT = """
from functools import cached_property
from portwright_runtime import *
from portwright_runtime import Answer, AsyncResource, SyncResource
from . import models

POLICY = Policy()
SPEC = OperationSpec(
    name="{name}", method="GET", path="/a", policy=POLICY, safety=Read(),
    answers=(Answer("200", models.{answer}), Answer("204", None)),
)


class Operations:
    @operation(SPEC)
    def {name}(self) -> Request:
        return Request()


class Group(Operations, AsyncResource):
    pass


class SyncGroup(Operations, SyncResource):
    pass


class Client(AsyncClient):
    @cached_property
    def plants(self) -> Group:
        return Group(self)


class SyncClientOfIt(SyncClient):
    @cached_property
    def plants(self) -> SyncGroup:
        return {sync}
"""
MODELS = """
from msgspec import Struct


class Plant(Struct):
    id: int


class Other(Struct):
    plant: "{kind}"
"""
GOOD = {"name": "plants", "answer": "Plant", "sync": "SyncGroup(self)", "kind": "Plant | None"}
BAD: dict[str, tuple[dict[str, str], dict[str, int], str]] = {
    "nothing": ({}, {}, ""),
    "a decoder": ({"kind": "Plant | dict[str, int]"}, {"built": 2}, "models.Other"),
    "an answer": ({"answer": "Other", "kind": "Plant | Missing"}, {"built": 1}, "Other"),
    "a module": ({"kind": '"'}, {"imported": 1, "methods": 0, "decoders": 0, "built": 0}, "models"),
    "a group of one client": ({"sync": "1 / 0"}, {"methods": 0, "decoders": 2, "built": 2}, "Sync"),
}


def write(home: Path, package: str, **parts: str) -> None:
    folder = home / package
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "client.py").write_text(CLIENT.format(**{**GOOD, **parts}), encoding="utf-8")
    (folder / "models.py").write_text(MODELS.format(**{**GOOD, **parts}), encoding="utf-8")


@pytest.mark.parametrize("case", BAD)
def test_a_package_is_tried(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    parts, changes, named = BAD[case]
    package = f"tried_{case.replace(' ', '_')}"
    write(tmp_path, package, **parts)
    found = probe(tmp_path, package)
    whole = {"modules": 3, "imported": 3, "decoders": 3, "built": 3, "methods": 1}
    assert {name: found[name] for name in whole} == {**whole, **changes}
    assert bool(found["failed"]) == bool(changes)
    assert named in " ".join(found["failed"])


def test_types_are_told_apart_by_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_types, "CORPUS", tmp_path / "corpus")
    for package, text in TYPES.items():
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text(text, encoding="utf-8")
    found = check_types(["doc_good", "doc_loose", "doc_wrong"], tmp_path, "default")["verdicts"]
    assert {name: item["errors"] for name, item in found.items()} == {
        "doc_good": 0,
        "doc_loose": 0,
        "doc_wrong": 1,
    }
    assert "Incompatible types" in found["doc_wrong"]["first"][0]
    strict = check_types(["doc_good", "doc_loose"], tmp_path, "strict")["verdicts"]
    assert [item["errors"] for item in strict.values()] == [0, 1]
    assert "mypy exits 2" in check_types(["doc_good", "doc_broken"], tmp_path, "default")["cause"]


TYPES = {
    "doc_good": "number: int = 1\n",
    "doc_loose": "def number(): return 1\n",
    "doc_wrong": "number: int = ''\n",
    "doc_broken": "number =\n",
}
