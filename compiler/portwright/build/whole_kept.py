"""Runs of `compile --openapi`, kept by all that they read: without a change nothing is parsed.

What is kept is what the run said. What it wrote is compared with the files on disk.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portwright.diagnostics.model import Diagnostic
from portwright.source.digest import file_sha256, sha256
from portwright.source.files import shown_name
from portwright.source.folder import read_package
from portwright.source.program import program_stamp
from portwright.source.span import Span

if TYPE_CHECKING:
    from portwright.models.store import Store

_SHAPE = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A run that made a package.

    `outputs` are the hashes of what it wrote, `parts` those of the files that the document refers
    to, by their paths below its folder, and `absent` the files that it refers to and that are not
    there. `report` is None where nobody asked for one.
    """

    found: tuple[Diagnostic, ...]
    operations: int
    models: int
    lines: int
    outputs: Mapping[str, str]
    parts: Mapping[str, str]
    absent: tuple[str, ...]
    report: str | None


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps one run: of `document`, by `key`, which made what is in `folder`."""

    store: Store
    key: str
    document: Path
    folder: Path

    def recall(self, *, with_report: bool) -> Kept | None:
        """The run that is kept, if all that it read and wrote is as it was."""
        data = self.store.get([self.key]).get(self.key)
        try:
            kept = _unpacked(data) if data is not None else None
        except (ValueError, TypeError, KeyError):
            return None
        if kept is None or (with_report and kept.report is None) or not self._has_parts(kept):
            return None
        found = self.outputs()
        same = all(found.get(name) == digest for name, digest in kept.outputs.items())
        return kept if same else None

    def keep(self, kept: Kept) -> None:
        self.store.put({self.key: json.dumps(asdict(kept)).encode()})

    def outputs(self) -> Mapping[str, str]:
        """The hashes of the package's files."""
        return {name: sha256(data) for name, data in read_package(self.folder).items()}

    def _has_parts(self, kept: Kept) -> bool:
        beside = self.document.parent
        if any((beside / name).exists() for name in kept.absent):
            return False
        return all(file_sha256(beside / name) == digest for name, digest in kept.parts.items())


def keeper_of(store: Store, document: Path, folder: Path, asked: Sequence[str]) -> Keeper | None:
    """Keeps by the document, by what is asked for and by the compiler itself; None where there is
    no document."""
    digest = file_sha256(document)
    if digest is None:
        return None
    named = (document.name, shown_name(document), *asked)
    key = sha256(json.dumps((_SHAPE, program_stamp(), digest, named)).encode())
    return Keeper(store, key, document, folder)


def _unpacked(data: bytes) -> Kept:
    value = json.loads(data)
    found = tuple(_diagnostic(item) for item in value["found"])
    return Kept(**{**value, "found": found, "absent": tuple(value["absent"])})


def _diagnostic(value: dict[str, Any]) -> Diagnostic:
    span = Span(**value["span"]) if value["span"] is not None else None
    return Diagnostic(**{**value, "span": span})
