"""An operationId that several operations have calls none of them, and the finding says which."""

from __future__ import annotations

from pathlib import Path

from tests.compiled import compile_folder

DOCUMENT = """\
openapi: 3.1.0
info: {title: Twins, version: "1"}
servers: [{url: "https://api.twins.example"}]
paths:
  /cats: {get: {operationId: list, responses: {"204": {description: ""}}}}
  /dogs: {get: {operationId: list, responses: {"204": {description: ""}}}}
"""
SPEC = """\
spec: 1
vendor: twins
openapi: openapi.yaml
connection: {auth: none}
operations:
  cats: {call: getCats}
  pets: {call: list}
"""


def test_a_shared_id_tells_no_operation(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "integration.yaml").write_text(SPEC, encoding="utf-8")
    found = [item for item in compile_folder(tmp_path).sink if item.code == "E0201"]
    assert [item.message for item in found] == [
        "several operations of openapi.yaml have the operationId `list`"
    ]
    assert found[0].help == "call one of them by its method and path: `getCats` or `getDogs`"
    assert found[0].span is not None and found[0].span.line == 7
