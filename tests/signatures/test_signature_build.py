"""The team's Python behind one spec."""

from __future__ import annotations

from pathlib import Path

from portwright.build.python import TeamPython
from portwright.diagnostics.model import Diagnostics
from tests.signatures.project import named, write

HOOKS = "from .words import Word\ndef name(first: str) -> Word: ...\n"


def test_what_was_read_is_a_source(tmp_path: Path) -> None:
    write(tmp_path, hooks=HOOKS, words="Word = str\n", unread="")
    python, sink = TeamPython(tmp_path), Diagnostics()
    assert python.sources() == ()
    found = python.find(named("shop.hooks.name"), sink)
    assert found is not None and list(sink) == []
    assert (found.module, found.name, found.annotation) == ("shop.hooks", "name", "Word")
    [before] = python.sources()
    assert (before.role, before.name) == ("python", "hooks.py, words.py")
    write(tmp_path, words="Word = bytes\n")
    again = TeamPython(tmp_path)
    again.find(named("shop.hooks.name"), sink)
    assert again.sources() != (before,)


def test_settings_that_cannot_be_used_are_told_once(tmp_path: Path) -> None:
    write(tmp_path, hooks=HOOKS)
    (tmp_path / "pyproject.toml").write_text("[tool.portwright]\npython = 'src'\n")
    python, sink = TeamPython(tmp_path), Diagnostics()
    assert python.find(named("shop.hooks.name"), sink) is None
    assert python.port(named("shop.hooks.Port"), sink) is None
    [told] = sink
    assert (told.code, "must be a list of folders" in told.message) == ("E0001", True)
    assert told.help == 'write `python = ["src"]`'
