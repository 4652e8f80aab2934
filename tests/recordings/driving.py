"""Real traffic of a vendor, recorded by another client, driven through the generated one.

The recordings are read where they lie, beside the checkout. Inputs are parsed from each recorded
request by the manifest's schemas into the public typed methods; version headers and keys are
per-call overrides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from portwright_harness.bind import Bound, bind
from portwright_harness.config import read_config
from portwright_harness.foreign import Driven, ReadAs, drive, scenario_of_interaction
from portwright_harness.levels import l1, l3
from portwright_harness.levels.finding import Finding
from portwright_harness.recording import Interaction
from portwright_harness.vendor import Vendor, load_vendor

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "recordings"
MEANING = {
    "equal": "sent equal and decoded as documented",
    "deviation": "decoded through a reviewed deviation",
    "not driven": "not driven",
    "failed": "FAILED",
}


def vendor(name: str) -> Vendor:
    """A vendor of this repository."""
    return load_vendor(read_config(ROOT), name)


@dataclass(frozen=True, slots=True)
class Recordings:
    """The recordings of one folder, and how many there must be."""

    title: str
    folder: str
    files: int
    interactions: int

    def driven(self, vendor: Vendor, read_as: ReadAs = lambda item: item) -> list[Driven]:
        """What came of every interaction; skips the test where the recordings are not there."""
        files = sorted((SHARED / self.folder).glob("*.yaml"))
        if not files:
            text = f"no recordings of {self.title} beside this checkout"
            pytest.skip(f"{text}: {self.files} files, {self.interactions} interactions not driven")
        assert len(files) == self.files
        return [item for path in files for item in drive(vendor, path, read_as)]

    def file(self, name: str) -> Path:
        """One of the files; skips the test where it is not there."""
        path = SHARED / self.folder / name
        if not path.is_file():
            pytest.skip(f"no recordings of {self.title} beside this checkout: 1 file not driven")
        return path

    def check(self, driven: list[Driven], record: pytest.RecordProperty) -> Counter[str]:
        """Every interaction is accounted for, in the terminal too; answers the verdicts' counts."""
        for item in driven:
            record("line", line(item))
        counts = Counter(item.verdict for item in driven)
        parts = ", ".join(f"{counts[verdict]} {text}" for verdict, text in MEANING.items())
        record("line", f"{self.title} recordings: {len(driven)} interactions: {parts}")
        assert len(driven) == self.interactions
        assert not [line(item) for item in driven if item.verdict in ("failed", "not driven")]
        return counts


def line(item: Driven) -> str:
    details = f" ({'; '.join(item.details)})" if item.details else ""
    place = f"{item.file}:{item.line}"
    return f"{place} {item.request} {item.status}: {MEANING[item.verdict]}{details}"


def best_filled(driven: Iterable[Driven]) -> dict[str, float]:
    """By operation, the largest share of the selected fields that an answer of it fills."""
    found: dict[str, float] = {}
    for item in driven:
        if item.operation is not None and item.status < 400:
            share = item.filled / max(item.selected, 1)
            found[item.operation] = max(share, found.get(item.operation, 0.0))
    return found


def found(
    vendor: Vendor, path: Path, item: Interaction, call_of: Interaction | None = None
) -> Finding:
    """What L1 and L3 find when the call of `call_of` meets the recording `item`."""
    bound = bind(vendor.manifest, (call_of or item).request)
    assert isinstance(bound, Bound)
    scenario = scenario_of_interaction(vendor, path, item, bound)
    sent, decoded = l1.check(scenario), l3.check(scenario)
    return Finding((*sent.problems, *decoded.problems), nulls=decoded.nulls)
