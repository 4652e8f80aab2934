"""The files that a document is spread over: those in its own folder, and no others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

from portwright.diagnostics.model import Diagnostic
from portwright.openapi.findings import Findings
from portwright.rules.language.source_problem import source_problem
from portwright.rules.openapi import malformed_detail, outside_reference, unresolved_reference
from portwright.source.documents import Document, load_document
from portwright.source.files import SourceError, SourceFile, read_file

MAX_FILES = 2000

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")

Opened: TypeAlias = Document | Diagnostic


def parse_document(file: SourceFile, findings: Findings) -> Document | Diagnostic:
    """Parse `file`; keys that stand twice become findings, what stops the parser is returned."""
    problems: list[SourceError] = []
    try:
        document = load_document(file, problems)
    except SourceError as error:
        return source_problem(error)
    for problem in problems:
        _report_problem(document, problem, findings)
    return document


def _report_problem(document: Document, problem: SourceError, findings: Findings) -> None:
    if problem.kind != "duplicate_key":
        findings.add_placed(document, source_problem(problem))
        return
    diagnostic = malformed_detail.duplicate_key(problem.span, problem.message)
    findings.add_placed(document, diagnostic, sort="duplicate key")


@dataclass(slots=True)
class Folder:
    """Opens the files that references of `main` name, each once.

    Links are followed before a path is judged, so that none leads out of the folder.
    """

    main: Document
    findings: Findings
    _opened: dict[Path, Opened] = field(default_factory=dict)
    _root: Path = field(init=False)

    def __post_init__(self) -> None:
        path = self.main.file.path.resolve()
        self._root = path.parent
        self._opened[path] = self.main

    @property
    def files(self) -> dict[str, SourceFile]:
        """All files that were read, by their path below the folder."""
        return {
            path.relative_to(self._root).as_posix(): document.file
            for path, document in self._opened.items()
            if isinstance(document, Document)
        }

    @property
    def absent(self) -> tuple[str, ...]:
        """The files that references name and that could not be read, likewise."""
        return tuple(
            path.relative_to(self._root).as_posix()
            for path, document in sorted(self._opened.items())
            if not isinstance(document, Document)
        )

    def open(self, reference: str, beside: Document) -> Opened:
        """The document that `reference` (without its fragment) of `beside` names, or why not."""
        if _SCHEME.match(reference):
            return outside_reference.report(None, reference, "another computer")
        if unquote(reference).startswith("/"):
            return outside_reference.report(None, reference, "outside the document's folder")
        try:
            path = (beside.file.path.parent / unquote(reference)).resolve()
            return self.open_path(path, reference)
        except (OSError, ValueError, RuntimeError):
            return unresolved_reference.report(None, reference, "no file can have this name")

    def open_path(self, path: Path, reference: str) -> Opened:
        """The document at `path`, links followed, which `reference` names."""
        if not path.is_relative_to(self._root):
            return outside_reference.report(None, reference, "outside the document's folder")
        if path not in self._opened:
            self._opened[path] = self._read(path, reference)
        return self._opened[path]

    def _read(self, path: Path, reference: str) -> Opened:
        if len(self._opened) >= MAX_FILES:
            problem = f"the document is spread over more than {MAX_FILES} files"
            return unresolved_reference.report(None, reference, problem)
        if not path.is_file():
            return unresolved_reference.report(None, reference, "there is no such file")
        try:
            return parse_document(read_file(path), self.findings)
        except SourceError as error:
            return source_problem(error)
