"""Cases in the port's terms: what is called with what, what comes back, and what is told."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import UnsetType

from portwright_harness.cassette_checks import checks_of
from portwright_harness.config import Config
from portwright_harness.expected_values import expected_values
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import Case
from portwright_harness.plain_values import plain
from portwright_harness.port_inputs import InputError, typed
from portwright_harness.vendor import Vendor, load_vendor
from portwright_runtime import Money

ROOT = Path(__file__).parents[2]


class Size(StrEnum):
    SMALL = "small"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    sku: str
    price: Money
    size: Size | None = None


MOMENT = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)
PRICE = Money.of("12.50", "USD")


@pytest.mark.parametrize(
    ("value", "hint", "found"),
    [
        ("12.50 USD", Money, PRICE),
        ("12.50 USD", Money | None | UnsetType, PRICE),
        (None, Money | None | UnsetType, None),
        ("99.90", Decimal, Decimal("99.90")),
        ("2026-01-31T12:00:00+00:00", dt.datetime | None, MOMENT),
        ("PT0.25S", dt.timedelta, dt.timedelta(milliseconds=250)),
        ("small", Size, Size.SMALL),
        ("aGk=", bytes, b"hi"),
        (["1 USD"], Sequence[Money], [Money.of(1, "USD")]),
        ({"a": "1 USD"}, Mapping[str, Money], {"a": Money.of(1, "USD")}),
        ({"sku": "a", "price": "12.5 USD"}, Line, Line(sku="a", price=PRICE)),
        (
            [{"sku": "a", "price": "12.5 USD", "size": "small"}],
            tuple[Line, ...] | None,
            (Line(sku="a", price=PRICE, size=Size.SMALL),),
        ),
    ],
)
def test_inputs_have_the_types_of_the_method(value: object, hint: Any, found: object) -> None:
    assert typed(value, hint, "it") == found


@pytest.mark.parametrize(
    ("value", "hint", "told"),
    [
        ("12.50", Money, "it: no amount of money"),
        (1, Money | None, "it: no amount of money"),
        ("huge", Size, "it: Invalid enum value 'huge'"),
        ("x", Line, "it: expected an object for Line"),
        ({"sku": "a", "colour": "red"}, Line, "it: Line has no field `colour`"),
        ({"sku": "a"}, Line, "missing 1 required keyword-only argument: 'price'"),
        ([{"sku": "a", "price": "?"}], Sequence[Line], "it[0].price: no amount of money"),
        ({"a": 1}, Mapping[str, str], "it.a: Expected `str`, got `int`"),
    ],
)
def test_an_input_of_another_type_is_told_where_it_is(value: object, hint: Any, told: str) -> None:
    with pytest.raises(InputError) as caught:
        typed(value, hint, "it")
    assert told in str(caught.value)


RESULT = plain(
    [
        {
            "line": Line(sku="a", price=PRICE, size=Size.SMALL),
            "at": MOMENT,
            "day": dt.date(2026, 1, 31),
            "wait": dt.timedelta(seconds=30),
            "rate": Decimal("1.50"),
            "raw": b"hi",
            "tags": ("x", "y"),
        }
    ]
)


@pytest.mark.parametrize(
    ("path", "fits", "not_this"),
    [
        ("count", 1, 2),
        ("0.line.sku", "a", "b"),
        ("0.line.price", "12.5 USD", "12.50 EUR"),
        ("0.line.price", "12.50 USD", 12),
        ("0.line.size", "small", "SMALL"),
        ("0.at", "2026-01-31T13:00:00+01:00", "2026-01-31T12:00:01+00:00"),
        ("0.day", "2026-01-31", "2026-01-30"),
        ("0.wait", "PT30S", "PT31S"),
        ("0.rate", "1.5", "1.51"),
        ("0.rate", "1.50", "many"),
        ("0.raw", "aGk=", "aGE="),
        ("0.tags", ["x", "y"], ["y", "x"]),
        ("0.tags.count", 2, "2"),
        ("0.tags.1", "y", None),
    ],
)
def test_results_are_compared_in_the_port_s_terms(
    path: str, fits: object, not_this: object
) -> None:
    assert expected_values({path: fits}, RESULT) == []
    [problem] = expected_values({path: not_this}, RESULT)
    assert f"`{path}` should be {not_this!r}, not " in problem.text


def test_a_whole_result_can_be_expected_and_money_is_shown_as_text() -> None:
    assert expected_values({".": 3}, 3) == []
    [problem] = expected_values({".": "1.00 USD"}, PRICE)
    assert problem.text == "`.` should be '1.00 USD', not '12.50 USD'"


# Whole cases, through Stripe's adapter


@dataclass
class Stripe:
    """Stripe's cassettes in a folder of their own, and a case that is changed."""

    folder: Path
    vendor: Vendor

    def played(self, case: Case, level: str) -> Finding:
        manifest = msgspec.structs.replace(self.vendor.manifest, cases=(case,))
        vendor = Vendor(self.vendor.config, manifest)
        path = vendor.cassette(case.op, str(case.cassette))
        [check] = [check for check in checks_of(vendor, path) if check.level == level]
        return check.run()

    def case(self, op: str, cassette: str) -> Case:
        return next(
            case
            for case in self.vendor.manifest.cases
            if case.names(op, cassette) and case.is_of_port and not case.faults
        )

    def edit(self, op: str, cassette: str, old: str, new: str) -> None:
        path = self.vendor.cassette(op, cassette)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def stripe(tmp_path: Path) -> Stripe:
    shutil.copytree(ROOT / "cassettes/stripe", tmp_path / "stripe")
    config = Config(ROOT, ROOT / "generated", tmp_path)
    return Stripe(tmp_path, load_vendor(config, "stripe"))


