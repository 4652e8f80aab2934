"""What must hold of every run over a hostile document, whatever it holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.hostile import code
from tests.hostile.compiler import Compiler, Outcome
from tests.hostile.texts import CANARY, strings


def judged(compiler: Compiler, folder: Path, document: Any, *arguments: str) -> Outcome:
    """Compile, and assert that it ended well: in safe code that can be imported, or in an error."""
    (folder / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    outcome = compiler.compile(folder, "openapi.json", *arguments)
    assert_safe(compiler, folder, outcome, strings(document))
    return outcome


def judged_text(compiler: Compiler, folder: Path, name: str, data: bytes) -> Outcome:
    """The same of a document given as bytes; its code may hold any text."""
    (folder / name).write_bytes(data)
    outcome = compiler.compile(folder, name)
    assert_safe(compiler, folder, outcome, None)
    return outcome


def assert_safe(
    compiler: Compiler, folder: Path, outcome: Outcome, texts: Iterable[str] | None
) -> None:
    assert not outcome.fault
    assert outcome.stray == ()
    assert unseen(outcome.printed) == set()
    if outcome.files:
        assert compiler.imported(folder, outcome) == ""
        if texts is not None:
            assert code.faults(outcome.files, frozenset(texts)) == []
    assert not (folder / CANARY).exists()


def unseen(printed: str) -> set[str]:
    """Characters that would move a terminal's cursor or turn what is printed."""
    controls = {char for char in printed if ord(char) < 32 or 127 <= ord(char) < 160}
    return (controls | _TURNS.intersection(printed)) - {"\n"}


_TURNS = frozenset("\u2028\u2029\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
