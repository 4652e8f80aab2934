"""Pairs of documents beside what is said of them: one folder for each family of changes.

A folder is named like its family; behind a dot stands which case of it this is. It holds `old.yaml`
and `new.yaml`, of which `expected.json` has what `forward` says; the harmless mirror of the change
is what leads from `old.yaml` to `harmless.yaml`, or, without that, from `new.yaml` back. With an
`integration.yaml` the documents are compared for that spec, else all of them.
After a change of the output: `pytest tests/diff/test_diff_cases.py --update`, and read the diff.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portwright.build.diff import Diff, diff_all, diff_spec
from portwright.diagnostics.model import Diagnostics
from portwright.diff.change import Finding, Use
from portwright.diff.families import FAMILIES, message
from portwright.diff.verdict import Verdict

CASES = Path(__file__).parent / "cases"
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
SPEC, OLD, NEW, HARMLESS, EXPECTED = (
    *("integration.yaml", "old.yaml", "new.yaml", "harmless.yaml"),
    "expected.json",
)


def label(folder: Path) -> str:
    return folder.name


def family(folder: Path) -> str:
    return folder.name.partition(".")[0]


@pytest.mark.parametrize("folder", FOLDERS, ids=label)
def test_says_this(folder: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    found = {name: _shown(diff) for name, diff in _both(folder, tmp_path)}
    if request.config.getoption("--update"):
        text = json.dumps(found, indent=2, ensure_ascii=False)
        (folder / EXPECTED).write_text(f"{text}\n", encoding="utf-8", newline="")
    assert found == json.loads((folder / EXPECTED).read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", FOLDERS, ids=label)
def test_the_mirror_does_no_harm(folder: Path, tmp_path: Path) -> None:
    """Forward there is the family; the mirror says nothing of it that anybody needs to see."""
    forward, mirror = (diff.findings for _, diff in _both(folder, tmp_path))
    assert family(folder) in {item.change.family for item in forward}
    assert family(folder) not in {item.change.family for item in mirror if _matters(item)}


def test_every_family_has_a_case() -> None:
    tried = {family(folder) for folder in FOLDERS}
    assert tried == set(FAMILIES)


def test_every_verdict_is_one_of_its_family(tmp_path: Path) -> None:
    strange = [
        (folder.name, use.verdict)
        for folder in FOLDERS
        for _, diff in _both(folder, tmp_path)
        for item in diff.findings
        for use in item.uses
        if use.verdict not in FAMILIES[item.change.family].verdicts
    ]
    assert strange == []


def _matters(finding: Finding) -> bool:
    return finding.verdict is not Verdict.INFO


def _both(folder: Path, tmp_path: Path) -> Iterator[tuple[str, Diff]]:
    yield "forward", _diff(folder, OLD, NEW, tmp_path / "forward")
    if (folder / HARMLESS).exists():
        yield "harmless", _diff(folder, OLD, HARMLESS, tmp_path / "harmless")
    else:
        yield "backward", _diff(folder, NEW, OLD, tmp_path / "backward")


def _diff(folder: Path, old: str, new: str, room: Path) -> Diff:
    sink = Diagnostics()
    if (folder / SPEC).exists():
        shutil.rmtree(room, ignore_errors=True)
        shutil.copytree(folder, room)
        shutil.copy(folder / old, room / "openapi.yaml")
        found = diff_spec(room / SPEC, folder / new, sink)
    else:
        found = diff_all(folder / old, folder / new, sink)
    assert found is not None, [item.message for item in sink]
    assert bool(found.damage) == (new == NEW and family(folder).endswith("-unreadable"))
    return found


def _shown(diff: Diff) -> list[dict[str, Any]]:
    return [
        {
            "family": item.change.family,
            "verdict": str(item.verdict),
            "says": message(item.change),
            **({"perhaps": item.change.suggestion} if item.change.suggestion else {}),
            "uses": [_use(use) for use in item.uses],
        }
        for item in diff.findings
    ]


def _use(use: Use) -> str:
    """`get_parcel: answer 200: weight (read, line 15) degraded`."""
    where = ": ".join(part for part in (use.operation, use.path) if part)
    line = f"line {use.span.line}" if use.span is not None else ""
    said = ", ".join(part for part in (str(use.how or ""), line) if part)
    return " ".join(part for part in (where, f"({said})" if said else "", str(use.verdict)) if part)
