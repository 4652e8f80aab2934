"""Real documents: each loads, and its last path is where it is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright.source.documents import load_document
from portwright.source.files import read_file

CORPUS = Path(__file__).parents[3] / "shared" / "openapi"
FILES = sorted(CORPUS.glob("*/*.*"))


@pytest.mark.skipif(not FILES, reason="no shared documents: 0 of them read")
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_real_document_loads_and_knows_its_places(path: Path) -> None:
    document = load_document(read_file(path))
    assert isinstance(document.data, dict)
    paths = document.data["paths"]
    assert isinstance(paths, dict)
    last = list(paths)[-1]
    span = document.locate("/paths/" + last.replace("~", "~0").replace("/", "~1"), key=True)
    assert span.line == span.end_line
    written = document.file.line(span.line)[span.column - 1 : span.end_column - 1]
    assert written.strip("\"'").replace("\\/", "/") == last
