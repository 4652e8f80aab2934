"""Hostile documents as the old and as the new one of a comparison: findings or a place, never a
crash, and nothing of a document's text gets out of where it is shown."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator

from portwright.build.diff import diff_all
from portwright.build.diff_report import report_of, report_of_none
from portwright.diagnostics.model import Diagnostics
from portwright.diff.report.as_json import shape
from portwright.diff.report.checks import checks
from portwright.diff.report.github import github
from portwright.diff.report.markdown import markdown
from portwright.diff.report.model import Report, Threshold
from portwright.diff.report.sarif import sarif
from portwright.diff.report.text import text
from portwright.rules.registry import RULES
from portwright_harness.junit_checks import junit_of
from tests.hostile.documents import document
from tests.hostile.shapes import BUILT
from tests.hostile.test_hostile_files import READ, REFUSED
from tests.hostile.test_hostile_shapes import CYCLES
from tests.hostile.test_hostile_types import damaged
from tests.hostile.texts import filled
from tests.openapi.samples import SAMPLE_2, SAMPLE_3

_SCHEMA = Path(__file__).resolve().parents[2] / "docs/diff.schema.json"
_VALIDATOR = Draft202012Validator(json.loads(_SCHEMA.read_text(encoding="utf-8")))
_PLAIN = json.dumps(document()).encode()


def compared(folder: Path, old: bytes, new: bytes, ending: str = "json") -> Report:
    """What comes of it, shown in every format."""
    files = folder / f"old.{ending}", folder / f"new.{ending}"
    for path, data in zip(files, (old, new), strict=True):
        path.write_bytes(data)
    sink = Diagnostics()
    found = diff_all(*files, sink)
    if found is None:
        assert sink.has_errors
        report = report_of_none("old", files[1], sink, Threshold.BREAKS)
    else:
        report = report_of(found, sink, info=True)
    shown = json.dumps(shape(report))
    assert [error.message for error in _VALIDATOR.iter_errors(json.loads(shown))] == []
    json.loads(sarif(report, RULES, "0"))
    junit_of("diff", checks(report))
    for printed in (text(report, verbose=True), markdown(report), github(report, RULES)):
        assert all(letter.isprintable() or letter == "\n" for letter in printed)
    return report


@pytest.mark.parametrize("name", [*BUILT, *CYCLES])
def test_shapes_in_either_place(name: str, tmp_path: Path) -> None:
    built = BUILT[name]() if name in BUILT else CYCLES[name]
    data = json.dumps(built).encode()
    compared(tmp_path, data, _PLAIN)
    compared(tmp_path, _PLAIN, data)
    same = compared(tmp_path, data, data)
    assert same.told == ()


@pytest.mark.parametrize("name", [*REFUSED, *READ])
def test_bytes_in_either_place(name: str, tmp_path: Path) -> None:
    file, data = {**REFUSED, **READ}[name]
    ending = file.rpartition(".")[2]
    new = compared(tmp_path, _PLAIN, data, ending)
    old = compared(tmp_path, data, _PLAIN, ending)
    assert new.compared is old.compared is (name in READ)
    for report in (new, old):
        assert report.compared or any(item.span is not None for item in report.diagnostics)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(damaged())
def test_types_in_either_place(tmp_path: Path, changed: Any) -> None:
    data = json.dumps(changed).encode()
    for good in (SAMPLE_3, SAMPLE_2):
        compared(tmp_path, json.dumps(good).encode(), data)
        compared(tmp_path, data, json.dumps(good).encode())
    compared(tmp_path, data, data)


def test_texts_stay_inside_of_what_they_are_shown_in(tmp_path: Path) -> None:
    """All that a document says is hostile here, and all of it has gone in the new one."""
    before = filled(str)
    after = copy.deepcopy(before)
    for schema in after["components"]["schemas"].values():
        schema.pop("properties", None)
    report = compared(tmp_path, json.dumps(before).encode(), json.dumps(after).encode())
    assert report.told
