"""The CSRF step: a token and all cookies, once for all writes, again when the vendor asks."""

from typing import Any

import pytest

from portwright_runtime import Basic, Headers, Secret, WireRequest, WireResponse
from portwright_runtime.auth.cookies import cookie_field
from portwright_runtime.auth.csrf import Csrf
from portwright_runtime.errors import (
    AuthFailed,
    AuthUnavailable,
    ConfigurationError,
    Forbidden,
    VendorError,
)
from tests.runtime.doubles import Account, Answering, Rig, Wire, answer, fields_of
from tests.runtime.vendor import Vendor, client_credentials

PATH = "/odata/sap/API/"
BASIC = Basic("user", Secret("pw_do_not_show"))


class Sap:
    """Gives out sessions; takes a write with the newest one's token and both of its cookies."""

    def __init__(self, inner: Any = None, *answers: Answering) -> None:
        self.fetched: list[WireRequest] = []
        self.calls: list[WireRequest] = []
        self.session = 0
        self._inner = inner
        self._answers = iter(answers)

    def __call__(self, request: WireRequest) -> Answering:
        if self._inner and (said := self._inner(request)) and said.status != 200:
            return said
        if self._inner and request.url == self._inner.url:
            return said
        if fields_of(request).get("x-csrf-token") == "Fetch":
            self.fetched.append(request)
            return next(self._answers, None) or self.fetch()
        self.calls.append(request)
        return self.call(request)

    def fetch(self) -> WireResponse:
        self.session += 1
        fields = (
            ("x-csrf-token", f"token-{self.session}"),
            ("set-cookie", f"SAP_SESSIONID={self.session}==; path=/; secure; HttpOnly"),
            ("set-cookie", "sap-usercontext=sap-client=100; path=/"),
        )
        return WireResponse(200, Headers(fields), b"{}")

    def call(self, request: WireRequest) -> WireResponse:
        fields = fields_of(request)
        cookies = f"SAP_SESSIONID={self.session}==; sap-usercontext=sap-client=100"
        wanted = (f"token-{self.session}", cookies)
        if request.method != "GET" and wanted != (fields.get("x-csrf-token"), fields.get("cookie")):
            return answer(403, "{}", x_csrf_token="Required")
        return answer()


def client_of(rig: Rig, sap: Any, auth: Any = BASIC, **options: Any) -> Any:
    rig.account = Account(auth=Csrf(auth=auth, path=PATH), headers={"sap-client": "100"}, **options)
    return rig.client(Wire(script=sap))


def test_the_first_write_fetches_a_token_and_all_cookies(rig: Rig) -> None:
    sap = Sap()
    client = client_of(rig, sap)
    for _ in range(3):
        rig.call(client.create_refund, amount=5)
    assert len(sap.fetched) == 1 and len(sap.calls) == 3
    fetch = sap.fetched[0]
    assert (fetch.method, fetch.url) == ("GET", f"https://shop.example{PATH}")
    assert fields_of(fetch)["authorization"] == BASIC.header_fields()[0][1]
    assert fields_of(fetch)["sap-client"] == "100"
    assert {fields_of(call)["authorization"] for call in sap.calls} == {BASIC.header_fields()[0][1]}


def test_reads_need_no_token_and_carry_the_cookies_there_are(rig: Rig) -> None:
    sap = Sap()
    client = client_of(rig, sap)
    rig.call(client.get_refund, "re_1")
    assert sap.fetched == [] and "cookie" not in fields_of(sap.calls[0])
    rig.call(client.create_refund)
    rig.call(client.get_refund, "re_1")
    assert fields_of(sap.calls[2])["cookie"].startswith("SAP_SESSIONID=1==;")
    assert "x-csrf-token" not in fields_of(sap.calls[2])


def test_a_session_that_is_over_is_fetched_again_once(rig: Rig) -> None:
    sap = Sap()
    client = client_of(rig, sap)
    rig.call(client.create_refund)
    sap.session += 1
    rig.call(client.create_refund, amount=7)
    assert len(sap.fetched) == 2 and len(sap.calls) == 3
    assert sap.calls[1].body == sap.calls[2].body == b"amount=7"
    assert "cookie" not in fields_of(sap.fetched[1])


def test_a_vendor_that_is_never_content_is_asked_once_more(rig: Rig) -> None:
    sap = Sap()
    sap.call = lambda request: answer(403, "{}", x_csrf_token="required")  # type: ignore[method-assign]
    with pytest.raises(Forbidden):
        rig.call(client_of(rig, sap).create_refund)
    assert (len(sap.fetched), len(sap.calls)) == (2, 2)


