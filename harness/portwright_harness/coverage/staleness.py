"""Whether a cassette is still true: by what its answers meant then, and by its age.

Nothing here asks the vendor: that is for whoever records it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from portwright_harness.changed_schemas import changed_schemas, stated_schemas
from portwright_harness.coverage.settings import Severity, Staleness
from portwright_harness.manifest import OperationEntry
from portwright_harness.recording import Cassette

Reason = Literal["schema", "age"]

_DATES = ("recorded_at", "written_at")


@dataclass(frozen=True, slots=True)
class Stale:
    """Why a cassette may not be true any more; an error fails the run."""

    reason: Reason
    severity: Severity
    text: str


def stale_by_schema(
    cassette: Cassette, entry: OperationEntry, severity: Severity = "error"
) -> Iterator[Stale]:
    """Answers whose effective schema is another now than when they were recorded.

    A cassette that says nothing of its schemas cannot be judged, which is a warning.
    """
    if not stated_schemas(cassette):
        text = "`metadata.provenance.schemas` is missing: a change of the schema goes unseen"
        yield Stale("schema", "warning", text)
    for changed in changed_schemas(cassette, entry):
        yield Stale("schema", severity, str(changed))


def stale_by_age(cassette: Cassette, settings: Staleness, now: datetime) -> Iterator[Stale]:
    """A cassette that is older than the project allows, or does not say how old it is."""
    if settings.max_age is None:
        return
    made = _made(cassette)
    if made is None:
        text = "`metadata.provenance.recorded_at` is missing: nothing says how old it is"
        yield Stale("age", "warning", text)
    elif now - made > settings.max_age:
        age, most = (now - made).days, settings.max_age.days
        yield Stale("age", settings.age, f"recorded {age} days ago; max_age is {most}")


def _facts(cassette: Cassette) -> dict[str, object]:
    return dict(cassette.provenance.facts) if cassette.provenance is not None else {}


def _made(cassette: Cassette) -> datetime | None:
    facts = _facts(cassette)
    for name in _DATES:
        try:
            return _moment(str(facts[name]))
        except (KeyError, ValueError):
            continue
    return None


def _moment(text: str) -> datetime:
    """A day, or a moment; one without a zone is taken for UTC."""
    if len(text) == len("2026-01-31"):
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    found = datetime.fromisoformat(text)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
