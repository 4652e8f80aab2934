"""What is broken fails whatever `-m` and `-k` select of a vendor, in runs of two vendors."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.harness.test_harness_plugin import root, run

__all__ = ["root"]

BROKEN = ("toys/client.py", "def broken(:")
UNREAD = ("toys/manifest.json", "{}")
Chosen = tuple[Any, ...]
KIND = {BROKEN: "package", UNREAD: "manifest"}
SELECTIONS = [
    (BROKEN, "-m", "portwright_l1 or unit"),
    (BROKEN, "-m", "portwright and not portwright_l0"),
    (BROKEN, "-m", "portwright_faults", "-n", "2"),
    (BROKEN, "-k", "get_order and L1"),
    (UNREAD, "-k", "L3"),
    (UNREAD, "-m", "portwright_l1_vcr"),
]


@pytest.fixture
def shop(root: Path) -> Path:
    """The sample, its vendor there a second time by the name of toys, and a test of the user's."""
    for folder in ("sample_generated", "cassettes"):
        shutil.copytree(root / folder / "acme", root / folder / "toys")
    for path in (root / "sample_generated" / "toys").iterdir():
        text = path.read_text(encoding="utf-8")
        renamed = text.replace('"acme"', '"toys"').replace("ACME_", "TOYS_")
        path.write_text(renamed, encoding="utf-8")
    (root / "test_own.py").write_text(
        "import pytest\n@pytest.mark.unit\ndef test_own():\n    pass\n", encoding="utf-8"
    )
    return root


@pytest.mark.parametrize("chosen", SELECTIONS, ids=lambda chosen: " ".join(chosen[1:]))
def test_a_vendor_that_cannot_be_played_fails_once(shop: Path, chosen: Chosen) -> None:
    broken, *selection = chosen
    (shop / "sample_generated" / broken[0]).write_text(broken[1], encoding="utf-8")
    done = run(shop, "-rsf", *selection)
    assert done.returncode == 1 and "1 failed" in done.stdout, done.stdout
    name = f"sample_generated/toys/manifest.json::toys/*/{KIND[broken]}[project]"
    assert f"FAILED {name}" in done.stdout
    assert f"not played: the {KIND[broken]} cannot be " in done.stdout


@pytest.mark.parametrize(
    "selection", [("-m", "portwright_l1 or unit"), ("-k", "get_order and L3")], ids=" ".join
)
def test_a_case_without_its_cassette_fails_once(shop: Path, selection: tuple[str, ...]) -> None:
    """Of a vendor with no cassette at all, so that nothing of it but the case can be selected."""
    shutil.rmtree(shop / "cassettes" / "toys")
    done = run(shop, *selection)
    assert done.returncode == 1 and "1 failed" in done.stdout, done.stdout
    assert "there is no toys/get_order/paid.yaml" in done.stdout


def test_a_cassette_that_no_case_names_fails_at_every_level(shop: Path) -> None:
    ok = shop / "cassettes" / "toys" / "create_refund" / "ok.yaml"
    shutil.copy(ok, ok.with_name("copy.yaml"))
    done = run(shop, "-m", "portwright_l1")
    assert done.returncode == 1 and "1 failed" in done.stdout, done.stdout


@pytest.mark.parametrize(
    ("selection", "ran"),
    [
        (("-m", "not portwright"), "1 passed"),
        (("-k", "acme and get_order and L1 and not vcr"), "4 passed"),
    ],
    ids=["mark", "vendor"],
)
def test_a_vendor_of_which_nothing_is_selected_is_left_out(
    shop: Path, selection: tuple[str, ...], ran: str
) -> None:
    (shop / "sample_generated" / BROKEN[0]).write_text(BROKEN[1], encoding="utf-8")
    done = run(shop, *selection)
    assert done.returncode == 0 and ran in done.stdout, done.stdout


def test_a_check_that_is_deselected_by_its_name_stays_so(shop: Path) -> None:
    (shop / "sample_generated" / BROKEN[0]).write_text(BROKEN[1], encoding="utf-8")
    name = "sample_generated/toys/manifest.json::toys/*/package[project]"
    assert run(shop, "-m", "portwright_l0", "--deselect", name).returncode == 0
