"""Both drivers with tokens: asked for, used again, renewed ahead, refused."""

from base64 import b64decode
from typing import Any

import pytest

from portwright_runtime import (
    CallOptions,
    Secret,
    Unsafe,
)
from portwright_runtime.auth.base import Exchanged
from portwright_runtime.auth.client_authentication import ClientIdentity
from portwright_runtime.auth.csrf import Csrf
from portwright_runtime.errors import (
    AuthFailed,
    AuthUnavailable,
    ConfigurationError,
    ConnectionLost,
    DeadlineExceeded,
)
from tests.runtime.auth_cases import BASE, bearer, client_of
from tests.runtime.doubles import Account, Answering, Rig, Wire, answer, fields_of
from tests.runtime.shop import POLICY
from tests.runtime.test_runtime_calls import of_safety
from tests.runtime.vendor import (
    Vendor,
    client_credentials,
)


def test_a_token_is_asked_for_once_and_used_again(rig: Rig) -> None:
    vendor = Vendor()
    client = client_of(rig, client_credentials(scope="a b", extra={"audience": "x"}), vendor)
    for _ in range(3):
        rig.call(client.create_refund, amount=5)
    assert len(vendor.asked) == 1 and len(vendor.calls) == 3
    assert {bearer(request) for request in vendor.calls} == {"Bearer at_do_not_show_1"}
    assert vendor.form(vendor.asked[0]) == {
        "grant_type": "client_credentials",
        "scope": "a b",
        "audience": "x",
    }


def test_the_client_proves_itself_in_the_header(rig: Rig) -> None:
    vendor = Vendor()
    identity = ClientIdentity(client_id="app 1", client_secret=Secret("p:ä+"))
    rig.call(client_of(rig, client_credentials(client=identity), vendor).create_refund)
    scheme, _, pair = bearer(vendor.asked[0]).partition(" ")
    assert (scheme, b64decode(pair)) == ("Basic", b"app+1:p%3A%C3%A4%2B")
    assert "client_secret" not in vendor.form(vendor.asked[0])


def test_or_in_the_body(rig: Rig) -> None:
    vendor = Vendor()
    identity = ClientIdentity(
        client_id=Secret("app 1"), client_secret=Secret("p:ä+"), method="client_secret_post"
    )
    rig.call(client_of(rig, client_credentials(client=identity), vendor).create_refund)
    form = vendor.form(vendor.asked[0])
    assert (form["client_id"], form["client_secret"]) == ("app 1", "p:ä+")
    assert "authorization" not in fields_of(vendor.asked[0])


@pytest.mark.parametrize(
    ("method", "secret"), [("none", Secret("x")), ("client_secret_post", None)]
)
def test_a_secret_fits_its_method(method: Any, secret: Secret | None) -> None:
    with pytest.raises(ConfigurationError, match="client_secret"):
        ClientIdentity(client_id="a", client_secret=secret, method=method)


def test_a_token_is_renewed_ahead_of_its_end(rig: Rig) -> None:
    vendor = Vendor(expires_in=100)
    client = client_of(rig, client_credentials(ahead=30.0), vendor)
    rig.call(client.create_refund)
    rig.clock.time += 69.0
    rig.call(client.create_refund)
    assert len(vendor.asked) == 1
    rig.clock.time += 1.0
    rig.call(client.create_refund)
    assert len(vendor.asked) == 2 and bearer(vendor.calls[-1]) == "Bearer at_do_not_show_2"


def test_a_renewal_ahead_that_fails_leaves_the_old_token_in_use(rig: Rig) -> None:
    vendor = Vendor(expires_in=100)
    client = client_of(rig, client_credentials(ahead=30.0), vendor)
    rig.call(client.create_refund)
    vendor._answers = iter([answer(503, "{}"), ConnectionLost("reset")])
    rig.clock.time += 80.0
    rig.call(client.create_refund)
    rig.call(client.create_refund)
    assert len(vendor.asked) == 3
    assert bearer(vendor.calls[-1]) == "Bearer at_do_not_show_1"


def test_the_token_endpoint_refuses(rig: Rig) -> None:
    vendor = Vendor(answer(401, '{"error":"invalid_client","error_description":"no"}'))
    client = client_of(rig, client_credentials(), vendor)
    for _ in range(2):
        with pytest.raises(AuthFailed) as caught:
            rig.call(client.create_refund)
        assert (caught.value.status, caught.value.code) == (401, "invalid_client")
        assert caught.value.operation == "create_refund"
    assert len(vendor.asked) == 1 and vendor.calls == []
    rig.clock.time += 1.0
    rig.call(client.create_refund)


