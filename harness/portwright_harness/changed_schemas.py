"""Answers that have another effective schema now than when they were recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portwright_harness.manifest import OperationEntry
from portwright_harness.recording import Cassette


@dataclass(frozen=True, slots=True)
class ChangedSchema:
    """The hashes of one answer's schema; None where nothing is declared."""

    status: str
    then: str | None
    now: str | None

    def __str__(self) -> str:
        hashes = f"it was {self.then} and is {self.now} now"
        return f"the schema of its answer {self.status} is another now: {hashes}"


def stated_schemas(cassette: Cassette) -> Mapping[str, object]:
    """The hashes by status, as the cassette has them; empty where it says nothing of them."""
    facts = cassette.provenance.facts if cassette.provenance is not None else {}
    stated = facts.get("schemas")
    return stated if isinstance(stated, Mapping) else {}


def changed_schemas(cassette: Cassette, entry: OperationEntry) -> Iterator[ChangedSchema]:
    """What the cassette says of its schemas and is not so any more."""
    for status, stated in stated_schemas(cassette).items():
        then, now = None if stated is None else str(stated), _now(entry, status)
        if then != now:
            yield ChangedSchema(status, then, now)


def _now(entry: OperationEntry, status: str) -> str | None:
    answer = entry.response(int(status)) if status.isdecimal() else entry.responses.get(status)
    return answer.hash if answer is not None else None
