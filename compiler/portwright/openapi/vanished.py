"""Operations that a document declares and that cannot be read at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portwright.diagnostics.model import Diagnostic
from portwright.openapi.document import OpenApi
from portwright.openapi.pointer import escape
from portwright.openapi.version_3 import METHODS


@dataclass(frozen=True, slots=True)
class Vanished:
    """`pointer` is the place in the document as written; `method` is empty where the whole path
    is lost, and `why` None where the loader had nothing to say."""

    method: str
    path: str
    pointer: str
    id: str
    why: Diagnostic | None


def vanished_operations(document: OpenApi) -> Iterator[Vanished]:
    """Those below `paths` that `document.operations` lacks, in the order of the document."""
    data: Any = document.document.data
    paths = data.get("paths")
    known = {(entry.key, entry.method) for entry in document.operations.values()}
    readable = {path for path, _ in known}
    for path, item in paths.items() if isinstance(paths, Mapping) else ():
        if not isinstance(path, str) or path.startswith("x-") or item is None:
            continue
        here = f"/paths/{escape(path)}"
        if not isinstance(item, Mapping) or ("$ref" in item and path not in readable):
            yield Vanished("", path, here, path, _why(document, here))
        else:
            yield from _of_path(document, path, item, known)


def _of_path(
    document: OpenApi, path: str, item: Mapping[str, Any], known: set[tuple[str, str]]
) -> Iterator[Vanished]:
    for key, operation in item.items():
        method = str(key).upper()
        read = key in METHODS and (path, method) in known
        if method.lower() not in METHODS or operation is None or read:
            continue
        pointer = f"/paths/{escape(path)}/{key}"
        declared = operation.get("operationId") if isinstance(operation, Mapping) else None
        name = declared if isinstance(declared, str) else f"{method} {path}"
        yield Vanished(method, path, pointer, name, _why(document, pointer))


def _why(document: OpenApi, pointer: str) -> Diagnostic | None:
    """What was said of the part itself, or of what it stands in."""
    main = document.document.file.name
    for found in document.findings:
        inside = pointer == found.pointer or pointer.startswith(f"{found.pointer}/")
        below = found.pointer.startswith(f"{pointer}/")
        if found.lost is not None and found.file == main and (inside or below):
            return found.lost
    return None
