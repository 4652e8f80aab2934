"""Money, numbers, words and times: what mappers make of answers, and requests of inputs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from portwright_runtime import Money
from portwright_runtime.errors import ConfigurationError, MappingFailed
from tests.mapped.built import Talk, answered, asked, built

UTC = dt.UTC
PRICE = {
    "cents": 1250, "amount": 12.1, "text": "0.10", "currency": "usd", "closed": "isk",
    "weight": 0.1, "pieces": 3, "length": "2.500", "exact": "1.10", "box": {"volume": 0.30},
    "weights": [{"g": 1.1}, {"g": 2}], "maybe_cents": 99, "maybe_currency": "jpy",
}  # fmt: skip


def test_money_is_exact_and_has_the_exponents_of_its_vendor() -> None:
    price = answered("money", "get_price", PRICE, id="p")
    assert price.minor == Money.of("12.50", "USD")
    assert price.major == Money.of("12.1", "USD")
    assert price.spelled == Money.of("0.10", "EUR")
    # ISK has no decimal places in ISO 4217; this vendor says that it has two.
    assert price.fixed == price.of_closed == Money.of("12.50", "ISK")
    assert price.maybe == Money.of("99", "JPY")


def test_numbers_of_json_are_decimals_as_written() -> None:
    price = answered("money", "get_price", PRICE, id="p")
    assert (price.weight, price.deep) == (Decimal("0.1"), Decimal("0.30"))
    assert (price.pieces, price.length, price.exact) == (3, Decimal("2.500"), Decimal("1.10"))
    assert [item.weight for item in price.weights] == [Decimal("1.1"), Decimal(2)]
    assert all(type(item.weight) is Decimal for item in price.weights)
    assert price.half == Decimal("0.50")


def test_the_models_of_exact_numbers_are_decimals() -> None:
    fields = built("money").module("shop.models").Price.__annotations__
    assert fields["weight"] == fields["amount"] == "Decimal"
    assert fields["cents"] == "int"


@pytest.mark.parametrize("gone", ["maybe_cents", "maybe_currency"])
def test_money_without_an_amount_or_a_currency_is_none(gone: str) -> None:
    price = answered("money", "get_price", {**PRICE, gone: None}, id="p")
    assert price.maybe is None
    left = {name: value for name, value in PRICE.items() if name != gone}
    assert answered("money", "get_price", left, id="p").maybe is None


def test_money_that_there_is_not_is_told_with_its_operation() -> None:
    with pytest.raises(MappingFailed, match="zzz") as caught:
        answered("money", "get_price", {**PRICE, "currency": "zzz"}, id="p")
    assert caught.value.operation == "get_price"


def test_money_is_sent_in_every_way_that_vendors_take_it() -> None:
    prices = {"price": Money.of("12.50", "USD"), "discount": Money.of("1.5", "EUR")}
    sent = asked(
        "money", "put_price", id="a/b", weight=Decimal("1.25"), maybe_weight=Decimal("0.5"),
        pieces=Decimal(4), **prices,
    )  # fmt: skip
    assert (sent.method, sent.path) == ("PUT", "/prices/a%2Fb")
    assert sent.json == {
        "cents": 1250, "amount": 12.5, "text": "12.50", "currency": "usd", "upper": "USD",
        "closed": "usd", "maybe_cents": 150, "maybe_amount": 1.5, "maybe_text": "1.5",
        "maybe_currency": "eur", "maybe_closed": "eur", "weight": 1.25, "length": "1.25",
        "free": 1.25, "pieces": 4, "maybe_weight": 0.5, "maybe_length": "0.5",
    }  # fmt: skip


def test_null_amounts_are_left_out() -> None:
    sent = asked(
        "money", "put_price", id="p", price=Money.of("5", "ISK"), weight=Decimal(1),
        pieces=Decimal(1),
    )  # fmt: skip
    assert not [name for name in sent.json if name.startswith("maybe")]
    assert sent.json["cents"] == 500


@pytest.mark.parametrize(
    "wrong",
    [
        {"price": Money.of("1.005", "USD")},
        {"price": Money.of("1", "GBP")},
        {"pieces": Decimal("1.5")},
        {"weight": Decimal("1.2345")},
    ],
    ids=["half a cent", "no currency of the vendor's", "a piece and a half", "too many places"],
)
def test_what_the_vendor_cannot_be_sent_is_not_sent(wrong: Any) -> None:
    talk = Talk("money", (204, b""))
    given = {"price": Money.of("1", "USD"), "weight": Decimal(1), "pieces": Decimal(1), **wrong}
    with pytest.raises(ConfigurationError):
        talk.sync.put_price(id="p", **given)
    assert talk.count == 0


ORDER = {
    "state": "void", "kind": "gift", "free": "b", "level": 2, "closed_level": 1, "is_paid": True,
}  # fmt: skip


def test_words_become_members() -> None:
    state = built("words").port.State
    kind = built("words").port.Kind
    order = answered("words", "get_order", ORDER, id="o")
    assert (order.state, order.kind, order.plain, order.text) == (
        state.CLOSED, kind.GIFT, "void", "VOID",
    )  # fmt: skip
    assert (order.maybe_state, order.known_state) == (None, state.OPEN)
    assert (order.free, order.free_or_null) == (state.PAID, state.PAID)
    assert (order.level, order.closed_level) == (state.PAID, state.OPEN)
    assert (order.is_paid, order.maybe_paid, order.rank) == (state.PAID, state.CLOSED, 3)
    assert (order.flag, order.price) == (False, Decimal("9.99"))
    assert (order.always, order.nothing, order.number) == (state.PAID, None, 7)
    assert (order.words, order.states) == (("a", "b"), (state.OPEN, state.PAID))


def test_items_that_are_no_objects_are_mapped_one_by_one() -> None:
    port = built("words").port
    order = answered("words", "get_order", {**ORDER, "words": ["new", "x-y", "paid"]}, id="o")
    assert order.each_word == (port.State.OPEN, port.State.PAID)
    assert order.first_letters == ("new", "x", "paid")
    assert answered("words", "get_order", ORDER, id="o").each_word is None
    sent = asked(
        "words", "put_order", id="o", state=port.State.OPEN, same=port.Same.NEW, text="b",
        flag=True, count=2, ids=["1", "22"], texts=["a"], days=[dt.date(2024, 1, 2)],
    )  # fmt: skip
    assert [sent.json[name] for name in ("ids", "marked", "days")] == [
        [1, 22], ["#a"], ["2024-01-02"],
    ]  # fmt: skip


def test_words_that_the_map_does_not_list_are_else() -> None:
    case = built("words")
    strange = {"kind": "sale", "free": "yes", "maybe_free": "z", "level": 9}
    order = answered("words", "get_order", {**ORDER, **strange}, id="o")
    assert (order.kind, order.free, order.flag) == (
        case.port.Kind.PLAIN,
        case.port.State.CLOSED,
        True,
    )
    assert (order.free_or_null, order.level) == (case.port.State.CLOSED, case.port.State.CLOSED)


@pytest.mark.parametrize("new", [{"state": "lost"}, {"maybe_state": "lost"}, {"closed_level": 3}])
def test_a_new_word_where_all_were_listed_fails(new: Any) -> None:
    with pytest.raises(MappingFailed, match=r"lost|3"):
        answered("words", "get_order", {**ORDER, **new}, id="o")


def test_members_become_words() -> None:
    port = built("words").port
    sent = asked(
        "words", "put_order", id="o", state=port.State.CLOSED, same=port.Same.PAID, text="a",
        flag=False, count=1, sames=[port.Same.NEW, port.Same.PAID],
    )  # fmt: skip
    assert sent.json == {
        "state": "void", "kept_state": "new", "free": "x", "same": "paid", "level": 3,
        "sames": ["new", "paid"], "closed_level": 2, "is_paid": False, "from_text": 1,
        "from_bool": "N", "from_int": "one", "always": True, "numbers": [1, 2], "number": 0.5,
        "text": "007", "words": ["new", "paid"],
    }  # fmt: skip


def test_null_members_are_left_out_and_others_are_sent() -> None:
    port = built("words").port
    sent = asked(
        "words", "put_order", id="o", state=port.State.OPEN, same=port.Same.NEW, text="b",
        flag=True, count=2, maybe_state=port.State.PAID,
    )  # fmt: skip
    assert (sent.json["maybe_state"], sent.json["kept_state"]) == ("paid", "paid")
    assert (sent.json["maybe_level"], sent.json["from_int"], sent.json["from_text"]) == (
        2,
        "many",
        0,
    )


TIMES = {
    "unix_s": 1_700_000_000, "text": "1700000000", "unix_ms": 1_700_000_000_250,
    "fraction": 1_700_000_000.5, "iso": "2023-11-14T22:13:20+01:00",
    "odata": "/Date(1700000000000+0060)/", "utc": "2023-11-14 22:13:20",
    "local": "2023-07-01T12:00:00", "date": "2023-11-14",
}  # fmt: skip
MOMENT = dt.datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_times_of_every_format_are_read() -> None:
    times = answered("times", "get_times", TIMES)
    assert times.unix_s == times.unix_s_text == times.odata == times.utc_text == MOMENT
    assert times.unix_ms == MOMENT + dt.timedelta(milliseconds=250)
    assert times.unix_fraction == MOMENT + dt.timedelta(milliseconds=500)
    assert times.iso8601 == MOMENT - dt.timedelta(hours=1)
    # Summer time in Los Angeles is seven hours behind.
    assert times.local == dt.datetime(2023, 7, 1, 19, tzinfo=UTC)
    assert times.date == dt.date(2023, 11, 14)
    assert (times.maybe, times.maybe_local, times.maybe_date) == (None, None, None)


def test_times_that_are_there_at_times_are_read_then() -> None:
    some = {"at": "2023-11-14T22:13:20Z", "local": "2023-11-14T23:13:20", "on": "2023-11-14"}
    times = answered("times", "get_times", {**TIMES, "maybe": some})
    assert times.maybe == times.maybe_local == MOMENT
    assert times.maybe_date == dt.date(2023, 11, 14)
    assert answered("times", "get_times", {**TIMES, "maybe": {}}).maybe_date is None


def test_times_of_every_format_are_sent() -> None:
    day = dt.date(2023, 11, 14)
    sent = asked("times", "put_times", at=MOMENT, on=day, maybe=MOMENT, maybe_on=day)
    assert sent.json == {
        "unix_s": 1_700_000_000, "unix_ms": 1_700_000_000_000, "unix_s_text": "1700000000",
        "unix_ms_text": "1700000000000", "iso8601": "2023-11-14T22:13:20Z",
        "odata": "/Date(1700000000000)/", "utc_text": "2023-11-14 22:13:20",
        "local": "2023-11-14T14:13:20", "date": "2023-11-14", "maybe": "2023-11-14T22:13:20Z",
        "maybe_unix": 1_700_000_000, "maybe_text": "1700000000",
        "maybe_local": "2023-11-14T23:13:20", "maybe_date": "2023-11-14",
    }  # fmt: skip
    bare = asked("times", "put_times", at=MOMENT, on=day)
    assert not [name for name in bare.json if name.startswith("maybe")]
