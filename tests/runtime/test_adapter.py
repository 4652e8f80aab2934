"""What generated adapters use: errors of a port, streams, options of a call."""

import itertools
import json
import pickle
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from typing import Any

import pytest

from portwright_runtime import CallOptions, Headers, Outcome, Rules, Verdict, WireResponse, adapter
from portwright_runtime.adapter import error_text, keyed, options, raising
from portwright_runtime.errors import (
    ConfigurationError,
    MappingFailed,
    NotFound,
    Rejected,
    Unavailable,
    VendorError,
)
from tests.runtime.catalogue import Catalogue, SyncCatalogue
from tests.runtime.doubles import Rig, Wire, answer

KINDS = (Catalogue, SyncCatalogue)
DECLINED = Verdict(Outcome.REJECTED, raises="Declined")


def page(*ids: str, more: bool) -> WireResponse:
    return answer(body=json.dumps({"data": [{"id": one} for one in ids], "has_more": more}))


FIRST, LAST = page("a", "b", more=True), page("c", "d", more=False)


class Declined(Exception):
    """An error of a port."""

    def __init__(self, code: str | None) -> None:
        super().__init__(code)
        self.code = code


def declined(error: VendorError) -> Declined:
    return Declined(error_text(error, "error", "code"))


def vendor_error(body: str = "{}", verdict: Verdict | None = DECLINED) -> VendorError:
    error = Rejected("create_refund", status=402, headers=Headers(), body=body)
    error.verdict = verdict
    return error


def raised(error: Exception, errors: Mapping[str, Callable[..., Any]] | None = None) -> Any:
    """What comes out of `raising` when an error goes in."""
    with (
        pytest.raises(Exception) as caught,
        raising("refund", {"Declined": declined} if errors is None else errors),
    ):
        raise error
    return caught.value


class TestRaising:
    def test_the_errors_of_a_port_are_raised_from_the_vendor_s(self) -> None:
        cause = vendor_error('{"error": {"code": "card_declined"}}')
        error = raised(cause)
        assert isinstance(error, Declined) and error.code == "card_declined"
        assert error.__cause__ is cause

    @pytest.mark.parametrize(
        "verdict", [None, Verdict(Outcome.REJECTED), replace(DECLINED, raises="X")]
    )
    def test_others_stay_the_vendor_s(self, verdict: Verdict | None) -> None:
        error = vendor_error(verdict=verdict)
        assert raised(error) is error and error.__cause__ is None
        assert raised(vendor_error(), {}).verdict == DECLINED

    def test_a_builder_may_decline(self) -> None:
        def unreadable(error: VendorError) -> Exception:
            raise MappingFailed("no code")

        for build in (lambda error: None, unreadable):
            error = vendor_error()
            assert raised(error, {"Declined": build}) is error

    def test_a_fault_in_a_builder_is_not_hidden(self) -> None:
        def faulty(error: VendorError) -> Exception:
            raise KeyError("x")

        assert isinstance(raised(vendor_error(), {"Declined": faulty}), KeyError)

    def test_a_failed_mapping_is_told_its_operation(self) -> None:
        error = raised(MappingFailed("no number: 'x'"))
        assert (error.operation, str(error)) == ("refund", "refund: no number: 'x'")
        inner = MappingFailed("no number")
        inner.operation = "inner"
        assert raised(inner).operation == "inner"

    def test_nothing_is_swallowed_and_nothing_kept(self) -> None:
        same = raising("refund")
        for error in (ValueError("x"), KeyboardInterrupt(), GeneratorExit()):
            with pytest.raises(type(error)), same, same:
                raise error
        with same:
            pass
        assert not hasattr(same, "__dict__")

    def test_a_rule_s_word_comes_through_a_call(self, rig: Rig) -> None:
        rules = Rules(judge=lambda status, headers, body: DECLINED if status == 402 else None)
        client = rig.client(Wire(answer(402, '{"error": {"code": "no_money"}}')))
        bound = client.create_refund
        definition = copy(bound._definition)
        definition.spec = replace(bound.spec, classify=rules)
        method = type(bound)(definition, client)
        with pytest.raises(Declined) as caught, raising("refund", {"Declined": declined}):
            rig.call(method, amount=5)
        assert caught.value.code == "no_money"
        cause = caught.value.__cause__
        assert isinstance(cause, VendorError) and cause.verdict == DECLINED
        assert pickle.loads(pickle.dumps(cause)).verdict == DECLINED


def upper(thing: Any) -> str:
    if thing.id == "bad":
        raise MappingFailed("no meaning")
    return str(thing.id).upper()


