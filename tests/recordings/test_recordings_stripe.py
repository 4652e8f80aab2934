"""Real Stripe traffic, recorded by another client, driven through the generated one.

The recordings are read where they lie. Inputs are parsed from each recorded request by the
manifest's schemas into the public typed methods; version header and key are per-call overrides.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright_harness.config import read_config
from portwright_harness.foreign import Driven, drive
from portwright_harness.vendor import Vendor, load_vendor

ROOT = Path(__file__).parents[2]
FOLDER = ROOT.parent / "shared" / "recordings" / "stripe"
LEAST_DRIVEN = 113
# Many selected fields are null in a quiet life: cancellations, errors, next actions.
LEAST_FILLED = 0.4
MEANING = {
    "equal": "sent equal and decoded as documented",
    "deviation": "decoded through a reviewed deviation",
    "not driven": "not driven",
    "failed": "FAILED",
}


@pytest.fixture(scope="module")
def stripe() -> Vendor:
    return load_vendor(read_config(ROOT), "stripe")


@pytest.fixture(scope="module")
def driven(stripe: Vendor) -> list[Driven]:
    files = sorted(FOLDER.glob("*.yaml"))
    if not files:
        pytest.skip("no recordings of Stripe beside this checkout: 30 files not driven")
    return [item for path in files for item in drive(stripe, path)]


def test_every_recorded_interaction_is_accounted_for(
    driven: list[Driven], record_property: pytest.RecordProperty
) -> None:
    for item in driven:
        record_property("line", _line(item))
    record_property("line", _summary(driven))
    assert not [_line(item) for item in driven if item.verdict == "failed"]
    assert sum(item.verdict != "not driven" for item in driven) >= LEAST_DRIVEN


def test_what_is_not_driven_has_a_reason(driven: list[Driven]) -> None:
    assert all(item.details for item in driven if item.verdict == "not driven")


def test_an_answer_through_a_deviation_names_its_fields(driven: list[Driven]) -> None:
    through = [item for item in driven if item.verdict == "deviation"]
    assert through, "the recordings are newer than the document, so some must need one"
    assert all(item.details for item in through)


def test_answers_fill_what_is_selected(driven: list[Driven]) -> None:
    """An operation whose answers leave most of its selection empty selects the wrong fields."""
    filled: dict[str, list[float]] = {}
    for item in driven:
        if item.operation is not None and item.status < 400:
            filled.setdefault(item.operation, []).append(item.filled / max(item.selected, 1))
    poor = {name: max(shares) for name, shares in filled.items() if max(shares) < LEAST_FILLED}
    assert not poor


def test_recorded_errors_of_every_kind_are_among_them(driven: list[Driven]) -> None:
    """L1 and L3 of an error check that it is raised as the class of its status."""
    seen = {item.status for item in driven if item.status >= 400}
    assert seen == {400, 401, 402, 404}


def test_a_recording_that_is_changed_no_longer_matches(stripe: Vendor, tmp_path: Path) -> None:
    """The client sends what its arguments say, so a foreign field cannot slip through."""
    files = sorted(FOLDER.glob("*refunds*.yaml"))
    if not files:
        pytest.skip("no recordings of Stripe beside this checkout: 1 file not driven")
    text = files[0].read_text(encoding="utf-8")
    changed = tmp_path / "changed.yaml"
    changed.write_text(text.replace("amount=500", "amount=500&surprise=1"), encoding="utf-8")
    verdicts = {item.verdict: item.details for item in drive(stripe, changed)}
    assert "unknown field `surprise`" in verdicts["not driven"][0]


def _line(item: Driven) -> str:
    details = f" ({'; '.join(item.details)})" if item.details else ""
    place = f"{item.file}:{item.line}"
    return f"{place} {item.request} {item.status}: {MEANING[item.verdict]}{details}"


def _summary(driven: list[Driven]) -> str:
    counts = {verdict: sum(item.verdict == verdict for item in driven) for verdict in MEANING}
    parts = [f"{count} {MEANING[verdict]}" for verdict, count in counts.items()]
    return f"Stripe recordings: {len(driven)} interactions: {', '.join(parts)}"
