"""The corpus run goes on where it was cut short, and finds the one package that is at fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpus_run
from benchmarks.corpus_documents import Document
from benchmarks.corpus_pool import Job, Result
from benchmarks.corpus_records import COMPILED, Records
from benchmarks.corpus_run import Batch, Run
from benchmarks.corpus_verdict import Verdict, verdict

CLEAN: Result = {"files": 6, "errors": 0, "first": [], "cpu": 0.1}


def document(number: int) -> Document:
    key = f"{number:064x}"[::-1]
    return Document(f"vendor-{number}.json", Path(f"{number}.json"), 100 + number, key)


def compiled(**changes: Any) -> Result:
    probe = {"modules": 6, "imported": 6, "methods": 2, "lines": 90_000, "failed": {}}
    known = {"exit": 0, "counted": 2, "declared": 2, "delivered": 2, "lost": []}
    return {**known, "probe": {**probe, **changes}}


class Script:
    """A pool that runs nothing: `outcome` says what comes of each job, and writes the package."""

    def __init__(self, folder: Path, outcome: Callable[[Job], Result]) -> None:
        self.started: list[Any] = []
        self._folder, self._outcome = folder, outcome
        self._jobs: list[Job] = []

    @property
    def is_full(self) -> bool:
        return len(self._jobs) >= 2

    @property
    def is_idle(self) -> bool:
        return not self._jobs

    def start(self, job: Job) -> None:
        self.started.append(job.about)
        self._jobs.append(job)

    def finished(self) -> Iterator[tuple[Job, Result]]:
        if self._jobs:
            job = self._jobs.pop(0)
            result = self._outcome(job)
            if "probe" in result:
                (self._folder / job.about.package).mkdir(exist_ok=True)
            yield job, result


def checked(job: Job, at_fault: Document | None = None) -> Result:
    """What the checker says of a batch: nothing, when one of its packages makes it fail."""
    if at_fault in job.about.documents:
        return {"cause": "mypy exits 2"}
    return {"verdicts": {item.package: CLEAN for item in job.about.documents}}


def outcome(job: Job) -> Result:
    return checked(job) if isinstance(job.about, Batch) else compiled()


class Fixture:
    """A run over documents with a folder for everything."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "packages"
        self.folder.mkdir()

    def run(
        self,
        documents: list[Document],
        outcome: Callable[[Job], Result],
        *,
        strict: tuple[str, ...] = (),
        keep: bool = False,
    ) -> Script:
        script = Script(self.folder, outcome)
        Run(script, self.records, self.folder, strict, keep=keep).over(documents)
        return script

    @property
    def records(self) -> Records:
        """Read anew, as another run reads them."""
        return Records(self.home)

    def verdict(self, document: Document) -> Verdict:
        found = verdict(document, self.records)
        assert found is not None
        return found


@pytest.fixture
def fixture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fixture:
    monkeypatch.setattr(corpus_run, "CORPUS", tmp_path / "corpus")
    (tmp_path / "corpus").mkdir()
    return Fixture(tmp_path)


DOCUMENTS = [document(number) for number in range(7)]


def test_large_documents_first_and_many_packages_at_once(fixture: Fixture) -> None:
    script = fixture.run(DOCUMENTS, outcome)
    compiled_ = [item for item in script.started if isinstance(item, Document)]
    batches = [item for item in script.started if isinstance(item, Batch)]
    assert compiled_ == DOCUMENTS[::-1]
    assert [len(batch.documents) for batch in batches] == [3, 3, 1]
    assert not any(list(fixture.verdict(item).failures) for item in DOCUMENTS)
    assert list(fixture.folder.iterdir()) == []


def test_strict_is_for_the_sample(fixture: Fixture) -> None:
    fixture.run(DOCUMENTS, outcome, strict=("vendor-1.json", "vendor-5.json"))
    strict = [item.name for item in DOCUMENTS if "strict" in fixture.verdict(item).types]
    assert strict == ["vendor-1.json", "vendor-5.json"]