def kind_of(rig: Rig) -> Any:
    return adapter.SyncStream if rig.kind == "sync" else adapter.AsyncStream


def stream(rig: Rig, wire: Wire, **more: Any) -> Any:
    items = rig.client(wire, KINDS).list_things.items()
    return kind_of(rig)(items, upper, raising("list"), **more)


def ended(rig: Rig, found: Any, kind: type[Exception]) -> tuple[list[str], Any]:
    """What a stream gives until it fails, and the error."""
    got = []
    with pytest.raises(kind) as caught:
        for one in rig.steps(found):
            got.append(one)
    return got, caught.value


class TestStreams:
    def test_items_are_mapped(self, rig: Rig) -> None:
        found = stream(rig, Wire(FIRST, LAST))
        assert isinstance(found, Iterator if rig.kind == "sync" else AsyncIterator)
        assert list(rig.steps(found)) == ["A", "B", "C", "D"]
        assert list(rig.steps(found)) == []

    def test_some_are_left_out(self, rig: Rig) -> None:
        found = stream(rig, Wire(FIRST, LAST), where=lambda thing: thing.id in ("b", "d"))
        assert list(rig.steps(found)) == ["B", "D"]

    def test_nothing_is_asked_for_before_it_is_needed(self, rig: Rig) -> None:
        wire = Wire(FIRST, LAST)
        found = stream(rig, wire)
        assert wire.sent == []
        assert list(itertools.islice(rig.steps(found), 2)) == ["A", "B"] and len(wire.sent) == 1

    def test_errors_come_where_they_happen(self, rig: Rig) -> None:
        found = stream(rig, Wire(FIRST, answer(404, "{}")))
        assert ended(rig, found, NotFound)[0] == ["A", "B"]

    def test_the_errors_of_a_port_come_from_any_page(self, rig: Rig) -> None:
        rules = Rules(judge=lambda status, headers, body: DECLINED if status == 404 else None)
        wire = Wire(FIRST, answer(404, '{"error": {"code": "gone"}}'))
        bound = rig.client(wire, KINDS).list_things
        definition = copy(bound._definition)
        definition.spec = replace(bound.spec, classify=rules)
        items = type(bound)(definition, bound._client).items()
        errors = raising("list", {"Declined": declined})
        got, error = ended(rig, kind_of(rig)(items, upper, errors), Declined)
        assert got == ["A", "B"] and error.code == "gone"
        assert isinstance(error.__cause__, VendorError) and error.__cause__.status == 404

    def test_what_cannot_be_mapped_is_told_and_the_next_comes(self, rig: Rig) -> None:
        found = stream(rig, Wire(page("a", "bad", "c", more=False)))
        got, error = ended(rig, found, MappingFailed)
        assert (got, str(error)) == (["A"], "list: no meaning")
        assert list(rig.steps(found)) == ["C"]

    def test_a_page_that_failed_is_asked_for_again(self, rig: Rig) -> None:
        found = stream(rig, Wire(FIRST, *[answer(503, "{}") for _ in range(3)], LAST))
        assert ended(rig, found, Unavailable)[0] == ["A", "B"]
        assert list(rig.steps(found)) == ["C", "D"]


def test_options_say_only_what_is_there() -> None:
    assert keyed(None) is None is options() is options(headers={"If-Match": None})
    assert keyed("k") == CallOptions(key="k") == options("k") == options("k", {"If-Match": None})
    assert options(headers={"If-Match": '"1"', "X": None}) == CallOptions(
        headers={"If-Match": '"1"'}
    )
    with pytest.raises(ConfigurationError):
        keyed(5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "steps", "text"),
    [
        ('{"error": {"code": "x"}}', ("error", "code"), "x"),
        ('[{"fields": ["Name"]}]', (0, "fields", 0), "Name"),
        ('{"errors": [{"a": 1}, {"code": 5010}]}', ("errors", "*", "code"), "5010"),
        ('{"a": true}', ("a",), "true"),
        ('{"a": 1.0}', ("a",), "1"),
        ('{"a": null}', ("a",), None),
        ('{"a": {}}', ("a",), None),
        ('{"a": "x"}', ("b",), None),
        ('{"a": "x"}', ("a", "b"), None),
        ("[]", (0,), None),
        ("<html>", ("a",), None),
        ("", ("a",), None),
        ('{"a": "\ud800"}', ("a",), "?"),
    ],
)
def test_text_of_an_error(body: str, steps: tuple[str | int, ...], text: str | None) -> None:
    assert error_text(vendor_error(body), *steps) == text
