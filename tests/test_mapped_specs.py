"""Whole specs with a port compile as they stand; webhooks alone wait."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.compiled import compile_folder

ROOT = Path(__file__).parents[1]
MAPPED = Path(__file__).parent / "mapped"
DOCUMENTS = {
    "stripe": ROOT / "specs/stripe/openapi.json",
    "salesforce": MAPPED / "salesforce/openapi.yaml",
}


@pytest.mark.parametrize("vendor", DOCUMENTS)
def test_compiles_and_as_it_stands(vendor: str, tmp_path: Path) -> None:
    shutil.copytree(MAPPED / "ports", tmp_path / "ports")
    folder = tmp_path / vendor
    folder.mkdir()
    document = DOCUMENTS[vendor]
    shutil.copy(MAPPED / vendor / "integration.yaml", folder)
    shutil.copy(document, folder / f"openapi{document.suffix}")
    found = compile_folder(folder)
    waiting = [item for item in found.sink if item.code == "W0001" and _waits(item.message)]
    assert [item for item in found.sink if item not in waiting] == [], found.said
    assert {"adapter.py", "mappings.py", "requests.py", "domain_errors.py"} <= set(found.files)


def _waits(message: str) -> bool:
    """Webhooks and their cases, for their compiler."""
    return message.startswith("`webhooks`") or message.startswith("`tests.cases[5].webhook`")
