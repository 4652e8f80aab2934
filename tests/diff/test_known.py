"""What a spec knows of what it uses: how, in which line, and which values it tells apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright.build.front import front
from portwright.diagnostics.model import Diagnostics
from portwright.diff.change import Change, How, Use
from portwright.diff.pair import Sides
from portwright.diff.used.judge import Judge
from portwright.diff.used.known import Known, first_of
from portwright.diff.used.known_spec import known_of
from portwright.diff.used.spot import Spot, spot_of
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction
from portwright.semantics.bound import Bound

STRIPE = Path(__file__).parents[2] / "specs/stripe/integration.yaml"
SEND, READ = Direction.SEND, Direction.READ


@pytest.fixture(scope="module")
def bound() -> Bound:
    sink = Diagnostics()
    fronted = front(STRIPE, sink)
    assert fronted is not None, [item.message for item in sink]
    return fronted.bound


@pytest.fixture(scope="module")
def known(bound: Bound) -> Known:
    return known_of(bound.spec)


PLACES = [
    ("create_refund", SEND, "amount", How.SENT, "send: [amount, charge"),
    ("refund", SEND, "reason", How.FILLED, "reason:"),
    ("create_payment", SEND, "confirm", How.CONSTANT, "confirm: {const: true}"),
    ("update_customer", SEND, "address.line1", How.FILLED, "line1: line1"),
    ("create_payment", SEND, "Idempotency-Key", How.KEY, "Idempotency-Key"),
    ("list_payments", SEND, "starting_after", How.PAGING, "starting_after"),
    ("get_refund", READ, "charge", How.READ, "- charge"),
    ("refund", READ, "status", How.MAPPED, "enum: status"),
    ("refund", READ, "currency", How.MAPPED, "currency: currency"),
    ("list_payments", READ, "data.status", How.MAPPED, "enum: status"),
    ("list_payments", READ, "has_more", How.PAGING, "has_more"),
    ("list_payments", READ, "data.id", How.MAPPED, "id: id"),
    ("refund", READ, "error.type", How.RULE, "body.error.type"),
    ("refund", READ, "error.code", How.RULE, "error.code"),
    ("create_customer", READ, "address.line1", How.MAPPED, "line1: {default: line1"),
    ("create_payment_intent", READ, "latest_charge.id", How.READ, "- latest_charge.id"),
]


@pytest.mark.parametrize(("operation", "direction", "path", "how", "written"), PLACES)
def test_a_value_leads_to_its_line(
    known: Known, operation: str, direction: Direction, path: str, how: How, written: str
) -> None:
    found = known.of(operation, failed=how is How.RULE)
    assert found is not None
    entry = first_of(found.at(direction, path))
    assert entry is not None and entry.span is not None
    assert entry.how is how
    assert written in STRIPE.read_text(encoding="utf-8").splitlines()[entry.span.line - 1]


def test_what_stands_around_a_value_tells_where_it_is_used(known: Known) -> None:
    """A field inside what is read whole, and one around what is read in it."""
    found = known.of("create_customer")
    assert found is not None
    inside = first_of(found.nearest(READ, "metadata.order_id"))
    around = first_of(found.nearest(READ, "tax"))
    assert inside is not None and inside.path == "metadata"
    assert around is not None and around.path == "tax.automatic_tax"
    assert found.nearest(READ, "object") == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("answer 200: currency", "read by a mapping"),
        ("answer 200: customer.name", "inside what is read by a mapping"),
        ("answer 200: next_action", "around what is read by a mapping"),
        ("answer 200: object", "decoded"),
        ("answer 402: error.code", "read by an error rule"),
        ("answer 402: currency", "decoded"),
        ("answer 402", "status handled"),
        ("answer 403", "read"),
        ("query intent", "filled by a mapping"),
        ("query nothing", "sent"),
    ],
)
def test_a_use_is_said_in_words(bound: Bound, known: Known, path: str, said: str) -> None:
    sides = Sides(bound.schemas, bound.schemas)
    change = Change("response-property-removed", Verdict.DEGRADED, "#/components/schemas/a")
    direction = SEND if path.startswith("query") else READ
    use = Judge(sides, known, {}, {}).judged(
        change, Use("get_payment", direction, path, change.verdict)
    )
    assert use.said == said
    assert use.span is not None
    assert use.is_direct is not said.startswith(("inside", "around", "decoded"))


def test_all_that_mappings_read_is_known(bound: Bound, known: Known) -> None:
    """The same paths as those that are read from the bound expressions."""
    assert bound.adapter is not None
    for item in bound.adapter.operations:
        operation = known.of(item.port.name)
        assert operation is not None
        mapped = next(it.read for it in bound.operations if it.name == item.port.name)
        assert [path for path in mapped if not operation.nearest(READ, path)] == []


def test_values_are_told_apart_where_a_mapping_names_them(known: Known) -> None:
    payment, refund = known.of("get_payment"), known.of("refund")
    assert payment is not None and refund is not None
    (closed,) = [it.words for it in payment.at(READ, "status") if it.words is not None]
    (open_,) = [it.words for it in refund.at(READ, "status") if it.words is not None]
    assert not closed.others and "requires_action" in closed.values
    assert open_.others and "failed" in open_.values


def test_a_header_of_the_connection_has_its_line(known: Known) -> None:
    assert known.headers.keys() == {"stripe-version", "stripe-account"}


@pytest.mark.parametrize(
    ("path", "spot"),
    [
        ("query limit", Spot("query", "limit")),
        ("query created: gte", Spot("query", "created.gte")),
        ("header X-Key", Spot("header", "X-Key")),
        ("body", Spot("body", "")),
        ("body: items[].price", Spot("body", "items[].price")),
        ("body: items: [].price", Spot("body", "items[].price")),
        ("answer 200", Spot("answer", "", "200")),
        ("answer 4XX: error.code", Spot("answer", "error.code", "4XX")),
    ],
)
def test_a_path_of_a_use_is_taken_apart(path: str, spot: Spot) -> None:
    assert spot_of(path) == spot


def test_names_are_as_a_spec_writes_them() -> None:
    assert spot_of("body: items: [].price").names == "items.price"
    assert spot_of("answer 200: rates{}.value").names == "rates.value"


@pytest.mark.parametrize(
    ("path", "needed", "verdict"),
    [
        ("answer 200: client_secret", False, Verdict.INFO),
        ("answer 200: client_secret", True, Verdict.BREAKS_MAPPING),
        ("answer 200: currency", False, Verdict.BREAKS_MAPPING),
        ("answer 200: customer.name", False, Verdict.BREAKS_MAPPING),
    ],
)
def test_a_field_that_the_type_has_for_others_is_missed_by_nobody(
    bound: Bound, known: Known, path: str, needed: bool, verdict: Verdict
) -> None:
    """Unless each answer has to have it."""
    place, worst = "#/components/schemas/a", Verdict.BREAKS_MAPPING
    change = Change("response-property-removed", worst, place, needed=needed)
    use = Use("get_payment", READ, path, change.verdict)
    judge = Judge(Sides(bound.schemas, bound.schemas), known, {}, {})
    assert judge.judged(change, use).verdict is verdict


def test_a_list_that_is_only_gone_through_is_no_use_of_all_that_is_in_it(known: Known) -> None:
    found = known.of("list_payments")
    assert found is not None
    assert found.nearest(READ, "data.object") == []
    assert [item.path for item in found.at(READ, "data")] != []
