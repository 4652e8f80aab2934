"""What a team adds to the document by hand holds for the new one, and keeps nothing alive there."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright.build.diff import Diff, diff_spec
from portwright.diagnostics.model import Diagnostics

SPEC = """\
spec: 1
vendor: library
openapi: {document: openapi.yaml, additions: additions.yaml}
connection: {environments: {live: {base_url: "https://books.example"}}, auth: none}
operations:
  get_book: {call: getBook, send: [id], read: [title, labels.name]}
  get_shelf: {call: getShelf, read: [id]}
"""
DOCUMENT = """\
openapi: 3.1.0
info: {title: Library, version: "1"}
servers: [{url: "https://books.example"}]
paths:
  /books/{id}:
    get:
      operationId: getBook
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: ""
          content: {application/json: {schema: {$ref: "#/components/schemas/Book"}}}
components:
  schemas:
    Book:
      type: object
      properties:
        title: {type: string}
        labels: {type: array}
"""
ADDITIONS = """\
openapi: 3.1.0
info: {title: What the vendor's document leaves open, version: "1"}
paths:
  /books/{id}:
    get: {responses: {"404": {description: No such book.}}}
  /shelves:
    get:
      operationId: getShelf
      responses:
        "200":
          description: ""
          content:
            application/json: {schema: {type: object, properties: {id: {type: string}}}}
components:
  schemas:
    Book:
      properties:
        labels: {items: {type: object, properties: {name: {type: string}}}}
"""


def diff(folder: Path, new: str) -> Diff:
    for name, text in (
        ("integration.yaml", SPEC),
        ("openapi.yaml", DOCUMENT),
        ("additions.yaml", ADDITIONS),
        ("new.yaml", new),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    sink = Diagnostics()
    found = diff_spec(folder / "integration.yaml", folder / "new.yaml", sink)
    assert found is not None and not sink.has_errors, list(sink)
    return found


def test_the_same_document_has_the_same_additions(tmp_path: Path) -> None:
    assert diff(tmp_path, DOCUMENT).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "family"),
    [
        ("/books/{id}:", "/titles/{id}:", "operation-moved"),
        ("labels: {type: array}", "marks: {type: array}", "response-property-removed"),
    ],
)
def test_what_only_the_additions_speak_of_is_gone(
    tmp_path: Path, old: str, new: str, family: str
) -> None:
    findings = diff(tmp_path, DOCUMENT.replace(old, new)).findings
    assert [finding.change.family for finding in findings] == [family]


def test_what_the_vendor_takes_over_from_them_stays(tmp_path: Path) -> None:
    stated = "labels: {type: array, items: {type: object, properties: {name: {type: string}}}}"
    new = DOCUMENT.replace("labels: {type: array}", stated)
    assert diff(tmp_path, new).findings == ()
