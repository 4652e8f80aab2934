"""Every operation of every port that a vendor of ours stands behind is shown by a snapshot (L4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright_harness.cassette_checks import checks_of
from portwright_harness.config import read_config
from portwright_harness.manifest import find_manifests
from portwright_harness.vendor import Vendor, load_vendor

CONFIG = read_config(Path(__file__).parents[2])
ADAPTED = [
    vendor
    for name in find_manifests(CONFIG.generated)
    if (vendor := load_vendor(CONFIG, name)).manifest.adapter is not None
]


def compared(vendor: Vendor) -> set[str]:
    """The operations of which L4 compares a result that is there."""
    found = set()
    for path in vendor.cassette_paths():
        for check in checks_of(vendor, path):
            if check.level == "L4" and not check.run().problems:
                found.add(check.operation)
    return found


@pytest.mark.parametrize("vendor", ADAPTED, ids=lambda vendor: vendor.name)
def test_a_snapshot_shows_each_operation_of_the_port(vendor: Vendor) -> None:
    assert vendor.manifest.adapter is not None
    operations = vendor.manifest.adapter.operations.keys()
    assert operations and operations - compared(vendor) == set()


def test_every_vendor_of_ours_stands_behind_a_port() -> None:
    assert {vendor.name for vendor in ADAPTED} == find_manifests(CONFIG.generated).keys()