def test_what_is_known_is_not_asked_again(fixture: Fixture) -> None:
    fixture.run(DOCUMENTS[:4], outcome)
    again = fixture.run(DOCUMENTS, outcome)
    assert {item for item in again.started if isinstance(item, Document)} == {*DOCUMENTS[4:]}
    assert fixture.run(DOCUMENTS, outcome).started == []


def test_cut_short_between_compiling_and_checking(fixture: Fixture) -> None:
    def cut(job: Job) -> Result:
        if isinstance(job.about, Batch):
            raise KeyboardInterrupt
        return compiled()

    with pytest.raises(KeyboardInterrupt):
        fixture.run(DOCUMENTS[:2], cut)
    lost = fixture.folder / DOCUMENTS[0].package
    lost.rmdir()
    again = fixture.run(DOCUMENTS[:2], outcome)
    assert again.started[0] == DOCUMENTS[0]
    assert [len(item.documents) for item in again.started[1:]] == [2]


def test_a_line_that_was_cut_is_no_record(fixture: Fixture) -> None:
    fixture.run(DOCUMENTS[:2], outcome)
    path = fixture.home / "records.jsonl"
    path.write_bytes(path.read_bytes()[:-10])
    again = fixture.run(DOCUMENTS[:2], outcome)
    assert len(again.started) == 2
    assert fixture.run(DOCUMENTS[:2], outcome).started == []


def test_a_bad_document_is_recorded_and_the_others_go_on(fixture: Fixture) -> None:
    def fails(job: Job) -> Result:
        return {"cause": "over the bound of memory"} if job.about == DOCUMENTS[3] else outcome(job)

    fixture.run(DOCUMENTS, fails)
    failures = [failure for item in DOCUMENTS for failure in fixture.verdict(item).failures]
    assert [(f.document, f.stage, f.cause) for f in failures] == [
        ("vendor-3.json", "compile", "over the bound of memory")
    ]


def test_the_package_that_breaks_the_checker_is_found_and_kept(fixture: Fixture) -> None:
    def breaks(job: Job) -> Result:
        is_batch = isinstance(job.about, Batch)
        return checked(job, DOCUMENTS[4]) if is_batch else compiled(lines=10)

    fixture.run(DOCUMENTS, breaks, keep=True)
    failed = [item for item in DOCUMENTS if any(fixture.verdict(item).failures)]
    assert failed == [DOCUMENTS[4]]
    kept = fixture.home / "corpus" / "kept"
    assert [path.name for path in kept.iterdir()] == [DOCUMENTS[4].package]


LOST = {"id": "a", "method": "GET", "path": "/a", "code": "E0221", "reason": "why"}
WRONG: dict[str, tuple[Result, list[str]]] = {
    "all is well": (compiled(), []),
    "lost and named": ({**compiled(methods=1), "exit": 1, "lost": [LOST]}, []),
    "dropped silently": (
        compiled(methods=1),
        ["operations: 2 in the document, 1 methods, 0 named as lost"],
    ),
    "a whole path was lost, and the count knows of its operations": (
        {**compiled(methods=1), "lost": [{**LOST, "method": ""}]},
        ["operations: 2 in the document, 1 methods, 0 named as lost"],
    ),
    "more methods than operations": (
        compiled(methods=3),
        ["operations: 2 in the document, 3 methods, 0 named as lost"],
    ),
    "a module": (
        compiled(failed={"doc.client": "SyntaxError: x"}),
        ["import, decoders: doc.client: SyntaxError: x"],
    ),
    "nothing was made, and nothing said": (
        {"exit": 0, "counted": 2, "declared": 2, "delivered": 0, "lost": []},
        ["operations: 2 in the document, 0 methods, 0 named as lost"],
    ),
}


@pytest.mark.parametrize(("result", "failures"), WRONG.values(), ids=WRONG)
def test_what_counts_as_a_failure(result: Result, failures: list[str]) -> None:
    found = Verdict(DOCUMENTS[0], {"stage": COMPILED, **result}, {"default": CLEAN})
    assert [f"{failure.stage}: {failure.cause}" for failure in found.failures] == failures
