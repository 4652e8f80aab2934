"""Ports: the files that specs name, read so that their mistakes are told."""

from __future__ import annotations

from pathlib import Path

from portwright.build.files import open_file, open_shared
from portwright.diagnostics.model import Diagnostics
from portwright.language.port import Port
from portwright.language.read import read_port
from portwright.source.span import Text

_ENDING = ".port.yaml"


def is_port(path: Path) -> bool:
    """Whether a file is a port, by its name."""
    return path.name.endswith(_ENDING)


def named_port(folder: Path, name: Text, sink: Diagnostics) -> Port | None:
    """The port that a spec in `folder` names."""
    file = open_shared(folder, name, sink)
    return read_port(file, sink) if file is not None else None


def load_port(path: Path, sink: Diagnostics) -> Port | None:
    """The port of a file."""
    file = open_file(path, sink)
    return read_port(file, sink) if file is not None else None
