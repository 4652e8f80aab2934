"""Documents to rewrite and to change: those of this repository's own cases, and real ones."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from portwright.build.whole import bind_whole
from portwright.diff.compare import Subject
from tests.openapi.documents import load

ROOT = Path(__file__).parents[2]
_CASES = ("tests/cases/*/openapi.*", "tests/cases/*/swagger.json")
_REAL = ("specs/*/openapi.*",)
# Where the harness of a larger project has them; a checkout of this one alone has not.
_NEARBY = ROOT.parent / "shared/openapi"
_LARGEST = 300_000


def _found() -> dict[str, Path]:
    ours = [path for pattern in (*_CASES, *_REAL) for path in sorted(ROOT.glob(pattern))]
    nearby = [path for path in sorted(_NEARBY.glob("*/*.*")) if _is_small_document(path)]
    return {path.relative_to(ROOT.parent).as_posix(): path for path in (*ours, *nearby)}


def _is_small_document(path: Path) -> bool:
    return path.suffix in (".json", ".yaml") and path.stat().st_size < _LARGEST


@cache
def read(name: str) -> dict[str, Any]:
    """The document; not to be changed."""
    text = PATHS[name].read_text(encoding="utf-8")
    if not name.endswith(".json"):
        # Dates and the numbers of statuses are texts in a document.
        text = json.dumps(yaml.load(text, yaml.CSafeLoader), default=str)
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


@cache
def subject(name: str) -> Subject:
    """All of it as what is used."""
    loaded, _ = load(read(name))
    whole = bind_whole(loaded)
    assert whole is not None
    return Subject(loaded, whole.bound, whole.integration)


PATHS = _found()
NAMES = list(PATHS)
