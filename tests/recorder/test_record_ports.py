"""Cases in the port's terms: the adapter is called, page after page, and domain errors are asked
for by their names."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from portwright_harness.recorder.plan import Wish, make_plan
from portwright_harness.recorder.problem import RecordingFailedError, RecordingRefusedError
from portwright_harness.vendor import Vendor
from tests.cli.project import Project
from tests.recorder.shop import TOKEN, Shop, compiled
from tests.recorder.vendor import Answer, serving

PORT = """\
port: OrdersPort
types: {Order: {id: id, buyer: string | null}}
errors: {Taken: {message: string}}
operations:
  get_order: {in: {id: id}, out: Order, raises: [Taken]}
  find_order: {in: {id: id}, out: Order | null}
  list_orders: {in: {}, out: stream<Order>}
"""
SPEC = """\
spec: 1
vendor: shop
port: ../ports/orders.port.yaml
openapi: openapi.yaml
connection:
  secrets: [token]
  base_url: "URL"
  auth: {api_key: {query: key, secret: token}}
errors:
  rules: [{status: 409, then: {raise: Taken, message: text}}]
operations:
  get_order:
    call: getOrder
    safety: read
    request: {id: id}
    response: {fields: {id: id, buyer: buyer}}
  find_order:
    call: getOrder
    safety: read
    request: {id: id}
    response: {fields: {id: id, buyer: buyer}, null_on: not_found}
  list_orders:
    call: listOrders
    safety: read
    request: {limit: {const: 2}}
    response: {each: data, fields: {id: id, buyer: buyer}}
    paginate: {cursor: {param: after, from_last: id}, more: more}
tests:
  cases:
    - {op: get_order, cassette: ok, with: {id: o-1}, expect: {id: o-1, buyer: Ada}}
    - {op: get_order, cassette: taken, with: {id: o-2}, raises: Taken, expect: {message: Gone}}
    - {op: find_order, cassette: ok, with: {id: o-1}}
    - {op: find_order, cassette: none, with: {id: o-9}, expect: {.: null}}
    - {op: list_orders, cassette: pages, wire: {}, pages: 2, expect: {count: 2, 1.data.0.id: o-2}}
    - {op: list_orders, cassette: short, wire: {}, pages: 9, expect: {count: 1}}
    - {op: list_orders, cassette: three_pages, expect: {count: 3, 2.id: o-3}}
"""
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
          content:
            application/json: {schema: {type: object, properties: {text: {type: string}}}}
  /orders:
    get:
      operationId: listOrders
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: after, in: query, schema: {type: string}}
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema:
                type: object
                required: [data, more]
                properties:
                  more: {type: boolean}
                  data: {type: array, items: {$ref: "#/components/schemas/Order"}}
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties: {id: {type: string}, buyer: {type: string}}
"""


@pytest.fixture(scope="module")
def ported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with pytest.MonkeyPatch.context() as patch, serving() as vendor:
        patch.setattr(sys, "path", [*sys.path])
        project = Project(tmp_path_factory.mktemp("ported"))
        project.write("specs/ports/orders.port.yaml", PORT)
        yield compiled(project, vendor, SPEC, DOCUMENT, {"SHOP_TOKEN": TOKEN})


@pytest.fixture
def shop(ported: Shop) -> Shop:
    ported.vendor.asked.clear()
    return ported


def answer(value: object, status: int = 200) -> Answer:
    return Answer(json.dumps(value).encode(), status)


def page(number: int, *, more: bool) -> Answer:
    return answer({"data": [{"id": f"o-{number}", "buyer": "Ada"}], "more": more})


def record(shop: Shop, case: str) -> None:
    shop.record(case, environment=None, allow_production=True, refresh=True)
    assert TOKEN not in shop.text(case) and shop.problems() == []


def test_the_adapter_is_called(shop: Shop) -> None:
    shop.vendor.answers = [answer({"id": "o-1", "buyer": "Ada"})]
    record(shop, "get_order/ok")
    [exchange] = shop.loaded("get_order/ok")["interactions"]
    assert exchange["request"]["uri"] == f"{shop.vendor.url}/orders/o-1?key=REDACTED"


def test_what_the_port_made_of_it_is_its_snapshot_unless_there_is_one(shop: Shop) -> None:
    snapshot = shop.project.folder / "cassettes/shop/get_order/ok.snapshot.yaml"
    shop.vendor.answers = [answer({"id": "o-1", "buyer": "Ada"})]
    snapshot.unlink(missing_ok=True)
    record(shop, "get_order/ok")
    right = snapshot.read_text("utf-8")
    assert "Ada" in right
    snapshot.write_text("!Order {buyer: Eve}\n", encoding="utf-8")
    shop.vendor.answers = [answer({"id": "o-1", "buyer": "Ada"})]
    shop.record("get_order/ok", environment=None, allow_production=True, refresh=True)
    assert "Eve" in snapshot.read_text("utf-8")
    assert any("the result is not the one of" in str(problem) for problem in shop.problems())
    snapshot.write_text(right, encoding="utf-8")