@pytest.mark.parametrize("said", [answer(403, "{}"), answer(400, "{}", x_csrf_token="Required")])
def test_another_answer_is_not_about_the_token(rig: Rig, said: WireResponse) -> None:
    sap = Sap()
    sap.call = lambda request: said  # type: ignore[method-assign]
    with pytest.raises(VendorError):
        rig.call(client_of(rig, sap).create_refund)
    assert (len(sap.fetched), len(sap.calls)) == (1, 1)


NO_TOKEN = [answer(200, "{}"), answer(200, "{}", x_csrf_token="Required"),
            answer(200, "{}", x_csrf_token="a b"), answer(404, "{}", x_csrf_token="t")]  # fmt: skip


@pytest.mark.parametrize("said", NO_TOKEN)
def test_no_token_is_an_error(rig: Rig, said: Answering) -> None:
    sap = Sap(None, said)
    with pytest.raises(AuthFailed, match="no CSRF token"):
        rig.call(client_of(rig, sap).create_refund)
    assert sap.calls == []


def test_a_vendor_that_is_away_is_asked_again(rig: Rig) -> None:
    sap = Sap(None, answer(503, "{}"))
    rig.call(client_of(rig, sap).create_refund)
    assert (len(sap.fetched), len(sap.calls)) == (2, 1)
    with pytest.raises(AuthUnavailable):
        rig.call(client_of(rig, Sap(None, *[answer(503, "{}")] * 3)).create_refund)


def test_it_goes_over_tokens_too(rig: Rig) -> None:
    vendor = Vendor()
    sap = Sap(vendor)
    client = client_of(rig, sap, client_credentials())
    rig.call(client.create_refund)
    assert (len(vendor.asked), len(sap.fetched), len(sap.calls)) == (1, 1, 1)
    assert fields_of(sap.fetched[0])["authorization"] == "Bearer at_do_not_show_1"
    vendor.revoke()
    rig.call(client.create_refund)
    assert (len(vendor.asked), len(sap.fetched), len(sap.calls)) == (2, 1, 2)


def test_a_stale_token_is_renewed_under_the_step(rig: Rig) -> None:
    vendor = Vendor()
    sap = Sap(vendor)
    client = client_of(rig, sap, client_credentials())
    rig.call(client.get_refund, "re_1")
    vendor.revoke()
    rig.call(client.create_refund)
    assert (len(vendor.asked), len(sap.fetched), len(sap.calls)) == (2, 1, 2)


def test_it_goes_below_the_base_url_that_a_token_names(rig: Rig) -> None:
    from portwright_runtime.auth.hosts import BaseUrlFromToken

    vendor = Vendor(instance_url="https://a.sap.example")
    sap = Sap(vendor)
    base = BaseUrlFromToken(field="instance_url", allow_hosts=("*.sap.example",))
    rig.call(client_of(rig, sap, client_credentials(base_url=base), base_url="").create_refund)
    assert sap.fetched[0].url == f"https://a.sap.example{PATH}"


@pytest.mark.parametrize(
    "path", ["", "x", "//evil.example/", "https://evil.example", "/a\\b", "/a b"]
)
def test_the_path_stays_below_the_base_url(path: str) -> None:
    with pytest.raises(ConfigurationError, match="path"):
        Csrf(auth=BASIC, path=path)


def test_nothing_shows_a_session(rig: Rig) -> None:
    sap = Sap()
    client = client_of(rig, sap)
    rig.call(client.create_refund)
    driver = client._credentials._drivers[None]
    held = driver._renewal.life.held()
    assert "token-1" not in f"{held!r} {driver._renewal.life!r} {held.value!r} {rig.account.auth!r}"


COOKIES: list[tuple[list[str], str | None]] = [
    ([], None),
    (["a=1; Path=/", "b=2"], "a=1; b=2"),
    (["a=1", "a=2"], "a=2"),
    (["a=1", "a=; Max-Age=0"], None),
    (["a=1", "a=x; max-age=-1 ; path=/"], None),
    (["a=1; Max-Age=10"], "a=1"),
    (["u=sap-client=100"], "u=sap-client=100"),
    (['q="x y"'], 'q="x y"'),
    (["a=", " b = 2"], "a="),
    (["novalue", "=x", "a\x00=1", "a=1\r\nX: y", "ü=1"], None),
    ([f"c{n}={'x' * 4000}" for n in range(5)], None),
]


@pytest.mark.parametrize(("lines", "expected"), COOKIES)
def test_cookies_go_back_as_they_came(lines: list[str], expected: str | None) -> None:
    assert cookie_field(lines) == expected
