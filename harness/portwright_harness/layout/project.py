"""The cassettes of a project laid out, each file as a whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from portwright_harness.config import Config
from portwright_harness.layout.layout import laid_out
from portwright_harness.places import misplaced, recorded_files
from portwright_harness.recording import CassetteError
from portwright_harness.write import write_text


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A cassette, whether its layout was another, and why and for which line it was left alone."""

    path: Path
    changed: bool
    refused: str | None = None
    line: int = 1


def lay_out(
    config: Config, *, write: bool, seal: bool = False, only: Collection[Path] = ()
) -> Iterator[LaidOut]:
    """Every cassette in its place, in the order of their names; `only` these files and folders.

    They are written where `write` is true, and get the digest of what they say with `seal`.
    """
    for path in recorded_files(config.cassettes):
        if only and not any(is_of(path, place) for place in only):
            continue
        if misplaced(config.cassettes, path) is not None:
            continue  # `verify` says so.
        try:
            before, after = laid_out(path, seal=seal)
        except CassetteError as error:
            yield LaidOut(path, changed=False, refused=error.message, line=error.line)
            continue
        if write and before != after:
            write_text(path, after)
        yield LaidOut(path, changed=before != after)


def is_of(path: Path, place: Path) -> bool:
    """Whether a cassette is that file, or stands in that folder."""
    return path.resolve().is_relative_to(place.resolve())
