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


@dataclass(frozen=True, slots=True)
class Own:
    server: str | None

    def __post_init__(self) -> None:
        settle(self, origins=("server",))


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


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://depot.example", "https://depot.example"),
        ("https://depot.example/", "https://depot.example"),
        ("HTTP://localhost:8888", "HTTP://localhost:8888"),
        ("http://127.0.0.1:8888", "http://127.0.0.1:8888"),
        ("http://[::1]:8888", "http://[::1]:8888"),
        (None, None),
    ],
)
def test_an_origin_is_a_scheme_a_host_and_a_port(given: str | None, kept: str | None) -> None:
    assert Own(given).server == kept


@pytest.mark.parametrize(
    "given",
    [
        *("depot.example", "ftp://depot.example", "https://", "https://depot.example/v1", "", 7),
        *("https://user@depot.example", "https://depot.example?x", "https://depot.example#x"),
        *(
            "http://::1",
            "http://[127.0.0.1]",
            "http://a:0",
            "http://a:70000",
            "http://a:",
            "http://a:x",
        ),
        *("http://a\\b", "http://a\n", "http://a//", "http://evil.", "https://bücher.example"),
    ],
)
def test_what_is_no_origin_is_refused(given: object) -> None:
    with pytest.raises(
        ConfigurationError, match=r"^server must be http:// or https:// with a host"
    ):
        Own(given)  # type: ignore[arg-type]
