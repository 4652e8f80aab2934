"""The compiler from bytes to an integration and its report, in this process; nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from portwright.build.whole import compile_whole
from portwright.build.whole_report import whole_report
from portwright.diagnostics.model import Diagnostics
from portwright.diagnostics.render_json import report
from portwright.openapi.load import load_openapi
from portwright.source.files import SourceFile
from portwright.source.problem import SourceError


def run(path: Path, data: bytes) -> int:
    """How many operations were compiled. What is lost must be told; anything raised is a fault."""
    sink = Diagnostics()
    file = SourceFile(path, path.name, data)
    try:
        _ = file.text
    except SourceError:
        return 0
    document = load_openapi(file, sink)
    if document is None:
        assert sink.has_errors
        return 0
    whole = compile_whole(document, "acme", (), sink)
    assert bool(whole.lost) <= sink.has_errors
    whole_report(whole, sink)
    report(list(sink))
    return len(whole.integration.operations) if whole.integration is not None else 0


def places(document: Any) -> list[tuple[Any, Any]]:
    """Every place of a document: what holds it, and its key."""
    found: list[tuple[Any, Any]] = []
    open_nodes = [document]
    while open_nodes:
        node = open_nodes.pop()
        pairs = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in pairs:
            found.append((node, key))
            if isinstance(value, (dict, list)):
                open_nodes.append(value)
    return found