def changed(case: Case, **changes: Any) -> Case:
    return msgspec.structs.replace(case, **changes)


def told(finding: Finding) -> str:
    return "\n".join(problem.text for problem in finding.problems)


@pytest.mark.parametrize("level", ["L1", "L1-vcr", "L3"])
def test_the_cases_pass_as_they_stand(stripe: Stripe, level: str) -> None:
    for op, cassette in [
        ("create_payment", "insufficient_funds"),
        ("list_payments", "three_pages"),
        ("update_customer", "cleared"),
    ]:
        assert stripe.played(stripe.case(op, cassette), level).problems == ()


@pytest.mark.parametrize("level", ["L1", "L1-vcr"])
@pytest.mark.parametrize(
    ("op", "cassette", "inputs"),
    [
        ("capture_payment", "part", {"payment_id": "pi_0109", "amount": "15.01 EUR"}),
        ("update_customer", "cleared", {"customer_id": "cus_0001", "name": None, "phone": None}),
        ("update_customer", "renamed", {"customer_id": "cus_bIxMoOTwxns6lN", "name": None}),
        ("list_payments", "three_pages", {"since": "2025-12-31T16:53:21+00:00"}),
    ],
)
def test_another_input_is_another_request(
    stripe: Stripe, op: str, cassette: str, inputs: dict[str, Any], level: str
) -> None:
    case = changed(stripe.case(op, cassette), with_=inputs)
    assert stripe.played(case, level).problems != ()


def test_the_caller_s_key_is_sent(stripe: Stripe) -> None:
    case = stripe.case("create_payment", "with_key")
    other = {**(case.with_ or {}), "$key": "order-18"}
    assert stripe.played(case, "L1").problems == ()
    finding = stripe.played(changed(case, with_=other), "L1")
    assert "- header idempotency-key = order-17" in " ".join(told(finding).split())


@pytest.mark.parametrize(
    ("inputs", "text"),
    [
        ({}, "the inputs lack `payment_id` of the port's get_payment"),
        ({"payment_id": "a", "at": 1}, "the port's get_payment has no input `at`"),
        ({"payment_id": 1}, "input payment_id: Expected `str`, got `int`"),
        ({"payment_id": "a", "$key": "k"}, "the port's get_payment has no input `key`"),
    ],
)
def test_inputs_that_the_port_does_not_take(
    stripe: Stripe, inputs: dict[str, Any], text: str
) -> None:
    case = changed(stripe.case("get_payment", "ok"), with_=inputs)
    finding = stripe.played(case, "L3")
    assert ([problem.kind for problem in finding.problems], text in told(finding)) == (
        ["inputs"],
        True,
    )


@pytest.mark.parametrize(
    ("op", "cassette", "old", "new", "text"),
    [
        (
            "get_payment",
            "ok",
            '"created": 1767225600',
            '"created": 1',
            "`created_at` should be '2026-01-01T00:00:00+00:00', not '1970-01-01 00:00:01+00:00'",
        ),
        ("get_payment", "ok", '"amount": 2000', '"amount": 2001', "not '20.01 EUR'"),
        ("get_payment", "ok", '"currency": "eur"', '"currency": "?"', "raised MappingFailed"),
        ("get_payment", "ok", '"status": "succeeded"', '"status": "new"', "raised MappingFailed"),
        ("get_payment", "ok", '"amount": 2000', '"amount": "2000"', "at $.amount"),
    ],
)
def test_what_the_mappings_make_is_compared(
    stripe: Stripe, op: str, cassette: str, old: str, new: str, text: str
) -> None:
    expect = {"amount": "20.00 EUR", "created_at": "2026-01-01T00:00:00+00:00"}
    case = changed(stripe.case(op, cassette), expect=expect)
    assert stripe.played(case, "L3").problems == ()
    stripe.edit(op, cassette, old, new)
    assert text in told(stripe.played(case, "L3"))
    assert stripe.played(case, "L1").problems == ()


