"""A spec that takes all of a document: every operation, every field."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measure import Cost, program, run
from portwright.ir.naming import identifier

VENDOR = "stripe_whole"
_HEAD = f"""\
spec: 1
vendor: {VENDOR}
openapi: openapi.json
connection:
  secrets: [api_key]
  environments: {{test: {{base_url: "https://api.stripe.com"}}}}
  auth: {{bearer: {{secret: api_key}}}}
policies:
  default: {{retry: {{attempts: 1}}}}
operations:
"""


def write_whole_spec(
    folder: Path, document: Path, operations: Sequence[tuple[str, str]]
) -> dict[str, str]:
    """Write the spec and a copy of the document into `folder`.

    An operation that portwright refuses would keep the others from being compiled, so it is left
    out. Answers what was left out and why, by operationId.
    """
    folder.mkdir(parents=True)
    shutil.copyfile(document, folder / "openapi.json")
    _write(folder, operations, ())
    refused = _refused(folder, operations)
    if refused:
        _write(folder, operations, refused)
    return refused


def _write(folder: Path, operations: Sequence[tuple[str, str]], left_out: Collection[str]) -> None:
    lines = [_line(*operation) for operation in operations if operation[1] not in left_out]
    text = _HEAD + "".join(lines)
    (folder / "integration.yaml").write_text(text, encoding="utf-8")


def _line(method: str, operation_id: str) -> str:
    safety = ", safety: unsafe" if method in ("post", "patch") else ""
    selection = f"send: ['**'], read: ['**']{safety}"
    return f"  {identifier(operation_id)}: {{call: {operation_id}, {selection}}}\n"


def _refused(folder: Path, operations: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Each operation stands on a line of its own, which an error names."""
    first = _HEAD.count("\n") + 1
    found: dict[str, str] = {}
    for item in _errors(run([program("portwright"), "check", str(folder), "--format", "json"])):
        place = item["line"] - first if item["line"] else -1
        if not 0 <= place < len(operations):
            raise SystemExit(f"the spec of the whole document is refused: {item['message']}")
        found[operations[place][1]] = f"{item['code']} {item['message']}"
    return found


def _errors(cost: Cost) -> list[dict[str, Any]]:
    try:
        found = json.loads(cost.output)["diagnostics"]
    except ValueError:
        raise SystemExit(f"portwright check failed:\n{cost.output}") from None
    return [item for item in found if item["severity"] == "error"]
