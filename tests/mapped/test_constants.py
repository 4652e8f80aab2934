"""Constants of a mapping: what is written becomes exactly that value, or is refused."""

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
  find: {call: find, request: {FIELD: VALUE}}
"""
PORT = """\
port: ShopPort
operations:
  find: {}
"""
DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /things:
    get:
      operationId: find
      parameters:
        - {name: number, in: query, schema: {type: number}}
        - {name: whole, in: query, schema: {type: integer}}
        - {name: q, in: query, schema: {type: string}}
      responses: {"204": {description: ""}}
"""


def compiled(folder: Path, field: str, value: str) -> Compiled:
    (folder / "integration.yaml").write_text(SPEC.replace("FIELD", field).replace("VALUE", value))
    (folder / "shop.port.yaml").write_text(PORT)
    (folder / "openapi.yaml").write_text(DOCUMENT)
    return compile_folder(folder)


def request(folder: Path, field: str, value: str) -> str:
    """The call that makes the request, in one line."""
    found = compiled(folder, field, value)
    assert found.files, found.said
    return " ".join(found.files["requests.py"].split("return ")[-1].split())


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("number", "1e999"),
        ("number", "-1e999"),
        ("number", ".inf"),
        ("number", "nan"),
        ("number", "1_000"),
        ("number", "١"),
        ("whole", "1_000"),
        ("whole", "١"),
        ("whole", "1e3"),
        ("whole", "9" * 5000),
    ],
)
def test_a_constant_that_is_no_such_number(tmp_path: Path, field: str, text: str) -> None:
    found = compiled(tmp_path, field, f"{{const: {text}}}")
    assert [item.code for item in found.sink] == ["E0329"]


@pytest.mark.parametrize(
    ("field", "text", "python"),
    [
        ("number", "1e3", "1000.0"),
        ("number", "-.5", "-0.5"),
        ("number", "5.", "5.0"),
        ("whole", "-007", "-7"),
        ("whole", "+5", "5"),
    ],
)
def test_a_constant_that_is_one(tmp_path: Path, field: str, text: str, python: str) -> None:
    found = request(tmp_path, field, f"{{const: {text}}}")
    assert found == f"wire.find.request({field}={python})"


CLAUSES = [
    ("eq", "1.50", 'Decimal("1.50")'),
    ("eq", "-5", "-5"),
    ("eq", "--5", '"--5"'),
    ("eq", "1_0", '"1_0"'),
    ("eq", '"1"', '"1"'),
    ("eq", "true", "True"),
    ("contains", "5", '"5"'),
    ("is_null", "false", "False"),
]


@pytest.mark.parametrize(("operator", "text", "python"), CLAUSES)
def test_a_constant_of_a_query(tmp_path: Path, operator: str, text: str, python: str) -> None:
    filter = f"{{filter: {{version: v4, where: {{Name: {{{operator}: {{const: {text}}}}}}}}}}}"
    found = request(tmp_path, "q", filter)
    assert f'Clause("Name", "{operator}", {python})' in found


@pytest.mark.parametrize("text", ["yes", "1", '"true"'])
def test_whether_it_is_null_is_true_or_false(tmp_path: Path, text: str) -> None:
    filter = f"{{filter: {{version: v4, where: {{Name: {{is_null: {{const: {text}}}}}}}}}}}"
    assert [item.code for item in compiled(tmp_path, "q", filter).sink] == ["E0329"]
