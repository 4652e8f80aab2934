"""The back half: an integration or a port becomes a package on disk, or is compared with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from portwright.diagnostics.model import Diagnostics
from portwright.emit.package import (
    Changes,
    Drift,
    Generated,
    changes,
    drift,
    generate,
    is_current,
    is_ours,
    write,
)
from portwright.ir.port_package import Item
from portwright.models.store import Store
from portwright.rules.language import foreign_folder
from portwright.source.folder import read_package
from portwright.source.gc_pause import gc_paused

Status = Literal["written", "unchanged", "differs"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one package. `touched` counts files that were written or removed."""

    item: Item
    folder: Path
    status: Status
    lines: int
    files: int
    touched: int = 0
    drift: Drift | None = None


def compile_to(item: Item, out: Path, *, force: bool = False) -> Outcome:
    """Generate one item, as `compile_all` does."""
    [outcome] = compile_all([item], out, force=force)
    return outcome


def compile_all(
    items: Iterable[Item],
    out: Path,
    *,
    force: bool = False,
    store: Store | None = None,
    beside: Mapping[Path, bytes] | None = None,
) -> list[Outcome]:
    """Generate each into `out/<package>`; costs next to nothing when it is there already.

    What is current is told by the manifest; `force` generates all the same, and without `store`.
    Everything is made before anything is written, so that a fault in one leaves all as it was.
    `beside` are files that are written with them or not at all.
    """
    kept = None if force else store
    made = [_made(item, out / item.package, kept, force=force) for item in items]
    write([Changes(beside or {}), *(found for _, found in made)], out)
    return [outcome for outcome, _ in made]


@gc_paused()
def _made(item: Item, folder: Path, store: Store | None, *, force: bool) -> tuple[Outcome, Changes]:
    on_disk = read_package(folder)
    if not force and is_current(item, on_disk):
        lines = sum(data.count(b"\n") for name, data in on_disk.items() if name.endswith(".py"))
        return Outcome(item, folder, "unchanged", lines, len(on_disk)), Changes()
    generated = generate(item, store)
    found = changes(generated, folder, on_disk)
    status: Status = "written" if len(found) else "unchanged"
    return _outcome(item, folder, status, generated, len(found)), found


def refuse_foreign(items: Iterable[Item], out: Path, sink: Diagnostics) -> None:
    """Report folders that hold Python files and no manifest: somebody else's."""
    for item in items:
        folder = out / item.package
        on_disk = read_package(folder)
        if on_disk and not is_ours(on_disk):
            sink.add(foreign_folder.report(folder.as_posix(), list(on_disk)))


def check(item: Item, out: Path) -> Outcome:
    """Generate from scratch and compare byte by byte; nothing is written."""
    folder = out / item.package
    generated = generate(item)
    found = drift(generated, read_package(folder))
    status: Status = "differs" if found else "unchanged"
    return _outcome(item, folder, status, generated, 0, found)


def _outcome(
    item: Item,
    folder: Path,
    status: Status,
    generated: Generated,
    touched: int,
    found: Drift | None = None,
) -> Outcome:
    files = len(generated.files)
    return Outcome(item, folder, status, generated.lines, files, touched, found)