@pytest.mark.parametrize(
    "trouble", [answer(500, "oops"), answer(429, "{}"), ConnectionLost("reset by peer")]
)
def test_the_token_endpoint_is_away_for_a_moment(rig: Rig, trouble: Answering) -> None:
    vendor = Vendor(trouble, trouble)
    client = client_of(rig, client_credentials(), vendor)
    rig.call(of_safety(client, Unsafe()), amount=5)
    assert len(vendor.asked) == 3 and len(vendor.calls) == 1


def test_or_for_good(rig: Rig) -> None:
    vendor = Vendor(*[answer(503, "{}")] * 9)
    with pytest.raises(AuthUnavailable, match=r"^create_refund: the token endpoint is unavail"):
        rig.call(client_of(rig, client_credentials(), vendor).create_refund)
    assert len(vendor.asked) == 3 and vendor.calls == []


def test_the_token_endpoint_is_left_alone_for_as_long_as_it_says(rig: Rig) -> None:
    vendor = Vendor(answer(429, "{}", retry_after="30"))
    client = client_of(rig, client_credentials(), vendor)
    with pytest.raises(AuthUnavailable):
        rig.call(client.create_refund)
    assert len(vendor.asked) == 1
    rig.clock.time += 30.0
    rig.call(client.create_refund)


def test_a_token_request_has_a_timeout_of_its_own(rig: Rig) -> None:
    vendor = Vendor()
    client = client_of(rig, client_credentials(timeout=3.0), vendor)
    rig.call(client.create_refund, options=CallOptions(deadline=60.0))
    asked = vendor.asked[0]
    assert (asked.timeout, asked.connect_timeout, asked.deadline) == (3.0, 3.0, 103.0)


def test_the_time_for_a_token_is_time_of_the_call(rig: Rig) -> None:
    vendor = Vendor()
    rig.account = Account(auth=client_credentials())
    wire = Wire(script=vendor)
    client = rig.client(wire)
    wire.takes = iter([POLICY.deadline - 2.0, 0.0, 0.0])
    rig.call(client.create_refund)
    assert vendor.calls[0].timeout == 2.0
    wire.takes = iter([POLICY.deadline, 0.0])
    rig.clock.time += 3600.0
    with pytest.raises(DeadlineExceeded):
        rig.call(client.create_refund)
    assert len(vendor.calls) == 1


def test_the_token_names_the_base_url(rig: Rig) -> None:
    vendor = Vendor(instance_url="https://Acme.my.shop.example/")
    client = client_of(rig, client_credentials(base_url=BASE), vendor, base_url="")
    rig.call(client.get_refund, "re_1", created={"gte": 1})
    rig.call(client.get_refund, "re_1", created={"gte": 1})
    url = "https://acme.my.shop.example/v1/refunds/re_1?created%5Bgte%5D=1"
    assert [request.url for request in vendor.calls] == [url, url]


@pytest.mark.parametrize("url", ["https://evil.example", "http://a.my.shop.example", None, 5])
def test_a_base_url_outside_the_list_gets_no_token(rig: Rig, url: object) -> None:
    vendor = Vendor(instance_url=url)
    client = client_of(rig, client_credentials(base_url=BASE), vendor, base_url="")
    with pytest.raises(AuthFailed, match="token names"):
        rig.call(client.create_refund)
    assert vendor.calls == []


class Strange(Exchanged):
    """A way that no driver knows."""


@pytest.mark.parametrize("auth", [Strange(), Csrf(auth=Strange(), path="/x")])
def test_a_way_that_nothing_speaks_for_sends_nothing(rig: Rig, auth: Any) -> None:
    vendor = Vendor()
    with pytest.raises(ConfigurationError, match="Strange"):
        rig.call(client_of(rig, auth, vendor).create_refund)
    assert vendor.calls == vendor.asked == []


def test_without_any_base_url_nothing_is_sent(rig: Rig) -> None:
    vendor = Vendor()
    client = client_of(rig, client_credentials(), vendor, base_url="")
    with pytest.raises(ConfigurationError, match="base_url"):
        rig.call(client.create_refund)
    assert vendor.calls == []
