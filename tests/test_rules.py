"""Every rule of binding and what follows it, reported at its exact place: `tests/rules/*.md`."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from portwright.diagnostics.model import Diagnostic
from portwright.rules import errors, mapping
from portwright.rules.registry import RULES
from tests.compiled import SPEC, compile_folder, compile_ports
from tests.literate import Mark, Section, marks, sections

HERE = Path(__file__).parent
PAGES = sorted(path for path in (HERE / "rules").glob("*.md") if path.stem != "README")
SECTIONS = [section for page in PAGES for section in sections(page)]
FAMILIES = ("02", "03", "04", "05", "06", "07", "08")
SINGLE = (
    "E0012",
    "E0102",
    "E0103",
    "W0115",
    "E0107",
    "E0108",
    "E0109",
    "E0113",
    "W0114",
    "E0116",
    "W0117",
)
# Rules that need more than one folder or a large document, and the tests that show them.
ELSEWHERE = {
    "E0012": "cli/test_cli_check_output.py",
    "E0209": "cli/test_cli_compile.py",
    "E0221": "cli/test_cli_compile_whole.py",
    "W0224": "test_whole_remarks.py",
    "W0225": "test_whole_remarks.py",
    "W0309": "test_rules.py",
    "W0365": "cli/test_cli_ports_compiled.py",
    "W0509": "cli/test_cli_init.py",
    "W0511": "test_whole_remarks.py",
}
# Where a name or a value is wrong, the reader wants to know which are right.
ADVISED = ("E0301", "E0305", "E0402", "E0404", "E0408", "E0701")


@pytest.mark.parametrize("section", SECTIONS, ids=lambda item: f"{item.page}: {item.title}")
def test_reports_exactly_this(section: Section, tmp_path: Path) -> None:
    write(section, tmp_path)
    found = compile_folder(tmp_path) if SPEC in section.files else compile_ports(tmp_path)
    told = sorted(_mark(item) for item in found.sink if item.code not in section.silent)
    assert told == section.marks, found.said
    for mark, item in zip(section.marks, told, strict=True):
        assert mark.message in item.message
    assert bool(found.files) is not found.sink.has_errors
    assert [item for item in found.sink if item.code in ADVISED and not item.help] == []


def write(section: Section, folder: Path) -> None:
    for document in (HERE / "rules").glob("*.yaml"):
        shutil.copy(document, folder)
    for name, text in section.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _mark(item: Diagnostic) -> Mark:
    span = item.span
    assert span is not None
    assert span.end_line == span.line
    return Mark(span.file, span.line, span.column, span.end_column, item.code, item.message)


def test_every_rule_has_an_example() -> None:
    shown = {mark.code for section in SECTIONS for mark in section.marks}
    wanted = {code for code in RULES if code[1:3] in FAMILIES or code in SINGLE}
    assert wanted - shown == set(ELSEWHERE)


@pytest.mark.parametrize(("code", "file"), ELSEWHERE.items())
def test_a_rule_without_a_page_is_tested_elsewhere(code: str, file: str) -> None:
    text = (HERE / file).read_text(encoding="utf-8")
    assert len(re.findall(rf'"{code}"', text)) > (1 if file == "test_rules.py" else 0)


def test_a_mark_is_about_the_line_above() -> None:
    text = "a: b\n#  ^ E0001 one\n# ^^ W0002 two\nc:\n  d: e\n  #< E0003 three\n"
    assert list(marks("f", text)) == [
        Mark("f", 1, 4, 5, "E0001", "one"),
        Mark("f", 1, 3, 5, "W0002", "two"),
        Mark("f", 5, 3, 5, "E0003", "three"),
    ]


def test_a_selection_of_very_many_schemas_is_a_warning(tmp_path: Path) -> None:
    properties = "".join(
        f"        p{i}: {{$ref: '#/components/schemas/s{i}'}}\n" for i in range(101)
    )
    schemas = "".join(
        f"    s{i}: {{type: object, properties: {{a: {{type: string}}}}}}\n" for i in range(101)
    )
    (tmp_path / "wide.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: Wide, version: '1'}\n"
        "servers: [{url: 'https://api.wide.example'}]\npaths:\n  /wide:\n    get:\n"
        "      operationId: getWide\n      responses:\n        '200':\n          description: ''\n"
        "          content: {application/json: {schema: {$ref: '#/components/schemas/wide'}}}\n"
        f"components:\n  schemas:\n    wide:\n      properties:\n{properties}{schemas}",
        encoding="utf-8",
    )
    spec = "spec: 1\nvendor: wide\nopenapi: wide.yaml\nconnection: {auth: none}\noperations:\n"
    one = "  get_wide: {call: getWide}\n  get_some: {call: getWide, read: [p1.a]}\n"
    (tmp_path / "integration.yaml").write_text(spec + one, encoding="utf-8")
    [warning] = compile_folder(tmp_path).sink
    assert (warning.code, warning.message) == ("W0309", "`get_wide` reads 102 object schemas")
    assert warning.span is not None
    assert (warning.span.line, warning.span.column) == (6, 20)


def test_every_way_that_a_rule_of_mappings_reports_is_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    reports = [(module, name) for module in _modules() for name in vars(module) if _reports(name)]
    called: set[tuple[str, str]] = set()
    for module, name in reports:
        monkeypatch.setattr(module, name, _noting(module, name, called))
    for number, section in enumerate(SECTIONS):
        if section.page.startswith(("mapping", "errors")):
            folder = tmp_path / str(number)
            folder.mkdir()
            write(section, folder)
            compile_folder(folder)
    missing = {(module.__name__, name) for module, name in reports} - called
    assert {name.rpartition(".")[2] for name, _ in missing} == {"wide_selection"}


def _modules() -> Iterator[ModuleType]:
    for family in (mapping, errors):
        for found in pkgutil.iter_modules(family.__path__, f"{family.__name__}."):
            yield importlib.import_module(found.name)


def _reports(name: str) -> bool:
    return name == "report" or name.startswith("report_")


def _noting(module: ModuleType, name: str, called: set[tuple[str, str]]) -> Callable[..., Any]:
    report = getattr(module, name)

    def noting(*args: Any, **named: Any) -> Any:
        called.add((module.__name__, name))
        return report(*args, **named)

    return noting
