"""How many operations a document has, counted without the compiler: straight from its JSON."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

METHODS = frozenset(("get", "put", "post", "delete", "options", "head", "patch", "trace"))


def count_operations(data: bytes) -> int | None:
    """Every method below every path, references of path items followed; None if it is no JSON."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    paths = document.get("paths") if isinstance(document, dict) else None
    if not isinstance(paths, dict):
        return 0
    return sum(len(_methods(document, item, 0)) for path, item in paths.items() if path[:2] != "x-")


def _methods(document: Any, item: Any, depth: int) -> set[str]:
    if not isinstance(item, dict):
        return set()
    own = {key.lower() for key, value in item.items() if value is not None} & METHODS
    reference = item.get("$ref")
    if not isinstance(reference, str) or depth > 8:
        return own
    return own | _methods(document, _target(document, reference), depth + 1)


def _target(document: Any, reference: str) -> Any:
    """What a reference within the document points at; None when it points at nothing."""
    here = document
    for escaped in unquote(reference.partition("#")[2]).split("/")[1:]:
        token = escaped.replace("~1", "/").replace("~0", "~")
        if isinstance(here, list) and token.isdigit() and int(token) < len(here):
            here = here[int(token)]
        else:
            here = here.get(token) if isinstance(here, dict) else None
    return here
