"""What goes on the wire: URL, header fields, bodies, keys and credentials."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec import UNSET

from portwright_runtime import (
    ApiKey,
    Auth,
    Basic,
    CallOptions,
    Idempotent,
    Keyed,
    NaturalKey,
    NoAuth,
    OperationSpec,
    Read,
    Request,
    Secret,
    WireRequest,
)
from portwright_runtime.codec.written import Written
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.headers import Headers
from portwright_runtime.prepare import authorized, prepare
from tests.runtime.doubles import Account, fields_of
from tests.runtime.shop import Refund, Shop

SPEC = Shop.create_refund.spec


def wire(
    spec: OperationSpec[Refund], request: Request, account: Account | None = None
) -> WireRequest:
    account = account or Account()
    call = prepare(spec, request, account, lambda: "minted")
    return authorized(call, account.auth, connect_timeout=1.0, timeout=2.0, deadline=3.0)


def sent_fields(request: Request, account: Account | None = None) -> Headers:
    return fields_of(wire(SPEC, request, account))


def test_a_form() -> None:
    sent = wire(SPEC, Request(body={"amount": 5, "charge": UNSET}))
    assert (sent.method, sent.url) == ("POST", "https://shop.example/v1/refunds")
    assert sent.body == b"amount=5"
    assert dict(fields_of(sent)) == {
        "accept": "application/json",
        "user-agent": "portwright-runtime/1",
        "idempotency-key": "minted",
        "content-type": "application/x-www-form-urlencoded",
        "authorization": "Bearer sk_live_do_not_show",
    }


@pytest.mark.parametrize(
    ("kind", "body", "media", "expected"),
    [
        ("json", {"a": 1, "b": UNSET}, "application/json", b'{"a":1}'),
        ("json", [1], "application/json", b"[1]"),
        ("json", UNSET, "application/json", b"{}"),
        ("text", "é", "text/plain; charset=utf-8", "é".encode()),
        ("bytes", b"\0", "application/octet-stream", b"\0"),
        (None, UNSET, None, None),
    ],
)
def test_bodies(kind: Any, body: object, media: str | None, expected: bytes | None) -> None:
    spec = replace(SPEC, body=kind, safety=Idempotent())
    sent = wire(spec, Request(body=body))
    assert sent.body == expected
    assert fields_of(sent).get("content-type") == media


def test_an_optional_body_of_which_nothing_is_set_is_not_sent() -> None:
    spec = replace(SPEC, body="json", body_required=False)
    assert wire(spec, Request(body={"a": UNSET})).body is None
    assert wire(spec, Request(body={"a": None})).body == b'{"a":null}'


def test_a_media_type_of_its_own() -> None:
    spec = replace(SPEC, body="json", media="application/vnd.api+json")
    assert fields_of(wire(spec, Request(body={})))["Content-Type"] == "application/vnd.api+json"


@pytest.mark.parametrize(("kind", "body"), [("form", [1]), ("bytes", "text")])
def test_a_body_of_the_wrong_kind_is_refused(kind: Any, body: object) -> None:
    with pytest.raises(ConfigurationError):
        wire(replace(SPEC, body=kind, safety=Idempotent()), Request(body=body))


def test_half_a_character_is_refused_in_a_text_body() -> None:
    with pytest.raises(ConfigurationError):
        wire(replace(SPEC, body="text"), Request(body="a\ud800"))


def test_the_query_follows_the_path() -> None:
    sent = wire(Shop.get_refund.spec, Request(path={"refund": "a/b"}, query={"created": {"gt": 1}}))
    assert sent.url == "https://shop.example/v1/refunds/a%2Fb?created%5Bgt%5D=1"
    assert sent.body is None


def test_the_base_url_may_end_in_a_slash_and_have_a_path() -> None:
    sent = wire(SPEC, Request(body={}), Account(base_url="https://shop.example/api/"))
    assert sent.url == "https://shop.example/api/v1/refunds"


def test_headers_of_options_go_over_the_others_but_not_over_key_and_credentials() -> None:
    account = Account(headers={"Shop-Version": "1", "Shop-Account": "a", "Absent": None})
    given = {
        "shop-version": "2",
        "Shop-Account": None,
        "idempotency-key": "x",
        "Authorization": "y",
    }
    request = Request(headers={"X-Flag": True}, body={}, options=CallOptions(headers=given))
    fields = sent_fields(request, account)
    assert fields["Shop-Version"] == "2"
    assert "Shop-Account" not in fields and "Absent" not in fields
    assert fields["X-Flag"] == "true"
    assert fields["Idempotency-Key"] == "minted"
    assert fields["Authorization"] == "Bearer sk_live_do_not_show"


def test_a_header_of_a_connection_may_be_secret() -> None:
    account = Account(headers={"X-Token": Secret("t")})
    assert sent_fields(Request(body={}), account)["X-Token"] == "t"


@pytest.mark.parametrize("value", ["a\nb", "a\r\nX: y", "token\n", " token", "é", "a\0"])
def test_a_header_that_cannot_be_sent_is_refused_and_not_shown(value: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        sent_fields(Request(body={}), Account(headers={"X-Token": Secret(value)}))
    assert "X-Token" in str(caught.value) and value not in str(caught.value)


def test_a_header_name_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigurationError):
        sent_fields(Request(body={}), Account(headers={"X Token": "a"}))


@pytest.mark.parametrize(
    ("auth", "name", "value", "url"),
    [
        (NoAuth(), "Authorization", None, "https://shop.example/v1/refunds"),
        (Basic("u", Secret("p:é")), "Authorization", "Basic dTpwOsOp", ""),
        (Basic(Secret("u"), ""), "Authorization", "Basic dTo=", ""),
        (ApiKey(Secret("k"), header="X-Key"), "X-Key", "k", ""),
        (
            ApiKey(Secret("k&"), query="key"),
            "X-Key",
            None,
            "https://shop.example/v1/refunds?key=k%26",
        ),
    ],
)
def test_credentials(auth: Auth, name: str, value: str | None, url: str) -> None:
    sent = wire(SPEC, Request(body={}), Account(auth=auth))
    assert fields_of(sent).get(name) == value
    assert sent.url == (url or "https://shop.example/v1/refunds")


def test_credentials_that_cannot_be_are_refused() -> None:
    with pytest.raises(ConfigurationError):
        wire(SPEC, Request(body={}), Account(auth=Basic("a:b", "c")))
    with pytest.raises(ConfigurationError):
        ApiKey(Secret("k"))
    with pytest.raises(ConfigurationError):
        ApiKey(Secret("k"), header="a", query="b")


KEYED = [
    (Keyed(query="key"), "https://shop.example/v1/refunds?key=K", b"{}", None),
    (Keyed(field="request_id"), "https://shop.example/v1/refunds", b'{"request_id":"K"}', None),
    (NaturalKey(field="id"), "https://shop.example/v1/refunds", b'{"id":"K"}', None),
    (Keyed(header="X-Key"), "https://shop.example/v1/refunds", b"{}", "K"),
]


@pytest.mark.parametrize(("safety", "url", "body", "header"), KEYED)
def test_where_a_key_goes(safety: Any, url: str, body: bytes, header: str | None) -> None:
    spec = replace(SPEC, body="json", safety=safety)
    sent = wire(spec, Request(body={}, options=CallOptions(key="K")))
    assert (sent.url, sent.body, fields_of(sent).get("X-Key")) == (url, body, header)


def test_a_natural_key_in_the_path() -> None:
    spec = replace(SPEC, path="/orders/{external}", body="json", safety=NaturalKey(path="external"))
    by_option = wire(spec, Request(body={}, options=CallOptions(key="o-1")))
    by_argument = wire(spec, Request(path={"external": "o-1"}, body={}))
    assert by_option.url == by_argument.url == "https://shop.example/orders/o-1"


def test_a_natural_key_is_never_minted() -> None:
    spec = replace(SPEC, safety=NaturalKey(field="id"))
    with pytest.raises(ConfigurationError, match="`id`"):
        wire(spec, Request(body={}))


def test_a_key_of_the_arguments_comes_before_a_minted_one() -> None:
    there = Request(headers={"Idempotency-Key": "mine"}, body={})
    assert sent_fields(there)["Idempotency-Key"] == "mine"
    spec = replace(SPEC, safety=Keyed(header="Idempotency-Key", source="order"))
    assert fields_of(wire(spec, Request(body={"order": "o-9"})))["Idempotency-Key"] == "o-9"


@pytest.mark.parametrize(("safety", "key"), [(Read(), "k"), (Keyed(header="K"), "")])
def test_a_key_that_has_no_meaning_is_refused(safety: Any, key: str) -> None:
    with pytest.raises(ConfigurationError):
        wire(replace(SPEC, safety=safety), Request(body={}, options=CallOptions(key=key)))


def test_a_key_needs_a_place() -> None:
    with pytest.raises(ConfigurationError):
        wire(replace(SPEC, body="json", safety=Keyed(field="id")), Request(body=[1]))


@pytest.mark.parametrize("path", [".evil.example/a", "@evil.example/a", ":80@evil.example"])
@pytest.mark.parametrize("base_url", ["https://shop.example", ""])
def test_a_path_makes_no_other_host(path: str, base_url: str) -> None:
    with pytest.raises(ConfigurationError, match="create_refund: its path does not begin with one"):
        wire(replace(SPEC, path=path), Request(), Account(base_url=base_url))


def test_two_slashes_are_the_vendors_only_behind_a_base_url() -> None:
    spec = replace(SPEC, path="//evil.example/{id}")
    sent = wire(spec, Request(path={"id": "1"}), Account(base_url="https://shop.example/"))
    assert sent.url == "https://shop.example//evil.example/1"
    for path, base_url in (("//evil.example/{id}", ""), ("/{id}/", "https://shop.example")):
        with pytest.raises(ConfigurationError, match="does not begin with one slash"):
            value = Written("/evil.example")
            wire(replace(SPEC, path=path), Request(path={"id": value}), Account(base_url=base_url))


def test_an_operation_with_a_server_of_its_own_is_sent_there() -> None:
    spec = replace(SPEC, server="https://files.shop.example/v2")
    for account in (Account(), Account(base_url="")):
        assert wire(spec, Request(), account).url == "https://files.shop.example/v2/v1/refunds"
    link = Request(url="https://shop.example/v1/refunds?page=2")
    with pytest.raises(ConfigurationError, match="another origin"):
        wire(spec, link)
