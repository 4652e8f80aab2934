"""Our own cassettes say which schemas their answers were made for, and still fit them.

Where this fails, a spec or document changed what an answer may look like: record the cassette
again (`scripts/record_localstripe.py`), or read a synthetic one again and write down the new hash.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from portwright_harness.cassette import read_cassette
from portwright_harness.config import read_config
from portwright_harness.manifest import OperationEntry
from portwright_harness.recording import Cassette
from portwright_harness.vendor import Vendor, load_vendor

CONFIG = read_config(Path(__file__).parents[2])
VENDORS = [load_vendor(CONFIG, path.name) for path in sorted(CONFIG.cassettes.iterdir())]
CASSETTES = [(vendor, path) for vendor in VENDORS for path in vendor.cassette_paths()]


def label(value: object) -> str:
    return f"{value.parent.name}/{value.stem}" if isinstance(value, Path) else ""


def hashes(cassette: Cassette, entry: OperationEntry) -> dict[str, str | None]:
    """By status, of every answer with a body that the operation declares."""
    found = {}
    for interaction in cassette.interactions:
        response = interaction.response
        declared = entry.response(response.status)
        if response.body and declared is not None and declared.hash is not None:
            found[str(response.status)] = declared.hash
    return found


@pytest.mark.parametrize(("vendor", "path"), CASSETTES, ids=label)
def test_a_cassette_is_of_the_schemas_of_its_operation(vendor: Vendor, path: Path) -> None:
    cassette = read_cassette(path)
    assert cassette.provenance is not None
    expected = hashes(cassette, vendor.operation(path.parent.name))
    assert expected and cassette.provenance.facts.get("schemas") == expected


def test_there_are_cassettes_and_another_schema_is_another_hash() -> None:
    vendor, path = CASSETTES[0]
    entry = vendor.operation(path.parent.name)
    changed = {
        status: msgspec.structs.replace(response, hash="0" * 16)
        for status, response in entry.responses.items()
    }
    cassette = read_cassette(path)
    other = msgspec.structs.replace(entry, responses=changed)
    assert hashes(cassette, entry) != hashes(cassette, other)
