"""What openapi-spec-validator says of a document; slow, and so done once, when one is pinned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from portwright.diagnostics.model import Diagnostics
from portwright.openapi.findings import Findings
from portwright.openapi.folder import Folder
from portwright.openapi.pointer import MISSING, look_up, pointer_of
from portwright.openapi.unplaced import Unplaced, place_of
from portwright.rules.openapi import invalid_document
from portwright.source.documents import Document

NAME = "openapi-spec-validator"
MAX_FINDINGS = 500

_LONGEST = 300


# The validator lists names in the order of a set, which differs from run to run.
_NAMES = re.compile(r"\['[^']*'(?:, '[^']*')+\]$")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`findings` are pairs of a JSON pointer (without `#`) and a message.

    A validator that crashed may have found something before; `reason` says how it ended.
    """

    name: str
    version: str
    verdict: Literal["valid", "invalid", "crashed"]
    findings: tuple[tuple[str, str], ...] = ()
    reason: str = ""


def validate(document: Document) -> Verdict:
    """Judge the document as its publisher wrote it. Never raises; fetches nothing.

    At most MAX_FINDINGS findings are kept.
    """
    found: list[tuple[str, str]] = []
    reason = ""
    try:
        found.extend(islice(_findings(document), MAX_FINDINGS))
    except Exception as error:  # noqa: BLE001 - whatever the validator trips over is its verdict
        reason = _shortened(f"{type(error).__name__}: {error}")
    unique = tuple(sorted(set(found)))
    verdict: Literal["valid", "invalid", "crashed"] = "invalid" if unique else "valid"
    return Verdict(NAME, version(NAME), "crashed" if reason else verdict, unique, reason)


def report_verdict(verdict: Verdict, document: Document, sink: Diagnostics) -> None:
    """The findings as warnings at their places."""
    findings = Findings()
    for pointer, message in verdict.findings:
        diagnostic = invalid_document.report(None, pointer, message)
        findings.add(document, pointer, diagnostic, sort=message)
    if verdict.verdict == "crashed":
        findings.add(document, "", invalid_document.crashed(None, verdict.reason))
    findings.emit(sink)


def _findings(document: Document) -> Iterator[tuple[str, str]]:
    validator = _validator(document)
    unplaced = Unplaced(document.data)
    for error in validator.iter_errors():
        best = _deepest(error)
        yield _pointer(best, document, unplaced), _shortened(str(best.message))


def _validator(document: Document) -> Any:
    # Imported late: it costs half a second, and compiling never needs it.
    from jsonschema_path import SchemaPath
    from openapi_spec_validator.shortcuts import get_validator_cls

    data: Any = document.data
    base = document.file.path.resolve().as_uri()
    path = SchemaPath.from_dict(data, base_uri=base, handlers=_handlers(document))
    return get_validator_cls(data)(path)


def _handlers(document: Document) -> Mapping[str, Any]:
    """Only files of the document's own folder are opened; nothing is fetched."""
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    folder = Folder(document, Findings())

    def refuse(uri: str) -> Any:
        raise PermissionError(f"{uri} is not fetched")

    def open_file(uri: str) -> Any:
        opened = folder.open_path(Path(url2pathname(urlsplit(uri).path)).resolve(), uri)
        if isinstance(opened, Document):
            return opened.data
        raise PermissionError(opened.message)

    return {"<all_urls>": refuse, "http": refuse, "https": refuse, "file": open_file}


def _deepest(error: Any) -> Any:
    """Of a failed `oneOf` the branch that came furthest says more than "is not valid"."""
    best = error
    while best.context:
        best = max(best.context, key=lambda item: (len(item.absolute_path), str(item.message)))
    return best


def _pointer(error: Any, document: Document, unplaced: Unplaced) -> str:
    """Checks of defaults and the like name no path, or one within the value that they judge."""
    path = tuple(str(key) for key in error.absolute_path)
    judged = error.instance
    if isinstance(judged, (dict, list)) and look_up(document.data, path) is not judged:
        found = place_of(judged, document.data)
        if found is not None:
            return found
    if path:
        return pointer_of(path) if look_up(document.data, path) is not MISSING else ""
    return _of_schema(error, document) or unplaced.place(str(error.message))


def _of_schema(error: Any, document: Document) -> str | None:
    """The place of a schema whose own value is judged by it; not of OpenAPI's schema."""
    if not isinstance(error.schema, dict):
        return None
    found = place_of(error.schema, document.data)
    if found is not None and "default" in error.schema:
        return f"{found}/default"
    return found


def _shortened(text: str) -> str:
    line = _NAMES.sub(_sorted_names, " ".join(text.split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 3] + "..."


def _sorted_names(listed: re.Match[str]) -> str:
    return f"[{', '.join(sorted(listed[0][1:-1].split(', ')))}]"