def test_every_page_counts(stripe: Stripe) -> None:
    case = changed(stripe.case("list_payments", "three_pages"), expect={"count": 4})
    assert told(stripe.played(case, "L3")) == "`count` should be 4, not 5"
    stripe.edit("list_payments", "three_pages", '"has_more": false', '"has_more": true')
    assert "request 4 has no interaction" in told(stripe.played(case, "L1"))


def test_what_the_selection_has_is_counted_on_every_page(stripe: Stripe) -> None:
    finding = stripe.played(stripe.case("list_payments", "three_pages"), "L3")
    selected = stripe.vendor.operation("list_payments").selection.read
    assert "data.next_action.redirect_to_url.url" in selected
    assert (finding.selected or 0) >= 3 * len(selected)
    assert 0 < (finding.filled or 0) < (finding.selected or 0)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"raises": None}, "raised the port's Declined"),
        ({"raises": "Rejected"}, "should raise Rejected, not the port's Declined"),
        ({"raises": "StripeRejected"}, "should raise StripeRejected, not the port's Declined"),
        ({"expect": {"code": "lost_card"}}, "`code` should be 'lost_card', not 'insufficient_fund"),
        ({"expect": {"verdict": "x"}}, "`verdict` should be 'x', and there is no such field"),
    ],
)
def test_a_domain_error_is_told_by_its_class_and_fields(
    stripe: Stripe, changes: dict[str, Any], text: str
) -> None:
    case = changed(stripe.case("create_payment", "insufficient_funds"), **changes)
    assert text in told(stripe.played(case, "L3"))


def test_the_runtime_s_error_of_the_same_name_is_not_the_port_s(stripe: Stripe) -> None:
    """Of 422 no rule makes a domain error; the runtime's own class is called Rejected, too."""
    case = stripe.case("get_payment", "not_found")
    assert stripe.played(case, "L3").problems == ()
    stripe.edit("get_payment", "not_found", "code: 404", "code: 422")
    assert "should raise Rejected, not StripeRejected" in told(stripe.played(case, "L3"))


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, ""),
        ({"expect": {"requests": 2}}, "sent 3 requests, not 2"),
        ({"faults": ("402",), "expect": {}}, "raised the port's Declined"),
        ({"faults": ("402",), "expect": {}, "raises": "Declined"}, ""),
        ({"faults": ("ok",), "expect": {}, "raises": "Declined"}, "but returned"),
        ({"faults": ("402",), "expect": {}, "raises": "Rejected"}, "not the port's Declined"),
        ({"with_": {"order_id": "o-1"}}, "the inputs lack `amount`"),
    ],
)
def test_faults_are_met_through_the_adapter(
    stripe: Stripe, changes: dict[str, Any], text: str
) -> None:
    case = changed(
        stripe.case("create_payment", "ok"),
        faults=("timeout", "503", "ok"),
        expect={"requests": 3, "same_key": True},
    )
    finding = stripe.played(changed(case, **changes), "faults")
    assert text in told(finding)
    assert bool(finding.problems) is bool(text)


def test_a_case_of_a_vendor_without_an_adapter_cannot_be_played(stripe: Stripe) -> None:
    case = stripe.case("get_payment", "ok")
    bare = msgspec.structs.replace(stripe.vendor.manifest, adapter=None)
    without = Stripe(stripe.folder, Vendor(stripe.vendor.config, bare))
    assert "no adapter of stripe has an operation" in told(without.played(case, "L3"))


@pytest.mark.parametrize(
    ("value", "path", "wanted"),
    [
        pytest.param([1], "9" * 5000, 1, id="more digits than Python reads"),
        ([1], "²", 1),
        (dt.timedelta(1), ".", "a while"),
        (MOMENT, ".", "noon"),
        (b"hi", ".", "no base64"),
        (Decimal(1), ".", "one"),
    ],
)
def test_what_no_value_can_be_is_a_problem_and_no_crash(
    value: object, path: str, wanted: object
) -> None:
    [problem] = expected_values({path: wanted}, value)
    assert problem.kind == "expect"
