"""Arguments that no request can carry are ConfigurationErrors, and nothing is sent."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from portwright_runtime import UNSET, CallOptions
from portwright_runtime.codec.form import encode_form
from portwright_runtime.codec.json import encode_json
from portwright_runtime.codec.path import fill_path
from portwright_runtime.codec.query import QueryStyle, encode_query
from portwright_runtime.codec.scalar import scalar_texts
from portwright_runtime.errors import ConfigurationError, PortwrightError
from tests.runtime.doubles import Rig, Wire, answer, fields_of

FRAMING = [
    *("Connection", "Content-Length", "Expect", "Host", "Keep-Alive", "Proxy-Connection"),
    *("TE", "Trailer", "Transfer-Encoding", "Upgrade"),
]


class TestFraming:
    @pytest.mark.parametrize("name", [*FRAMING, *(name.upper() for name in FRAMING)])
    def test_is_not_the_callers(self, rig: Rig, name: str) -> None:
        client = rig.client(wire := Wire())
        with pytest.raises(ConfigurationError, match=name):
            rig.call(client.create_refund, amount=5, options=CallOptions(headers={name: "1"}))
        assert wire.sent == []

    def test_nor_the_connections(self, rig: Rig) -> None:
        rig.account.headers = {"Transfer-Encoding": "chunked"}
        client = rig.client(wire := Wire())
        with pytest.raises(ConfigurationError, match="Transfer-Encoding"):
            rig.call(client.create_refund, amount=5)
        assert wire.sent == []

    def test_is_not_asked_to_be_left_out_either(self, rig: Rig) -> None:
        with pytest.raises(ConfigurationError):
            rig.call(
                rig.client(Wire()).create_refund,
                amount=5,
                options=CallOptions(headers={"Content-Length": None}),
            )

    def test_other_fields_pass(self, rig: Rig) -> None:
        client = rig.client(wire := Wire(answer()))
        rig.call(client.create_refund, amount=5, options=CallOptions(headers={"X-Host": "1"}))
        assert fields_of(wire.sent[0])["X-Host"] == "1"


OPTIONS: list[tuple[str, Callable[[], Any]]] = [
    ("deadline", lambda: CallOptions(deadline=math.nan)),
    ("deadline", lambda: CallOptions(deadline=math.inf)),
    ("deadline", lambda: CallOptions(deadline="5")),  # type: ignore[arg-type]
    ("deadline", lambda: CallOptions(deadline=True)),
    ("deadline", lambda: CallOptions(deadline=1e12)),
    ("headers", lambda: CallOptions(headers={1: "x"})),  # type: ignore[dict-item]
    ("headers", lambda: CallOptions(headers={"x": 1})),  # type: ignore[dict-item]
    ("headers", lambda: CallOptions(headers=[("a", "b")])),  # type: ignore[arg-type]
    ("key", lambda: CallOptions(key=7)),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("field", "make"), OPTIONS)
def test_options_that_mean_nothing_are_refused_by_name(field: str, make: Callable[[], Any]) -> None:
    with pytest.raises(ConfigurationError, match=rf"^{field}: "):
        make()


def test_time_that_is_over_is_time_all_the_same(rig: Rig) -> None:
    """A caller passes on what is left of its own time."""
    client = rig.client(wire := Wire())
    with pytest.raises(PortwrightError) as caught:
        rig.call(client.create_refund, amount=5, options=CallOptions(deadline=-1.0))
    assert type(caught.value).__name__ == "DeadlineExceeded" and wire.sent == []


class TestForms:
    def test_null_is_left_out_at_every_depth(self) -> None:
        fields = {"a": None, "b": {"c": None, "d": 1}, "e": [None, {"f": None}], "g": UNSET}
        assert encode_form(fields, "[]") == b"b%5Bd%5D=1"

    def test_elements_are_numbered_without_the_nulls(self) -> None:
        assert encode_form({"d": [None, 1, None, 2]}, "[0]") == b"d%5B0%5D=1&d%5B1%5D=2"

    def test_an_empty_text_clears(self) -> None:
        assert encode_form({"a": ""}, "[]") == b"a="

    def test_a_tuple_is_a_list(self) -> None:
        for arrays in ("[]", "[0]", ""):
            assert encode_form({"a": (1, (2, 3))}, arrays) == encode_form(
                {"a": [1, [2, 3]]}, arrays
            )


class TestTuples:
    @pytest.mark.parametrize("style", QueryStyle)
    def test_are_lists_in_a_query(self, style: QueryStyle) -> None:
        styles = {"q": style}
        assert encode_query({"q": ("a", 1)}, styles, "[]") == encode_query(
            {"q": ["a", 1]}, styles, "[]"
        )

    def test_have_no_nulls_in_a_header(self) -> None:
        assert scalar_texts(["a", None, "b"]) == ["a", "b"]

    def test_are_lists_in_a_header(self) -> None:
        assert scalar_texts(("a", 1)) == scalar_texts(["a", 1]) == ["a", "1"]

    def test_are_lists_in_json(self) -> None:
        assert encode_json({"a": (1, 2)}) == b'{"a":[1,2]}'


NO_NUMBERS = [math.nan, math.inf, -math.inf]
HALF = "a\ud800b"


@pytest.mark.parametrize("value", NO_NUMBERS)
class TestNumbersThatAreNotFinite:
    @pytest.mark.parametrize("depth", [0, 1, 2])
    def test_are_not_sent_as_null(self, value: float, depth: int) -> None:
        body: Any = {"n": value, "null": None}
        for _ in range(depth):
            body = {"in": [body]}
        with pytest.raises(ConfigurationError, match="not finite"):
            encode_json(body)

    def test_have_no_text(self, value: float) -> None:
        for encode in (
            lambda: encode_form({"a": {"b": value}}, "[]"),
            lambda: encode_query({"a": value}, {}, "[]"),
            lambda: scalar_texts(value),
            lambda: fill_path("/{a}", {"a": value}),
        ):
            with pytest.raises(ConfigurationError):
                encode()


class TestHalfCharacters:
    def test_are_refused_wherever_they_stand(self) -> None:
        for encode in (
            lambda: encode_json({"a": HALF}),
            lambda: encode_json({HALF: "a"}),
            lambda: encode_form({"a": HALF}, "[]"),
            lambda: encode_form({HALF: "a"}, "[]"),
            lambda: encode_query({"a": HALF}, {}, "[]"),
            lambda: encode_query({"a": [HALF]}, {}, "[]"),
            lambda: fill_path("/{a}", {"a": HALF}),
        ):
            with pytest.raises(ConfigurationError):
                encode()

    def test_are_refused_by_a_call(self, rig: Rig) -> None:
        client = rig.client(wire := Wire())
        with pytest.raises(ConfigurationError):
            rig.call(client.create_refund, charge=HALF)
        with pytest.raises(ConfigurationError):
            rig.call(client.get_refund, HALF)
        with pytest.raises(ConfigurationError):
            rig.call(client.create_refund, amount=5, options=CallOptions(key=HALF))
        assert wire.sent == []


def test_a_body_that_contains_itself_is_refused() -> None:
    body: list[Any] = []
    body.append(body)
    for encode in (lambda: encode_json(body), lambda: encode_form({"a": body}, "[]")):
        with pytest.raises(ConfigurationError):
            encode()
