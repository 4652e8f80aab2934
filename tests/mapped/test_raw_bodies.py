"""Bodies that are sent as they are: bytes or a text, whatever schema stands beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiled import Compiled, compile_folder

SPEC = """\
spec: 1
vendor: shop
openapi: openapi.yaml
port: shop.port.yaml
connection: {environments: {test: {base_url: "https://shop.example"}}, auth: none}
operations:
  put: {call: put, safety: unsafe, request: {REQUEST}}
"""
PORT = """\
port: ShopPort
types: {Thing: {name: string}}
operations:
  put: {in: {things: list<Thing>, thing: Thing, data: bytes, word: string}}
"""
DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /things:
    post:
      operationId: put
      requestBody: {required: true, content: {MEDIA: {schema: SCHEMA}}}
      responses: {"204": {description: ""}}
"""
SCHEMAS = [
    "{}",
    "{type: string}",
    "{type: object, properties: {name: {type: string}}}",
    "{type: array, items: {type: object, properties: {name: {type: string}}}}",
]


def compiled(folder: Path, media: str, schema: str, request: str) -> Compiled:
    (folder / "integration.yaml").write_text(SPEC.replace("REQUEST", request))
    (folder / "shop.port.yaml").write_text(PORT)
    document = DOCUMENT.replace("MEDIA", media).replace("SCHEMA", schema)
    (folder / "openapi.yaml").write_text(document)
    return compile_folder(folder)


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize(("media", "name"), [("image/png", "data"), ("text/plain", "word")])
def test_a_body_is_what_its_media_type_says(
    tmp_path: Path, media: str, name: str, schema: str
) -> None:
    found = compiled(tmp_path, media, schema, f"body: {name}")
    assert f"wire.put.request(body={name})" in found.files["requests.py"]


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("media", ["image/png", "text/plain"])
@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ("body: {each: things, fields: {name: name}}", "E0303"),
        ("body: {object: thing, fields: {name: name}}", "E0305"),
        ("body.name: word", "E0305"),
    ],
)
def test_no_object_and_no_list_is_sent_so(
    tmp_path: Path, media: str, schema: str, request_: str, code: str
) -> None:
    found = compiled(tmp_path, media, schema, request_)
    assert [item.code for item in found.sink if item.code[0] == "E"] == [code], found.said
