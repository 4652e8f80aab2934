"""Compiles a changed spec as `portwright check` does, in a copy of the repository's specs."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from portwright.build.front import compile_front
from portwright.build.port import Ports, is_port
from portwright.diagnostics.model import Diagnostic, Diagnostics

SPECS = Path("specs")
# Deviations expire; the numbers must not change with the day.
TODAY = date(2026, 11, 27)


@dataclass(frozen=True)
class Outcome:
    """What was reported, and what was compiled without it; `crash` is the compiler's own fault."""

    found: tuple[Diagnostic, ...]
    compiled: object
    crash: str = ""


def files(root: Path) -> list[Path]:
    """Every spec and port, relative to the root."""
    found = [*root.glob("specs/*/integration.yaml"), *root.glob("specs/ports/*.port.yaml")]
    return sorted(path.relative_to(root) for path in found)


@contextlib.contextmanager
def copied(root: Path) -> Iterator[Path]:
    """A folder with a copy of the specs and links to all else, as the working directory."""
    with TemporaryDirectory() as name:
        place = Path(name)
        shutil.copytree(root / SPECS, place / SPECS)
        for path in root.iterdir():
            if path.name != SPECS.name and not path.name.startswith("."):
                (place / path.name).symlink_to(path)
        with contextlib.chdir(place):
            yield place


def compile_changed(file: Path, text: str) -> Outcome:
    """Compile with `text` in place of a file, which is put back afterwards."""
    before = file.read_bytes()
    file.write_text(text, encoding="utf-8")
    try:
        return compile_file(file)
    finally:
        file.write_bytes(before)


def compile_file(file: Path) -> Outcome:
    """A spec; or a port, and all specs that name it."""
    sink = Diagnostics()
    compiled: list[object] = []
    try:
        ports = Ports()
        if is_port(file):
            port = ports.at(file, sink)
            compiled.append(port.port if port is not None else None)
        for spec in _users(file) if is_port(file) else [file]:
            own = Diagnostics()
            made = compile_front(spec, own, TODAY, ports)
            compiled.append(replace(made, sources=()) if made is not None else None)
            for diagnostic in own:
                sink.add(diagnostic)
    except Exception as error:  # noqa: BLE001 - a crash is a result too
        return Outcome(tuple(sink), None, f"{type(error).__name__}: {error}")
    return Outcome(tuple(sink), compiled)


def _users(port: Path) -> list[Path]:
    specs = sorted(SPECS.glob("*/integration.yaml"))
    return [path for path in specs if port.name in path.read_text(encoding="utf-8")]
