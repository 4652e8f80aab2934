"""Files of the language, each beside what is said of it: place, code, the text pointed at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.language.not_compiled import warn_not_compiled
from portwright.language.read import (
    read_accepted,
    read_deviations,
    read_port,
    read_source_lock,
    read_spec,
)
from portwright.language.spec import Spec
from portwright.source.files import SourceFile, read_file

CASES = Path(__file__).parent / "cases"
READERS: dict[str, Callable[[SourceFile, Diagnostics], object]] = {
    "integration.yaml": read_spec,
    "accepted.yaml": read_accepted,
    "deviations.yaml": read_deviations,
    "source.lock": read_source_lock,
    "port.yaml": read_port,
}


def folders() -> list[Path]:
    return sorted(path for path in CASES.iterdir() if path.is_dir())


def input_of(folder: Path) -> Path:
    return next(path for path in sorted(folder.iterdir()) if path.name != "expected.txt")


def reader_of(path: Path) -> Callable[[SourceFile, Diagnostics], object]:
    return next(reader for name, reader in READERS.items() if path.name.endswith(name))


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_says_exactly_this(folder: Path, request: pytest.FixtureRequest) -> None:
    file = read_file(input_of(folder))
    sink = Diagnostics()
    value = reader_of(file.path)(file, sink)
    if isinstance(value, Spec):
        warn_not_compiled(value, sink)
    said = "".join(f"{_line(file, item)}\n" for item in sink)
    expected = folder / "expected.txt"
    if request.config.getoption("--update", default=False):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")


def _line(file: SourceFile, item: Diagnostic) -> str:
    assert item.span is not None
    assert item.span.file == file.name
    at = f"{item.span.line}:{item.span.column}"
    help = f" ({item.help})" if item.help else ""
    return f"{at} {item.code} [{_pointed(file, item)}] {item.message}{help}"


def _pointed(file: SourceFile, item: Diagnostic) -> str:
    """The text under the span, to the end of its first line."""
    span = item.span
    assert span is not None
    line = file.line(span.line)
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    return line[span.column - 1 : end].rstrip()
