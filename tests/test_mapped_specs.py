"""Specs with ports, mappings and webhooks are taken, and told what has no effect yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from portwright.build.front import compile_front
from portwright.diagnostics.model import Diagnostics

ROOT = Path(__file__).parents[1]
MAPPED = Path(__file__).parent / "mapped"
SPECS = Path(__file__).parent / "language/cases"
# What the spec reads and the slice of the document lacks.
ADDITIONS = """\
components:
  schemas:
    payment_intent:
      properties:
        charges: {type: object, properties: {has_more: {type: boolean}}}
"""


@pytest.mark.parametrize(
    ("vendor", "document", "port"),
    [
        ("stripe", ROOT / "specs/stripe/openapi.json", SPECS / "payments_port/payments.port.yaml"),
        ("salesforce", MAPPED / "salesforce.yaml", MAPPED / "crm.port.yaml"),
    ],
)
def test_binds_with_nothing_but_what_is_not_compiled(
    vendor: str, document: Path, port: Path, tmp_path: Path
) -> None:
    folder = tmp_path / vendor
    folder.mkdir()
    (tmp_path / "ports").mkdir()
    shutil.copy(SPECS / vendor / "integration.yaml", folder)
    shutil.copy(document, folder / f"openapi{document.suffix}")
    shutil.copy(port, tmp_path / "ports")
    if vendor == "stripe":
        (folder / "additions.yaml").write_text(ADDITIONS, encoding="utf-8")
    sink = Diagnostics()
    compiled = compile_front(folder / "integration.yaml", sink)
    assert [item for item in sink if item.code != "W0001"] == []
    assert compiled is not None
    assert compiled.operations
