"""Packages that are made to be tried, and are gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portwright.emit.package import generate
from portwright.emit.write import write_files
from portwright.ir.port_package import Item


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty folder that packages can be imported from, for as long as it is used."""
    with tempfile.TemporaryDirectory(prefix="portwright_scratch_") as place:
        yield Path(place)


def write_package(item: Item, folder: Path) -> Path:
    """Generate into `folder`; answers where the package stands."""
    home = folder / item.package
    write_files({home / name: text.encode() for name, text in generate(item).files.items()})
    return home
