"""Recordings as values: what was asked, what was answered, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

Headers = tuple[tuple[str, str], ...]
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def media_of(headers: Headers) -> str | None:
    """The Content-Type that a message states; None where it states none."""
    return next((value for name, value in headers if name.lower() == "content-type"), None)


class CassetteError(Exception):
    """A cassette that cannot be read; says which part of which file, and why."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        # Many cassettes of a project are called alike.
        super().__init__(f"{'/'.join(path.parts[-3:])}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """A request as it was recorded; the body is bytes, None where there was none."""

    method: str
    url: str
    headers: Headers
    body: bytes | None


@dataclass(frozen=True, slots=True)
class RecordedResponse:
    """An answer as it was recorded, its body decompressed and its headers fit for that body.

    `reason` is the phrase beside the status, which is for readers alone.
    """

    status: int
    headers: Headers
    body: bytes
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Interaction:
    """One request and its answer."""

    request: RecordedRequest
    response: RecordedResponse
    line: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a cassette comes from; `source` never says more than is true."""

    source: str
    recorded_at: str | None
    facts: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Unplayable:
    """A line at which plain vcrpy would break, though it can be read here; another layout mends
    most of it."""

    line: int
    text: str
    by_layout: bool = True


@dataclass(frozen=True, slots=True)
class Cassette:
    """A readable cassette."""

    path: Path
    interactions: tuple[Interaction, ...]
    metadata: dict[str, Json]
    provenance: Provenance | None
    unplayable: tuple[Unplayable, ...] = ()

    @property
    def environment(self) -> str | None:
        """The environment that the provenance names."""
        named = self.provenance.facts.get("environment") if self.provenance else None
        return None if named is None else str(named)
