"""One document of the corpus, compiled as a user would, and what came of it."""

from __future__ import annotations

import contextlib
import io
import json
import resource
import shutil
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.corpus_count import count_operations
from benchmarks.corpus_documents import Document
from benchmarks.corpus_probe import probe
from portwright.cli.main import main

# `ru_maxrss` counts kilobytes, on macOS bytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_MOST_SAID = 300


def compile_document(document: Document, out: Path) -> dict[str, Any]:
    """Compile it into `out`, and try what was made; `cause` says why nothing was.

    `cpu` in seconds, its formatter included, without what starting a compiler costs; `peak` the
    resident set of the process in MB after compiling.
    """
    folder, report = out / document.package, out / f"{document.package}.json"
    shutil.rmtree(folder, ignore_errors=True)
    started, cpu = time.perf_counter(), _cpu()
    status, said = _compile(document, out, report)
    result: dict[str, Any] = {
        "exit": status,
        "cpu": round(_cpu() - cpu, 3),
        "wall": round(time.perf_counter() - started, 3),
        "peak": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT / 1e6, 1),
    }
    if report.exists():
        result |= _reported(json.loads(report.read_bytes()))
        report.unlink()
    if status not in (0, 1) or "delivered" not in result:
        result["cause"] = said
    cpu = _cpu()
    result["counted"] = count_operations(document.path.read_bytes())
    if folder.exists():
        result["probe"] = probe(out, document.package)
    return {**result, "probe_cpu": round(_cpu() - cpu, 3)}


def _cpu() -> float:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(item.ru_utime + item.ru_stime for item in used)


def _compile(document: Document, out: Path, report: Path) -> tuple[int, str]:
    """The exit status of the command, and its last words if they were of failure."""
    command = ["compile", "--openapi", str(document.path), "--name", document.package]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            main([*command, "--out", str(out), "--report", str(report)])
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
    lines = [line for line in said.getvalue().splitlines() if line.startswith(("error", "portwr"))]
    return status, (lines or ["it said nothing"])[0][:_MOST_SAID]


def _reported(report: dict[str, Any]) -> dict[str, Any]:
    """What the record keeps of the compiler's own report."""
    operations, escaped = report["operations"], report["escapes"]
    return {
        "declared": operations["in_document"],
        "delivered": len(operations["delivered"]),
        "lost": [{key: _short(item[key]) for key in _OF_LOST} for item in operations["lost"]],
        "classes": report["schemas"]["classes"],
        "values": report["values"],
        "escapes": len(escaped),
        "reasons": Counter(item["reason"] for item in escaped),
        "open": len(report["open"]),
        "losses": _by_kind(report["losses"]),
        "warnings": Counter(item["code"] for item in report["warnings"]),
    }


def _by_kind(losses: list[dict[str, Any]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for item in losses:
        found[item["kind"]] += item["count"]
    return found


_OF_LOST = ("id", "method", "path", "code", "reason")


def _short(text: str | None) -> str | None:
    return text[:_MOST_SAID] if text is not None else None
