"""Base URLs from tokens, and addresses that credentials go to: only where it was allowed."""

import pytest

from portwright_runtime.auth.endpoint import check_endpoint
from portwright_runtime.auth.hosts import BaseUrlFromToken
from portwright_runtime.errors import ConfigurationError
from tests.runtime.vendor import client_credentials

BASE = BaseUrlFromToken(
    field="instance_url",
    allow_hosts=("*.my.salesforce.com", "API.shop.example", "bücher.example", "k.example"),
)
ALLOWED = [
    ("https://acme.my.salesforce.com", "https://acme.my.salesforce.com"),
    ("https://acme.my.salesforce.com/", "https://acme.my.salesforce.com"),
    ("HTTPS://Acme.My.SalesForce.Com", "https://acme.my.salesforce.com"),
    ("https://acme.my.salesforce.com:443", "https://acme.my.salesforce.com"),
    ("https://api.shop.example/rest/v2", "https://api.shop.example/rest/v2"),
    ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ("https://XN--BCHER-KVA.example", "https://xn--bcher-kva.example"),
]
REFUSED = [
    "http://acme.my.salesforce.com",
    "https://evil.example",
    "https://my.salesforce.com",
    "https://.my.salesforce.com",
    "https://a.b.my.salesforce.com",
    "https://evil.example/acme.my.salesforce.com",
    "https://acme.my.salesforce.com.evil.example",
    "https://acmemy.salesforce.com",
    "https://evil-my.salesforce.com",
    "https://acme.my.salesforce.com@evil.example",
    "https://user:pw@acme.my.salesforce.com",
    "https://evil.example#.my.salesforce.com",
    "https://evil.example?.my.salesforce.com",
    "https://evil.example\\.my.salesforce.com",
    "https://evil.example\\@acme.my.salesforce.com",
    "https://acme.my.salesforce.com:8443",
    "https://acme.my.salesforce.com:",
    "https://acme.my.salesforce.com:443@evil.example",
    "https://acme.my.salesforce.com.",
    "https://acme%2emy.salesforce.com",
    "https://acme。my.salesforce.com",
    "https://аcme.my.salesforce.com",
    "https://api.ſhop.example",
    "https://\u212a.example",
    "https://-acme.my.salesforce.com",
    "https://acme.my.salesforce.com/../x",
    "https://acme.my.salesforce.com//evil.example",
    "https://acme.my.salesforce.com/?x=1",
    "https://acme.my.salesforce.com\n",
    " https://acme.my.salesforce.com",
    "https://acme.my.salesforce.com\t.evil.example",
    "//acme.my.salesforce.com",
    "acme.my.salesforce.com",
    "https:acme.my.salesforce.com",
    "https:///acme.my.salesforce.com",
    "https://[::1]",
    "https://127.0.0.1",
    "javascript:alert(1)",
    "",
    None,
    7,
    ["https://acme.my.salesforce.com"],
]


@pytest.mark.parametrize(("url", "expected"), ALLOWED)
def test_an_allowed_base_url_is_taken_in_its_plain_form(url: str, expected: str) -> None:
    assert BASE.allowed(url) == expected


@pytest.mark.parametrize("url", REFUSED)
def test_any_other_is_not(url: object) -> None:
    assert BASE.allowed(url) is None


PATTERNS = (
    *("", "*", "*.com", "*.*.example", "a.*.example", "a..example", "a.example.", "a b.example"),
    *("http://a.example", "a.example:443", "127.0.0.1", "0x7f.0x1", "*.127.0.0.1"),
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_that_allows_too_much_or_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(ConfigurationError, match="allow_hosts"):
        BaseUrlFromToken(field="x", allow_hosts=(pattern,))


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="at least one"):
        BaseUrlFromToken(field="x", allow_hosts=())


ENDPOINTS = [
    "https://login.example/oauth/token",
    "https://login.example:8443/t?x=1",
    "http://127.0.0.1:8080/token",
    "http://localhost/token",
    "http://[::1]:1/token",
]
BAD_ENDPOINTS = [
    "http://login.example/token",
    "http://localhost.evil.example/token",
    "https://user@login.example/token",
    "https://good.example\\@evil.example/",
    "https://login.example/token#x",
    "login.example/token",
    "https://login.example/to ken",
    "https://login.example/\n",
    "https://",
    "",
]


@pytest.mark.parametrize("url", ENDPOINTS)
def test_credentials_may_go_to(url: str) -> None:
    check_endpoint("token_url", url)


@pytest.mark.parametrize("url", BAD_ENDPOINTS)
def test_credentials_may_not_go_to(url: str) -> None:
    with pytest.raises(ConfigurationError, match="token_url"):
        client_credentials(token_url=url)
