"""`vendor add` for a spec with a port: the slice holds what mappings and error rules go through."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.project import Project

DOCUMENT = """\
openapi: 3.0.3
info: {title: Shop, version: "7"}
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: ""
          content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}
        "409":
          description: ""
          content: {application/json: {schema: {$ref: "#/components/schemas/Fault"}}}
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: {type: string}
        buyer: {type: object, properties: {name: {type: string}}}
        seller: {type: object, properties: {name: {type: string}}}
    Fault:
      type: object
      properties:
        top:
          type: object
          properties:
            text: {type: string}
            deep: {$ref: "#/components/schemas/Deep"}
            other: {$ref: "#/components/schemas/Deep"}
    Deep: {type: object, properties: {code: {type: string}}}
"""
PORT = """\
port: OrdersPort
types: {Order: {id: id, buyer: string | null}}
errors: {Taken: {message: string}}
operations: {get_order: {in: {id: id}, out: Order, raises: [Taken]}}
"""
SPEC = """\
spec: 1
vendor: shop
port: ../ports/orders.port.yaml
openapi: openapi.json
connection:
  environments: {live: {base_url: "https://api.shop.example"}}
  auth: none
errors:
  rules: [{status: 409, body.top.deep.code: taken, then: {raise: Taken, message: top.text}}]
operations:
  get_order:
    call: getOrder
    request: {id: id}
    response: {fields: {id: id, buyer: buyer.name}}
"""


@pytest.fixture
def adapter(empty: Project) -> Project:
    empty.write("whole.yaml", DOCUMENT)
    empty.write("specs/ports/orders.port.yaml", PORT)
    empty.write("specs/shop/integration.yaml", SPEC)
    return empty


def schemas(project: Project) -> Any:
    document = json.loads((project.folder / "specs/shop/openapi.json").read_text("utf-8"))
    return document["components"]["schemas"]


def test_what_mappings_read_is_in_the_slice(adapter: Project) -> None:
    result = adapter.run("vendor", "add", "shop", "--openapi", "whole.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert set(schemas(adapter)["Order"]["properties"]) == {"id", "buyer"}
    assert adapter.run("check").output == "1 spec and 1 port checked, no errors\n"


def test_what_error_rules_go_through_is_in_the_slice(adapter: Project) -> None:
    adapter.run("vendor", "add", "shop", "--openapi", "whole.yaml")
    assert set(schemas(adapter)["Fault"]["properties"]["top"]["properties"]) == {"text", "deep"}


def test_rules_can_be_written_about_the_errors_of_a_fresh_slice(empty: Project) -> None:
    """`init` comes first, and the rules after it."""
    empty.write("whole.yaml", DOCUMENT)
    assert empty.run("init", "shop", "--openapi", "whole.yaml").exit_code == 0
    assert schemas(empty)["Fault"]["properties"]["top"]["properties"] == {
        "text": {"type": "string"}
    }
