"""What came of a folder of recordings, as text, JSON and JUnit XML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from portwright_harness.foreign.driven import Driven, Judged
from portwright_harness.foreign.survey import Survey
from portwright_harness.foreign.table import Row, table

VERSION = 1
MAX_REASONS = 8


def text(found: Survey, *, verbose: bool = False) -> str:
    """What deviates, and the table; `verbose` lists what was not driven, too."""
    blocks = [block for item in found.driven for block in _blocks(item, verbose)]
    blocks += [f"unread {reason}" for reason in found.unread]
    return "\n".join([*blocks, *([""] if blocks else []), table(found.rows())])


def _blocks(item: Driven, verbose: bool) -> Iterator[str]:
    shown = ("deviates", "not driven", "reviewed") if verbose else ("deviates",)
    told = [(level, one) for level, one in item.levels.items() if one.outcome in shown]
    if told or verbose:
        yield f"{item.verdict} {item.file}:{item.line} {item.request} {item.status}"
    for level, judged in told:
        yield from _reasons(level, judged)


def _reasons(level: str, judged: Judged) -> Iterator[str]:
    for reason in judged.reasons[:MAX_REASONS]:
        first, *rest = f"{level} {judged.outcome}: {reason.text}".splitlines()
        yield f"    {first}"
        yield from (f"      {line}" for line in rest)
    if len(judged.reasons) > MAX_REASONS:
        yield f"    {level} … and {len(judged.reasons) - MAX_REASONS} more"


def as_json(found: Survey) -> str:
    """Every interaction with what each level says, and the counts."""
    document = {
        "report": VERSION,
        "ok": found.ok,
        "levels": [_counts(row) for row in found.rows()],
        "unread": list(found.unread),
        "interactions": [_entry(item) for item in found.driven],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _counts(row: Row) -> dict[str, Any]:
    names = ("passed", "reviewed", "deviates", "not_driven")
    return {"level": row.level, **dict(zip(names, row.counts, strict=True)), "why": dict(row.why)}


def _entry(item: Driven) -> dict[str, Any]:
    return {
        "file": item.file,
        "line": item.line,
        "request": item.request,
        "status": item.status,
        "operation": item.operation,
        "verdict": item.verdict,
        "levels": {level: asdict(judged) for level, judged in item.levels.items()},
    }
