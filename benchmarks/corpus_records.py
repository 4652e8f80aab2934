"""What is known of each document, line by line, so that a run goes on where it was cut short."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.corpus_documents import CORPUS, Document
from benchmarks.measure import ROOT

Record = dict[str, Any]
COMPILED = "compiled"
# All that shapes what is compiled, and what is asked of it.
_SOURCES = (
    "compiler/portwright/**/*.py",
    "runtime/portwright_runtime/**/*.py",
    "templates/portwright_templates/**/*.*",
    "benchmarks/corpus_compile.py",
    "benchmarks/corpus_count.py",
    "benchmarks/corpus_probe.py",
    "benchmarks/corpus_types.py",
)
_TOOLS = ("datamodel-code-generator", "jinja2", "ruff", "pyyaml", "msgspec", "mypy")


def stamp() -> str:
    """A hash of what shapes the output: sources, templates, runtime, versions of the tools."""
    digest = hashlib.sha256(platform.python_version().encode())
    for tool in _TOOLS:
        digest.update(f"{tool} {version(tool)}\n".encode())
    for path in sorted({path for glob in _SOURCES for path in ROOT.glob(glob)}):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


class Records:
    """Those of one state of the compiler, by key of the document and stage.

    A stage is "compiled", or a mode of the type checker. Every line is flushed when it is written;
    a later line of the same document and stage counts.
    """

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._path = home / "records.jsonl"
        self._known: dict[tuple[str, str], Record] = {}
        for record in self._read():
            self._known[record["key"], record["stage"]] = record

    def _read(self) -> Iterator[Record]:
        """The last line of a run that was killed may be half written: it is cut off."""
        data = self._path.read_bytes() if self._path.exists() else b""
        whole, _, rest = data.rpartition(b"\n")
        if rest:
            self._path.write_bytes(whole + b"\n" if whole else b"")
        yield from map(json.loads, whole.splitlines())

    def get(self, document: Document, stage: str) -> Record | None:
        return self._known.get((document.key, stage))

    def add(self, document: Document, stage: str, result: Record) -> None:
        record = {"key": document.key, "stage": stage, "document": document.name, **result}
        self._known[document.key, stage] = record
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")

    def forget(self, document: Document) -> None:
        """For a new try: what is known of it is not asked for again."""
        for stage in [stage for key, stage in self._known if key == document.key]:
            del self._known[document.key, stage]


def open_run() -> tuple[Records, Path]:
    """The records of the compiler as it is now, and the folder of its packages.

    Packages of other states are removed; their records stay.
    """
    runs = CORPUS / "runs"
    home = runs / stamp()
    for other in runs.glob("*/packages"):
        if other.parent != home:
            shutil.rmtree(other)
    records = Records(home)
    (home / "packages").mkdir(exist_ok=True)
    return records, home / "packages"
