"""A name that a slice lacks may stand in the whole document: the hint says how it comes in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from portwright.build.front import compile_front
from portwright.diagnostics.model import Diagnostics

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("vendor", "was", "becomes", "code", "told"),
    [
        ("stripe", "call: PostRefunds", "call: PostRefunding", "E0201", True),
        ("stripe", "- failure_reason\n", "- failure_reasons\n", "E0301", True),
        # Written by hand: what stands here is the whole.
        ("shipstation_v1", "call: getRates", "call: getRate", "E0201", False),
    ],
)
def test_names_the_whole_document(
    tmp_path: Path, vendor: str, was: str, becomes: str, code: str, told: bool
) -> None:
    for name in (vendor, "ports"):
        shutil.copytree(ROOT / "specs" / name, tmp_path / name)
    spec = tmp_path / vendor / "integration.yaml"
    text = spec.read_text(encoding="utf-8")
    assert was in text
    spec.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    sink = Diagnostics()
    compile_front(spec, sink)
    helps = [item.help or "" for item in sink if item.code == code]
    assert helps
    assert all(("portwright vendor add" in help) is told for help in helps)
    assert all(help.startswith("did you mean") for help in helps)
