"""A connection is looked at when it is made: secrets are hidden, what cannot work is refused."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from portwright_runtime import Secret
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.settled import settle


@dataclass(frozen=True, slots=True)
class Account:
    api_key: Secret
    login_host: str | None = "login.vendor.example"
    environment: str = "live"

    def __post_init__(self) -> None:
        settle(self, secrets=("api_key",), hosts=("login_host",), environments=("live", "test"))


def test_a_secret_given_as_text_is_hidden() -> None:
    account = Account("sk_live_plain")  # type: ignore[arg-type]
    assert account.api_key.reveal() == "sk_live_plain"
    assert "sk_live_plain" not in repr(account)


def test_a_secret_that_is_none_is_refused_by_its_name() -> None:
    with pytest.raises(ConfigurationError, match=r"^api_key must be a Secret, not bytes$"):
        Account(b"sk_live_plain")  # type: ignore[arg-type]


def test_an_unknown_environment_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"^no environment 'prod'; there are live, test$"):
        Account(Secret("k"), environment="prod")


@pytest.mark.parametrize(
    "host",
    [
        "login.vendor.example",
        "LOGIN.Vendor.example",
        "login.vendor.example:8443",
        "xn--bcher-kva.example",
        "localhost:8443",
        "portwright-placeholder",
        None,
    ],
)
def test_a_host_may_have_a_port(host: str | None) -> None:
    assert Account(Secret("k"), host).login_host == host


@pytest.mark.parametrize(
    "host",
    [
        "evil.com/x?",
        "evil.com/x",
        "evil.com?x",
        "evil.com#x",
        "user@evil.com",
        "https://evil.com",
        "evil.com:",
        "evil.com:0",
        "evil.com:70000",
        "evil.com:8443/x",
        "evil.com\n",
        "evil.com\\x",
        "bücher.example",
        "evil.",
        "-evil",
        "a" * 64,
        ".".join(["a" * 60] * 5),
        "",
        "127.0.0.1",
        7,
    ],
)
def test_what_is_no_host_is_refused(host: object) -> None:
    with pytest.raises(ConfigurationError, match=r"^login_host must be a host name"):
        Account(Secret("k"), host)  # type: ignore[arg-type]
