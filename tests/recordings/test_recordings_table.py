"""Every recording beside the checkout, driven at L1 to L3 against all that it can be of.

What came of it stands in docs/recordings.md, number by number; `--update` (without -n) writes it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from portwright_harness.cassette import read_cassette
from portwright_harness.foreign import Driven, drive, not_driven, rows_of
from tests.recordings import driving, page
from tests.recordings.pairings import DOCUMENTS, PAIRINGS, Pairing

ORDER = [(pairing.recordings, pairing.against) for pairing in PAIRINGS]
# What a recording cannot be to blame for: these would be faults of ours.
OURS = {"request differs", "ends otherwise", "package", "cassette", "network", "extra", "unplayed"}


def driven(pairing: Pairing, folder: Path) -> list[Driven]:
    """What came of every interaction; skips the test where the recordings are not there."""
    files = pairing.files()
    if not files or not DOCUMENTS.is_dir():
        count = page.interactions(pairing.recordings, pairing.against)
        whose = f"no recordings of {pairing.recordings} beside this checkout"
        pytest.skip(f"{whose}: {count} interactions not driven against {pairing.against}")
    if pairing.why:
        return [item for path in files for item in not_driven(path, pairing.why)]
    vendor = pairing.vendor(folder)
    read_as = pairing.read_as(vendor)
    return [item for path in files for item in drive(vendor, path, read_as)]


@pytest.mark.parametrize("pairing", PAIRINGS, ids=lambda one: f"{one.recordings}-{one.against}")
def test_what_came_of_every_interaction_is_what_the_page_says(
    pairing: Pairing,
    tmp_path: Path,
    record_property: pytest.RecordProperty,
    pytestconfig: pytest.Config,
) -> None:
    found = driven(pairing, tmp_path)
    rows = rows_of(pairing.recordings, pairing.against, found)
    record_property("table", [row.cells for row in rows])
    assert not ours(found)
    if pytestconfig.getoption("--update"):
        page.update(rows, ORDER)
    assert [row.cells for row in rows] == page.of(pairing.recordings, pairing.against)


def ours(found: list[Driven]) -> list[str]:
    """What must not be, whatever the recordings hold; an answer that conforms is decoded."""
    return [
        f"{item.file}:{item.line} {level}: {reason.text}"
        for item in found
        for level, judged in item.levels.items()
        for reason in judged.reasons
        if reason.kind in OURS
        or (reason.kind == "not decoded" and item.levels["L2"].outcome == "passed")
    ]


def test_the_page_has_every_folder_of_recordings_and_counts_each_interaction() -> None:
    assert list(dict.fromkeys(cells[:2] for cells in page.rows_of_page())) == ORDER
    if not driving.SHARED.is_dir():
        pytest.skip("no recordings beside this checkout: 9 folders not counted")
    folders = {path.name for path in driving.SHARED.iterdir() if path.is_dir()}
    assert folders == {pairing.recordings for pairing in PAIRINGS}
    for pairing in PAIRINGS:
        counted = sum(len(read_cassette(path).interactions) for path in pairing.files())
        rows = page.of(pairing.recordings, pairing.against)
        assert [sum(map(int, cells[3:7])) for cells in rows] == [counted] * 3


def test_each_document_of_a_recorded_vendor_is_driven_against() -> None:
    if not DOCUMENTS.is_dir():
        pytest.skip("no documents beside this checkout: 9 folders not counted")
    recorded = {pairing.recordings for pairing in PAIRINGS}
    there = {
        f"{folder.name}/{path.name}"
        for folder in DOCUMENTS.iterdir()
        for path in folder.iterdir()
        if folder.name in recorded
    }
    assert there == {pairing.document for pairing in PAIRINGS if pairing.document}


def test_one_whole_document_is_of_no_use_to_another_vendor() -> None:
    """A vendor without a document has none under another name either, by the host of its calls."""
    hosts = {"hubspot": b"hubapi.com", "salesforce": b"my.salesforce.com"}
    if not DOCUMENTS.is_dir():
        pytest.skip("no documents beside this checkout: 2 hosts not looked for")
    found = Counter(
        name
        for path in DOCUMENTS.rglob("*.*")
        for name, host in hosts.items()
        if host in path.read_bytes()
    )
    assert not found
