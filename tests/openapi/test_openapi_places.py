"""Places: from the 3.1-shaped document back to what the user wrote."""

from __future__ import annotations

from typing import Any

import pytest

from tests.openapi.documents import clean, v2

SWAGGER: dict[str, Any] = v2(
    definitions={"Pet": {"properties": {"name": {"type": "string"}}}},
    parameters={"Page": {"name": "page", "in": "query", "type": "integer"}},
    securityDefinitions={"key": {"type": "apiKey", "in": "header", "name": "K"}},
    paths={
        "/pets": {
            "post": {
                "operationId": "create",
                "parameters": [
                    {"name": "body", "in": "body", "schema": {"title": "whole"}},
                    {"name": "q", "in": "query", "type": "string"},
                ],
                "responses": {
                    "200": {
                        "description": "d",
                        "schema": {"title": "answer"},
                        "headers": {"X-Left": {"type": "integer"}},
                    }
                },
            },
            "put": {
                "operationId": "form",
                "parameters": [{"name": "field", "in": "formData", "type": "string"}],
            },
        }
    },
)

PLACES = {
    "#/components/schemas/Pet/properties/name/type": '"type": "string"',
    "#/components/parameters/Page/name": '"name": "page"',
    "#/components/securitySchemes/key/name": '"name": "K"',
    "#/paths/~1pets/post/parameters/0/name": '"name": "q"',
    "#/paths/~1pets/post/requestBody/content/application~1json/schema/title": '"title": "whole"',
    "#/paths/~1pets/post/responses/200/content/application~1json/schema/title": '"title": "answer"',
    "#/paths/~1pets/post/responses/200/headers/X-Left/schema/type": '"type": "integer"',
    "#/paths/~1pets/put/requestBody/content/application~1x-www-form-urlencoded"
    "/schema/properties/field/name": '"name": "field"',
}


@pytest.mark.parametrize("pointer", PLACES)
def test_a_place_of_2_0(pointer: str) -> None:
    loaded = clean(SWAGGER)
    line = loaded.document.file.line(loaded.locate(pointer).line)
    assert PLACES[pointer] in line


@pytest.mark.parametrize("pointer", ["", "#", "#/", "nonsense", "#/paths/9", "#/components/x/~2"])
def test_any_pointer_has_a_place(pointer: str) -> None:
    assert clean(SWAGGER).locate(pointer).file == "openapi.json"


def test_what_is_not_there_is_a_key_error() -> None:
    loaded = clean(SWAGGER)
    assert loaded.get("#/components/schemas/Pet") == loaded.get("/components/schemas/Pet")
    with pytest.raises(KeyError):
        loaded.get("#/components/schemas/Cat")
