"""What a vendor's cassettes hold, by operation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from portwright_harness.bind import Bound, bind
from portwright_harness.cassette import read_cassette
from portwright_harness.path_match import match_path
from portwright_harness.recording import Cassette, CassetteError, Interaction
from portwright_harness.vendor import Vendor


@dataclass(frozen=True)
class Exchange:
    """One recorded interaction, and the operation that it is of."""

    path: Path
    operation: str
    interaction: Interaction
    arguments: dict[str, Any]

    @property
    def status(self) -> int:
        """What was answered."""
        return self.interaction.response.status

    @cached_property
    def document(self) -> object:
        """The answer as JSON, None where it is none."""
        try:
            found: object = json.loads(self.interaction.response.body)
        except (ValueError, RecursionError):
            return None
        return found


@dataclass(frozen=True, slots=True)
class Recorded:
    """All cassettes of a vendor: those that can be read, and why the others cannot."""

    cassettes: tuple[Cassette, ...]
    exchanges: tuple[Exchange, ...]
    unreadable: dict[Path, str] = field(default_factory=dict)

    def of(self, operation: str) -> list[Exchange]:
        """The exchanges of one operation."""
        return [exchange for exchange in self.exchanges if exchange.operation == operation]


def read_recorded(vendor: Vendor) -> Recorded:
    """Read every cassette of the vendor once."""
    cassettes: list[Cassette] = []
    unreadable: dict[Path, str] = {}
    for path in vendor.cassette_paths():
        try:
            cassettes.append(read_cassette(path))
        except CassetteError as error:
            unreadable[path] = str(error)
    exchanges = [item for cassette in cassettes for item in _exchanges(vendor, cassette)]
    return Recorded(tuple(cassettes), tuple(exchanges), unreadable)


def _exchanges(vendor: Vendor, cassette: Cassette) -> Iterator[Exchange]:
    """Those of the vendor's operations: a request for a token is of none.

    Of operations that share a path, the one whose folder it is goes first, even where it has no
    argument for all that was sent: the cursor of a next page is the client's own to send.
    """
    folder = cassette.path.parent.name
    stated = _stated(vendor, folder, cassette.path.stem)
    for interaction in cassette.interactions:
        request = interaction.request
        fitting = [m.operation for m in match_path(vendor.manifest, request.method, request.url)]
        if not fitting:
            continue
        bound = bind(vendor.manifest, request, prefer=folder)
        operation = folder if folder in fitting else fitting[0]
        if isinstance(bound, Bound) and (folder not in fitting or bound.operation == folder):
            arguments = {**stated, **bound.arguments} if operation == folder else bound.arguments
            yield Exchange(cassette.path, bound.operation, interaction, arguments)
        else:
            arguments = stated if operation == folder else {}
            yield Exchange(cassette.path, operation, interaction, arguments)


def _stated(vendor: Vendor, operation: str, cassette: str) -> dict[str, Any]:
    """What the client was called with, by the case of a cassette: files of a form, say, are not
    read out of a recorded request. That they were sent is for L1 to prove."""
    cases = (c for c in vendor.cases() if c.names(operation, cassette) and not c.is_of_port)
    return next((case.inputs for case in cases if not case.faults), {})