def test_all_pages_are_recorded(shop: Shop) -> None:
    shop.vendor.answers = [page(1, more=True), page(2, more=True), page(3, more=False)]
    record(shop, "list_orders/three_pages")
    uris = [one["request"]["uri"] for one in shop.loaded("list_orders/three_pages")["interactions"]]
    assert [uri.partition("after=")[2][:3] for uri in uris] == ["", "o-1", "o-2"]


def test_a_page_that_fails_is_no_recording(shop: Shop) -> None:
    shop.vendor.answers = [page(1, more=True), answer({}, 503), page(3, more=False)]
    with pytest.raises(RecordingFailedError, match="answer 2 of 3 was 503"):
        record(shop, "list_orders/three_pages")


def test_pages_are_recorded_in_the_vendors_terms_where_the_case_asks_for_them(shop: Shop) -> None:
    shop.vendor.answers = [page(1, more=True), page(2, more=True)]
    record(shop, "list_orders/pages")
    assert len(shop.loaded("list_orders/pages")["interactions"]) == len(shop.vendor.asked) == 2
    shop.vendor.answers = [page(1, more=False)]
    record(shop, "list_orders/short")
    assert len(shop.loaded("list_orders/short")["interactions"]) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"id": "o-2"', '"id": "o-3"', "`1.data.0.id` should be 'o-2'"),
        ('"id": "o-2"', '"id": 2', "$.data[0].id: should be string"),
        ('"more": true', '"more": false', "interaction 2 of 2 was not played"),
        ("after=o-1", "after=o-0", "+ query      after = o-1"),
    ],
)
def test_every_page_is_looked_at(shop: Shop, old: str, new: str, said: str) -> None:
    shop.vendor.answers = [page(1, more=True), page(2, more=True)]
    record(shop, "list_orders/pages")
    path = shop.project.folder / "cassettes/shop/list_orders/pages.yaml"
    whole = path.read_text("utf-8")
    assert old in whole
    path.write_text(whole.replace(old, new), "utf-8")
    found = "\n".join(shop.problems())
    path.write_text(whole, "utf-8")
    assert said in found


def test_a_domain_error_that_the_case_asks_for(shop: Shop) -> None:
    shop.vendor.answers = [answer({"text": "Gone"}, 409)]
    record(shop, "get_order/taken")


def test_a_domain_error_that_it_does_not_ask_for(shop: Shop) -> None:
    shop.vendor.answers = [answer({"text": "Gone"}, 409)]
    with pytest.raises(RecordingFailedError, match="raised the port's Taken"):
        record(shop, "get_order/ok")


def test_an_error_that_is_null_in_the_port_is_recorded_where_the_case_asks_for_null(
    shop: Shop,
) -> None:
    shop.vendor.answers = [answer({}, 404)]
    record(shop, "find_order/none")
    assert shop.text("find_order/none.snapshot") == "null\n"


def test_an_error_that_is_null_in_the_port_may_be_chance(shop: Shop) -> None:
    shop.vendor.answers = [answer({}, 404)]
    with pytest.raises(RecordingFailedError, match=r"about it says `expect: \{\.: null\}`"):
        record(shop, "find_order/ok")


def test_a_result_that_is_not_what_the_case_expects(shop: Shop) -> None:
    shop.vendor.answers = [answer({"id": "o-1", "buyer": "Bob"})]
    with pytest.raises(RecordingFailedError, match=r"\[L3\].*Bob"):
        record(shop, "get_order/ok")


def test_the_only_address_of_a_vendor_is_production(shop: Shop) -> None:
    with pytest.raises(RecordingRefusedError, match="`live` is production"):
        shop.plan("get_order/ok", None)
    assert shop.plan("get_order/ok", None, allow_production=True, refresh=True).source == "live"


def test_without_environments_calls_may_have_real_effects(shop: Shop) -> None:
    vendor = shop.plan("get_order/ok", None, allow_production=True, refresh=True).vendor
    connection = replace(vendor.manifest.connection, environments={})
    unnamed = Vendor(vendor.config, replace(vendor.manifest, connection=connection))
    with pytest.raises(RecordingRefusedError, match="the spec declares no environment"):
        make_plan(unnamed, Wish("get_order/ok", refresh=True))
    plan = make_plan(unnamed, Wish("get_order/ok", allow_production=True, refresh=True))
    assert (plan.source, plan.environment) == ("live", None)
