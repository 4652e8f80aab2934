"""A manifest says of an operation of the port what its mappings read and fill."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.compiled import compile_folder

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://api.shop.example"}]
paths:
  /orders:
    get:
      operationId: listOrders
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema:
                properties:
                  page:
                    properties:
                      orders: {type: array, items: {$ref: "#/components/schemas/Order"}}
                  next: {type: string}
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: ""
          content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}
components:
  schemas:
    Order:
      required: [id, lines, state, main]
      properties:
        id: {type: string}
        state: {type: string}
        title: {type: string}
        alias: {type: string}
        unread: {type: string}
        lines: {type: array, items: {$ref: "#/components/schemas/Line"}}
        main: {$ref: "#/components/schemas/Line"}
        buyer: {oneOf: [{type: string}, {$ref: "#/components/schemas/Buyer"}]}
    Line:
      required: [sku]
      properties: {sku: {type: string}, kind: {type: string}, size: {type: string}}
    Buyer: {required: [id], properties: {id: {type: string}}}
"""
PORT = """\
port: OrdersPort
types:
  Line: {sku: id, size: string | null}
  Order:
    id: id
    state: string
    title: string | null
    buyer_id: id | null
    lines: list<Line>
    first: string | null
    main: Line
operations:
  get_order: {in: {id: id}, out: Order}
  list_orders: {out: stream<Order>}
"""
SPEC = """\
spec: 1
vendor: shop
port: shop.port.yaml
openapi: shop.yaml
connection: {auth: none}
mappings:
  line: {from: Line, to: Line, fields: {sku: sku, size: size}}
  order:
    from: Order
    to: Order
    fields:
      id: id
      state: {lookup: state, in: {o: open}, else: paid}
      title: {first_of: [title, alias]}
      buyer_id: {ref: buyer}
      lines: {each: lines, where: {kind: goods}, use: line}
      first: "lines[0].sku"
      main: {object: main, use: line}
operations:
  get_order: {call: getOrder, request: {id: id}, response: {use: order}}
  list_orders:
    call: listOrders
    response: {at: page, each: orders, use: order}
    paginate: {cursor: {param: after, from: next}, items: page.orders}
    read: [next]
  read_order: {call: getOrder, read: [unread]}
"""
READ = [
    *("alias", "buyer", "id", "lines.kind", "lines.size", "lines.sku"),
    *("main.size", "main.sku", "state", "title"),
]


@pytest.fixture
def operations(tmp_path: Path) -> dict[str, Any]:
    files = {"shop.yaml": DOCUMENT, "shop.port.yaml": PORT, "integration.yaml": SPEC}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = compile_folder(tmp_path)
    assert found.files, found.said
    manifest: dict[str, Any] = json.loads(found.files["manifest.json"])
    return {name: item["selection"] for name, item in manifest["operations"].items()}


def test_what_mappings_read_is_selected_down_through_lists_and_names(
    operations: dict[str, Any],
) -> None:
    assert operations["get_order"] == {"send": ["id"], "read": READ}


def test_items_of_pages_stand_where_the_answer_has_them(operations: dict[str, Any]) -> None:
    below = [f"page.orders.{path}" for path in READ]
    assert operations["list_orders"] == {"send": [], "read": ["next", *below]}


def test_an_operation_without_mappings_reads_what_it_says(operations: dict[str, Any]) -> None:
    assert operations["read_order"]["read"] == ["unread"]
