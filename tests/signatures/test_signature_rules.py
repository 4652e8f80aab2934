"""What is reported of the team's own Python, and where: `port.md` and `hooks.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from portwright.build.python import TeamPython
from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.language.mappings import HookCall
from portwright.language.read import read_spec
from portwright.language.record import Table
from portwright.language.spec import PythonPort, Spec
from portwright.rules.registry import RULES
from portwright.source.files import read_file
from tests.literate import Section, sections

HERE = Path(__file__).parent
SECTIONS = [item for page in ("port", "hooks") for item in sections(HERE / f"{page}.md")]
# Reported where the other side's type is known.
MAPPED = tuple(sections(HERE.parent / "rules" / "mapping_hooks.md"))


@pytest.mark.parametrize("section", SECTIONS, ids=lambda item: f"{item.page}: {item.title}")
def test_reports_exactly_this(
    section: Section, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in section.files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    spec = read_spec(read_file(Path("integration.yaml")), Diagnostics())
    assert spec is not None
    sink = Diagnostics()
    read = list(_read(spec, sink))
    told = sorted(map(_told, sink))
    marked = sorted((m.line, m.start, m.end, m.code, m.message) for m in section.marks)
    assert [item[:4] for item in told] == [item[:4] for item in marked], told
    for found, mark in zip(told, marked, strict=True):
        assert found[4].startswith(mark[4])
    assert read
    assert None not in read or sink.has_errors


def _read(spec: Spec, sink: Diagnostics) -> Iterator[object]:
    """Everything of the spec that is Python."""
    python = TeamPython(Path())
    if isinstance(spec.port, PythonPort):
        yield python.port(spec.port.python, sink)
    for call in _calls(spec.mappings):
        found = python.find(call.call, sink)
        yield found
        if found is not None:
            python.check(found, call, sink)


def _calls(value: object) -> Iterator[HookCall]:
    if isinstance(value, HookCall):
        yield value
    below: Iterable[object] = ()
    if isinstance(value, Table):
        below = value.values()
    elif is_dataclass(value):
        below = (getattr(value, item.name) for item in fields(value))
    for item in below:
        yield from _calls(item)


def _told(item: Diagnostic) -> tuple[int, int, int, str, str]:
    assert item.span is not None
    said = " | ".join(part for part in (item.message, item.label, item.help) if part)
    return item.span.line, item.span.column, item.span.end_column, item.code, said


def test_every_rule_of_the_family_has_an_example() -> None:
    shown = {mark.code for section in (*SECTIONS, *MAPPED) for mark in section.marks}
    assert {code for code in RULES if code[1:3] == "09"} <= shown
