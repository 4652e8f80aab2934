"""Answers on the wire to values and typed errors."""

from dataclasses import replace
from datetime import datetime

import pytest

from portwright_runtime import Answer, Headers, WireResponse, errors
from portwright_runtime.interpret import interpret
from portwright_runtime.spec import OperationSpec
from tests.runtime.doubles import EPOCH, answer
from tests.runtime.shop import Error, Fault, Refund, Shop, ShopError, ShopRejected, ShopThrottled

SPEC: OperationSpec[Refund] = Shop.create_refund.spec
OK = '{"id":"re_1","amount":5}'


def answers(*declared: Answer) -> OperationSpec[object]:
    return replace(SPEC, answers=declared)  # type: ignore[return-value]


def raised(spec: OperationSpec[object], wire: WireResponse) -> errors.PortwrightError:
    with pytest.raises(errors.PortwrightError) as caught:
        interpret(spec, wire, EPOCH)
    return caught.value


def test_a_success() -> None:
    response = interpret(SPEC, answer(request_id="r-1"), EPOCH)
    assert response.value == Refund(id="re_1", amount=5)
    assert (response.status, response.request_id, response.body) == (200, "r-1", OK.encode())
    assert response.headers["CONTENT-TYPE"] == "application/json"


@pytest.mark.parametrize(
    ("declared", "wire", "value"),
    [
        ([Answer("2XX", Refund)], answer(207), Refund("re_1", 5)),
        ([Answer("2xx", Refund)], answer(201), Refund("re_1", 5)),
        ([Answer("default", Refund)], answer(200), Refund("re_1", 5)),
        ([Answer("204", None)], answer(204, ""), None),
        ([Answer("204", None)], answer(204, "surprise"), None),
        ([Answer("302", None)], answer(302, ""), None),
        ([Answer("200", str, "text/csv")], answer(200, "a,b", content_type="text/csv"), "a,b"),
        ([Answer("200", str)], answer(200, '"a"'), "a"),
        (
            [Answer("200", str, "text/plain")],
            answer(200, b"\xe9", content_type="text/plain; charset=latin-1"),
            "é",
        ),
        (
            [Answer("200", bytes, "application/pdf")],
            answer(200, b"%PDF", content_type="application/pdf"),
            b"%PDF",
        ),
        (
            [Answer("200", Refund), Answer("200", bytes, "image/*")],
            answer(200, b"\x89", content_type="image/png"),
            b"\x89",
        ),
        ([Answer("200", Refund)], WireResponse(200, Headers(), OK.encode()), Refund("re_1", 5)),
        ([Answer("200", int), Answer("2XX", Refund)], answer(200, "7"), 7),
    ],
)
def test_which_answer_is_read_and_how(
    declared: list[Answer], wire: WireResponse, value: object
) -> None:
    assert interpret(answers(*declared), wire, EPOCH).value == value


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.Rejected),
        (401, errors.AuthFailed),
        (402, errors.Rejected),
        (403, errors.Forbidden),
        (404, errors.NotFound),
        (408, errors.Unavailable),
        (409, errors.Conflict),
        (412, errors.Conflict),
        (418, errors.Rejected),
        (422, errors.Rejected),
        (429, errors.Throttled),
        (500, errors.Unavailable),
        (503, errors.Unavailable),
    ],
)
def test_each_status_has_its_error(status: int, kind: type[errors.VendorError]) -> None:
    error = raised(answers(Answer("200", Refund)), answer(status, "oops", content_type="text/html"))
    assert isinstance(error, kind)
    assert (error.status, error.body, error.error) == (status, "oops", None)


def test_an_error_of_the_vendors_own_class_holds_the_declared_body() -> None:
    wire = answer(402, '{"error":{"code":"declined"}}', request_id="r-2")
    error = raised(SPEC, wire)  # type: ignore[arg-type]
    assert isinstance(error, ShopRejected) and isinstance(error, ShopError)
    assert error.error == Error(Fault("declined"))
    assert (error.code, error.request_id) == ("declined", "r-2")
    assert str(error) == "create_refund: ShopRejected (status 402, code declined, request r-2)"


@pytest.mark.parametrize("body", ["", "{", "[]", '{"error":7}', '{"error":{"code":[]}}'])
def test_an_error_body_that_is_something_else_never_hides_the_error(body: str) -> None:
    error = raised(SPEC, answer(402, body))  # type: ignore[arg-type]
    assert isinstance(error, ShopRejected)
    assert (error.error, error.code, error.body) == (None, None, body)


def test_retry_at() -> None:
    error = raised(SPEC, answer(429, "{}", retry_after="30"))  # type: ignore[arg-type]
    assert isinstance(error, ShopThrottled) and isinstance(error.retry_at, datetime)
    assert error.retry_at.timestamp() == EPOCH + 30


@pytest.mark.parametrize(
    "wire",
    [answer(201), answer(302, ""), answer(200, "<html>", content_type="text/html")],
)
def test_a_success_that_is_not_declared_is_an_error_with_the_text(wire: WireResponse) -> None:
    error = raised(SPEC, wire)  # type: ignore[arg-type]
    assert isinstance(error, errors.UnexpectedAnswer)
    assert error.body == wire.body.decode()


def test_a_body_that_does_not_fit_says_where() -> None:
    error = raised(SPEC, answer(200, '{"id":"re_1","amount":"5"}'))  # type: ignore[arg-type]
    assert isinstance(error, errors.DecodeFailed)
    assert (error.path, error.reason) == ("$.amount", "Expected `int`, got `str`")
    assert (error.status, error.body) == (200, '{"id":"re_1","amount":"5"}')


def test_an_empty_body_where_one_is_declared_does_not_pass() -> None:
    assert isinstance(raised(SPEC, answer(200, "")), errors.DecodeFailed)  # type: ignore[arg-type]


def test_an_unknown_charset_does_not_matter() -> None:
    error = raised(SPEC, answer(500, "x", content_type="text/plain; charset=klingon"))  # type: ignore[arg-type]
    assert isinstance(error, errors.Unavailable) and error.body == "x"


def test_headers_are_a_mapping_whatever_the_case() -> None:
    headers = Headers([("Set-Cookie", "a=1"), ("X-A", "1"), ("set-cookie", "b=2")])
    assert headers["set-COOKIE"] == "a=1, b=2"
    assert headers.all("Set-Cookie") == ("a=1", "b=2")
    assert "x-a" in headers and "x-b" not in headers
    assert list(headers) == ["set-cookie", "x-a"]
    with pytest.raises(KeyError):
        headers["x-b"]


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "hex", "no-such"])
def test_a_charset_that_decodes_nothing_leaves_the_answer_what_it_is(charset: str) -> None:
    wire = answer(503, b"down \xff", content_type=f"text/html; charset={charset}")
    error = raised(SPEC, wire)  # type: ignore[arg-type]
    assert isinstance(error, errors.Unavailable) and error.body == "down \ufffd"
