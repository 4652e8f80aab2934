"""The run over the corpus: what is not known yet is compiled and tried, then checked in batches."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.corpus_compile import compile_document
from benchmarks.corpus_documents import CORPUS, Document
from benchmarks.corpus_pool import Job, Pool, Result
from benchmarks.corpus_records import COMPILED, Records
from benchmarks.corpus_types import MODES, Mode, check_types
from benchmarks.corpus_verdict import verdict

# What mypy checks at once: enough that its start does not count, and it stays below 1 GB.
_LINES = 200_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents whose packages go through the type checker together."""

    mode: Mode
    documents: tuple[Document, ...]


@dataclass(slots=True)
class _Waiting:
    """Packages that wait for the checker, and how many lines they have."""

    documents: list[Document] = field(default_factory=list)
    lines: int = 0


class Run:
    """`strict` names the documents that are checked strictly too; `folder` holds the packages."""

    def __init__(
        self, pool: Pool, records: Records, folder: Path, strict: Collection[str], *, keep: bool
    ) -> None:
        self._pool, self._records, self._folder = pool, records, folder
        self._strict = frozenset(strict)
        self._keep = keep
        self._documents: list[Document] = []
        self._batches: list[Batch] = []
        self._waiting: dict[Mode, _Waiting] = {mode: _Waiting() for mode in MODES}

    def over(self, documents: Sequence[Document]) -> None:
        """Until all is known of these documents. What is large comes first, so that no worker is
        left with it at the end."""
        for document in sorted(documents, key=lambda item: item.size):
            if self._missing(document):
                self._take(document)
        with _progress() as shown:
            task = shown.add_task("documents", total=len(self._documents))
            while self._start() or not self._pool.is_idle:
                for job, result in self._pool.finished():
                    self._finish(job, result)
                    shown.advance(task, isinstance(job.about, Document))

    def _take(self, document: Document) -> None:
        """What is compiled, and lies there still, only waits for the checker."""
        compiled = self._records.get(document, COMPILED)
        if compiled is not None and (self._folder / document.package).exists():
            self._await_types(document)
        else:
            self._documents.append(document)

    def _missing(self, document: Document) -> bool:
        compiled = self._records.get(document, COMPILED)
        return compiled is None or ("probe" in compiled and any(self._unchecked(document)))

    def _unchecked(self, document: Document) -> Iterator[Mode]:
        for mode in MODES:
            wanted = mode == "default" or document.name in self._strict
            if wanted and self._records.get(document, mode) is None:
                yield mode

    def _start(self) -> bool:
        """Fill the pool; whether there was anything to start."""
        started = False
        while not self._pool.is_full and (job := self._next()):
            self._pool.start(job)
            started = True
        return started

    def _next(self) -> Job | None:
        if not self._documents and self._pool.is_idle:
            self._batch_rest()
        if self._batches:
            batch = self._batches.pop()
            packages = [item.package for item in batch.documents]
            return Job(check_types, (packages, self._folder, batch.mode), batch)
        if self._documents:
            document = self._documents.pop()
            return Job(compile_document, (document, self._folder), document)
        return None

    def _batch_rest(self) -> None:
        for mode in MODES:
            self._batch(mode)

    def _batch(self, mode: Mode) -> None:
        waiting = self._waiting[mode]
        if waiting.documents:
            self._batches.append(Batch(mode, tuple(waiting.documents)))
        self._waiting[mode] = _Waiting()

    def _finish(self, job: Job, result: Result) -> None:
        if isinstance(job.about, Batch):
            self._finish_batch(job.about, result)
        else:
            self._records.add(job.about, COMPILED, result)
            if "probe" in result:
                self._await_types(job.about)
            else:
                self._settle(job.about)

    def _await_types(self, document: Document) -> None:
        compiled = self._records.get(document, COMPILED) or {}
        for mode in self._unchecked(document):
            waiting = self._waiting[mode]
            waiting.documents.append(document)
            waiting.lines += compiled["probe"]["lines"]
            if waiting.lines > _LINES:
                self._batch(mode)

    def _finish_batch(self, batch: Batch, result: Result) -> None:
        """A run of the checker that failed says nothing of any package: the batch is halved until
        the one that is at fault stands alone."""
        found, half = batch.documents, len(batch.documents) // 2
        if "cause" in result and half:
            self._batches += [Batch(batch.mode, found[:half]), Batch(batch.mode, found[half:])]
            return
        for document in found:
            record = result if "cause" in result else result["verdicts"][document.package]
            self._records.add(document, batch.mode, record)
            self._settle(document)

    def _settle(self, document: Document) -> None:
        """Of a document of which all is known, the package goes; a failed one may be kept."""
        if self._missing(document):
            return
        package = self._folder / document.package
        known = verdict(document, self._records)
        if self._keep and package.exists() and known and any(known.failures):
            kept = CORPUS / "kept" / document.package
            shutil.rmtree(kept, ignore_errors=True)
            kept.parent.mkdir(exist_ok=True)
            package.rename(kept)
        shutil.rmtree(package, ignore_errors=True)


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=console, disable=not console.is_terminal)
