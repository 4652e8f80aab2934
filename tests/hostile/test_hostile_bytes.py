"""A short run of the fuzzer, and that it would notice."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from portwright.openapi import load
from scripts import fuzz_documents as fuzz
from tests.hostile.documents import document


def test_changed_bytes_are_survived(tmp_path: Path) -> None:
    choose, seeds = random.Random(7), fuzz.seeds()
    outcomes = [
        fuzz.survives(fuzz.changed(choose.choice(seeds), choose), tmp_path) for _ in range(250)
    ]
    assert all(outcomes), sorted(tmp_path.iterdir())


def test_what_is_not_survived_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(load, "settle", broken)
    data = json.dumps(document()).encode()
    assert not fuzz.survives(data, tmp_path)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [data]
