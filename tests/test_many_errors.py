"""What a client's error is, where a document declares one of its own for each answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.compiled import DOCUMENT, compile_document


def operation(number: int) -> dict[str, Any]:
    problem = {"type": "object", "properties": {f"problem_{number}": {"type": "string"}}}
    content = {"application/json": {"schema": problem}}
    return {
        "operationId": f"call_{number}",
        "responses": {
            "204": {"description": ""},
            "400": {"description": "", "content": content},
        },
    }


@pytest.mark.parametrize(
    ("errors", "declared"),
    [
        (2, ") -> models.Call0Response400 | models.Call1Response400 | None:"),
        (101, "def error(self) -> object | None:"),
    ],
)
def test_too_many_to_name_are_objects(errors: int, declared: str, tmp_path: Path) -> None:
    document = {
        "openapi": "3.0.3",
        "info": {"title": "", "version": "1"},
        "servers": [{"url": "https://api.example"}],
        "paths": {f"/{number}": {"get": operation(number)} for number in range(errors)},
    }
    (tmp_path / DOCUMENT).write_text(json.dumps(document), encoding="utf-8")
    text = " ".join(compile_document(tmp_path).files["errors.py"].split())
    assert declared in text
