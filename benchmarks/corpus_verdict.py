"""What became of one document, from its records: what is wrong with it, and what it lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.corpus_documents import Document
from benchmarks.corpus_records import COMPILED, Record, Records
from benchmarks.corpus_types import MODES


@dataclass(frozen=True, slots=True)
class Failure:
    """`stage` is what went wrong, in a word or two; `cause` a line for whoever mends it."""

    document: str
    stage: str
    cause: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The records of a document; `types` by mode of the checker, for those that it ran in."""

    document: Document
    compiled: Record
    types: dict[str, Record]

    @property
    def is_generated(self) -> bool:
        return "probe" in self.compiled

    @property
    def operations(self) -> int:
        """By the count that knows nothing of the compiler; by the compiler's own without one."""
        counted: int | None = self.compiled.get("counted")
        return counted if counted is not None else int(self.compiled.get("declared", 0))

    @property
    def methods(self) -> int:
        """Of the generated code."""
        return int(self.compiled["probe"]["methods"]) if self.is_generated else 0

    @property
    def lost(self) -> list[Record]:
        named: list[Record] = self.compiled.get("lost", [])
        return named

    @property
    def silently(self) -> int:
        """Operations that are neither in the code nor named as lost."""
        return self.operations - self.methods - sum(bool(item["method"]) for item in self.lost)

    @property
    def failures(self) -> Iterator[Failure]:
        yield from (Failure(self.document.name, *found) for found in self._found())

    def _found(self) -> Iterator[tuple[str, str]]:
        if cause := self.compiled.get("cause"):
            yield "compile", cause
            return
        if self.silently:
            yield "operations", self._counts()
        if self.is_generated:
            for name, why in self.compiled["probe"]["failed"].items():
                yield "import, decoders", f"{name}: {why}"
        for mode, record in self.types.items():
            yield from _of_types(mode, record)

    def _counts(self) -> str:
        lost = sum(bool(item["method"]) for item in self.lost)
        return f"{self.operations} in the document, {self.methods} methods, {lost} named as lost"


def _of_types(mode: str, record: Record) -> Iterator[tuple[str, str]]:
    if cause := record.get("cause"):
        yield f"mypy {mode}", cause
    elif record["errors"]:
        yield f"mypy {mode}", f"{record['errors']} errors, first {record['first'][0]}"


def is_clean(record: Record) -> bool:
    """Of a record of the type checker."""
    return "cause" not in record and not record["errors"]


def verdict(document: Document, records: Records) -> Verdict | None:
    """None of a document that was not compiled yet."""
    compiled = records.get(document, COMPILED)
    if compiled is None:
        return None
    found = {mode: records.get(document, mode) for mode in MODES}
    return Verdict(document, compiled, {mode: item for mode, item in found.items() if item})
