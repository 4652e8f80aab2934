"""Imported by the server that jobs are forked from: loads the compiler, and uses it once."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import tempfile
from pathlib import Path

from benchmarks.corpus_compile import compile_document
from benchmarks.corpus_documents import read_document
from benchmarks.corpus_types import check_types
from portwright.emit.store import VARIABLE

_PLANT = {"type": "object", "properties": {"id": {"type": "string"}}}
_ANSWER = {"description": "", "content": {"application/json": {"schema": _PLANT}}}
_DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "", "version": "1"},
    "paths": {"/plants": {"get": {"operationId": "plants", "responses": {"200": _ANSWER}}}},
}


# Loaded with the rest, so that a run is of one state of the sources.
JOBS = (compile_document, check_types)


def _warm() -> None:
    # What earlier runs made must not count as fast.
    os.environ[VARIABLE] = "off"
    with tempfile.TemporaryDirectory() as place, contextlib.redirect_stdout(io.StringIO()):
        path = Path(place) / "plants.json"
        path.write_text(json.dumps(_DOCUMENT), encoding="utf-8")
        compile_document(read_document(path.name, path), Path(place))
    # What is there now stays: no job looks through it for garbage, or copies it by that.
    gc.collect()
    gc.freeze()


_warm()
