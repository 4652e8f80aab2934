"""Where a token says that calls go: each attempt there where its own token says."""

from dataclasses import replace
from typing import Any

import pytest

from portwright_runtime import Request, WireRequest
from portwright_runtime.auth.csrf import Csrf
from portwright_runtime.errors import ConfigurationError
from tests.runtime.auth_cases import BASE, bearer, client_of
from tests.runtime.doubles import Answering, Rig, answer
from tests.runtime.pipeline import of
from tests.runtime.vendor import Vendor, authorization_code, client_credentials

FIRST, SECOND = "https://org1.my.shop.example", "https://org2.my.shop.example"


class Moving(Vendor):
    """The first token is for one instance, the ones after it are for another, which alone
    takes them.
    """

    def token(self, request: WireRequest) -> Answering:
        self.fields["instance_url"] = SECOND if self.asked else FIRST
        return super().token(request)

    def __call__(self, request: WireRequest) -> Answering:
        said = super().__call__(request)
        at_home = request.url.startswith(SECOND if len(self.asked) > 1 else FIRST)
        return said if at_home or request.url == self.url else answer(401, "{}")

    @property
    def told(self) -> list[tuple[str, str]]:
        """Which instance got which token, call by call."""
        return [(request.url[: len(FIRST)], bearer(request)[-1]) for request in self.calls]


@pytest.mark.parametrize("base_url", ["", "https://static.example"])
def test_the_attempt_after_a_renewal_goes_where_the_new_token_says(rig: Rig, base_url: str) -> None:
    vendor = Moving()
    client = client_of(rig, client_credentials(base_url=BASE), vendor, base_url=base_url)
    rig.call(client.create_refund)
    vendor.revoke()
    rig.call(client.create_refund)
    rig.call(client.create_refund)
    assert vendor.told == [(FIRST, "1"), (FIRST, "1"), (SECOND, "2"), (SECOND, "2")]


def listing(client: Any, link: str) -> Any:
    """The client's get_refund, by a link of the vendor's."""
    bound = of(client)
    kind = type(bound._definition)
    spec = replace(client.get_refund.spec, query={})
    return type(bound)(kind(spec, lambda *_, **__: Request(url=link)), client)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("link", [f"{FIRST}/rest/v1/refunds?page=2", "/rest/v1/refunds?page=2"])
def test_a_link_lies_below_the_origin_not_below_the_base(rig: Rig, link: str, known: bool) -> None:
    vendor = Vendor(instance_url=f"{FIRST}/rest")
    client = client_of(rig, client_credentials(base_url=BASE), vendor, base_url="")
    if known:
        rig.call(client.create_refund)
    rig.call(listing(client, link))
    assert vendor.calls[-1].url == f"{FIRST}/rest/v1/refunds?page=2"


def test_a_link_moves_with_the_token(rig: Rig) -> None:
    vendor = Moving()
    client = client_of(rig, client_credentials(base_url=BASE), vendor, base_url="")
    rig.call(client.create_refund)
    vendor.revoke()
    rig.call(listing(client, f"{FIRST}/v1/refunds?page=2"))
    assert vendor.calls[-1].url == f"{SECOND}/v1/refunds?page=2"


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("link", ["https:\\\\evil.example/x", "/\\evil.example/x"])
def test_a_link_that_is_no_url_is_not_followed(rig: Rig, link: str, known: bool) -> None:
    vendor = Vendor(instance_url=FIRST)
    client = client_of(rig, client_credentials(base_url=BASE), vendor, base_url="")
    if known:
        rig.call(client.create_refund)
    with pytest.raises(ConfigurationError, match="not followed: it is no URL"):
        rig.call(listing(client, link))
    assert len(vendor.calls) == known


@pytest.mark.parametrize("base_url", ["", "https://static.example"])
def test_a_csrf_token_is_fetched_where_the_token_says(rig: Rig, base_url: str) -> None:
    vendor = Vendor(instance_url=FIRST)
    auth = Csrf(auth=authorization_code(base_url=BASE), path="/csrf")
    sent: list[str] = []

    def play(request: WireRequest) -> Answering:
        if request.url == vendor.url:
            return vendor(request)
        sent.append(request.url)
        return answer(x_csrf_token="t")

    rig.call(client_of(rig, auth, play, base_url=base_url).create_refund)
    assert sent == [f"{FIRST}/csrf", f"{FIRST}/v1/refunds"]
