"""Secrets stay out of everything that is shown: reprs, errors, tracebacks, pickles."""

import asyncio
import copy
import io
import logging
import pickle
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from portwright_runtime import ApiKey, Auth, Basic, Bearer, CallOptions, Request, Secret, Variables
from portwright_runtime import errors as tree
from portwright_runtime.headers import Headers
from portwright_runtime.prepare import authorized, prepare
from tests.runtime.doubles import KEY, Account, Rig, Wire, answer
from tests.runtime.loopback import free_port
from tests.runtime.pipeline import ONCE, of
from tests.runtime.shop import Shop, SyncShop

AUTHS: list[Auth] = [
    Bearer(Secret(KEY)),
    Basic("user", Secret(KEY)),
    Basic(Secret(KEY), ""),
    ApiKey(Secret(KEY), header="X-Key"),
    ApiKey(Secret(KEY), query="key"),
]


def test_a_secret_shows_only_when_asked() -> None:
    secret = Secret(KEY)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>40}", f"{secret!r}", f"{[secret]}"]
    assert all(KEY not in text and "***" in text for text in shown)
    assert secret.reveal() == KEY


def test_secrets_compare_by_value() -> None:
    assert Secret("a") == Secret("a") and hash(Secret("a")) == hash(Secret("a"))
    assert Secret("a") != Secret("b") and Secret("a") != "a"
    assert Secret("é") == Secret("é")
    assert Secret("a") and not Secret("")


HALF = f"{KEY}\udcff"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Secret(HALF),
        lambda: Variables("shop", {"SHOP_KEY": HALF}).secret("key"),
        Basic("user", HALF).header_fields,
        Basic(HALF, "").header_fields,
        Basic(f"{HALF}:", "").header_fields,
    ],
)
def test_half_a_character_is_refused_and_not_shown(make: Callable[[], object]) -> None:
    """A byte in the environment that is not UTF-8 makes one; codecs quote what they choke on."""
    with pytest.raises(tree.ConfigurationError) as caught:
        make()
    assert KEY not in with_locals(caught.value)


def test_secrets_are_not_pickled_by_accident() -> None:
    secret = Secret(KEY)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError):
            pickle.dumps({"deep": [secret]}, protocol)
    assert copy.copy(secret) is secret and copy.deepcopy([secret]) == [secret]
    assert not hasattr(secret, "__dict__")


@pytest.mark.parametrize("auth", AUTHS)
def test_no_repr_on_the_way_shows_one(auth: Auth) -> None:
    account = Account(auth=auth, headers={"X-Other": Secret(KEY)})
    request = Request(body={"card": "4242"}, options=CallOptions(key="k"))
    call = prepare(Shop.create_refund.spec, request, account, lambda: "minted")
    wire = authorized(call, auth, connect_timeout=1, timeout=1, deadline=1)
    sent = "".join(value for _, value in wire.headers) + wire.url
    assert "X-Other" in dict(wire.headers) and KEY in sent
    shown = "".join(map(repr, (auth, account, request, call, call.fields, wire)))
    assert KEY not in shown and "4242" not in shown


@dataclass
class Local:
    """A connection to a port where nobody listens."""

    auth: Auth

    def __post_init__(self) -> None:
        self.base_url = f"http://127.0.0.1:{free_port()}"
        self.headers: dict[str, str | Secret | None] = {}


def with_locals(error: BaseException) -> str:
    """What error trackers keep: every frame with the reprs of its variables."""
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())


@pytest.mark.parametrize("auth", AUTHS)
@pytest.mark.parametrize("kind", ["async", "sync"])
def test_no_traceback_shows_one_even_with_its_variables(
    kind: str, auth: Auth, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with pytest.raises(tree.PortwrightError) as caught:
        if kind == "sync":
            with SyncShop(Local(auth)) as shop:
                of(shop, policy=ONCE)(amount=4242)
        else:
            asyncio.run(refund(Shop(Local(auth))))
    shown = with_locals(caught.value)
    assert "ConnectFailed" in shown
    assert KEY not in shown and KEY not in caplog.text


async def refund(client: Shop) -> None:
    async with client as shop:
        await of(shop, policy=ONCE)(amount=4242)


@pytest.mark.parametrize("status", [400, 401, 429, 500])
def test_errors_of_the_vendor_show_neither_secrets_nor_bodies(rig: Rig, status: int) -> None:
    wire = Wire(*[answer(status, '{"error":{"code":"c"},"echo":"4242"}', set_cookie="s=1")] * 3)
    with pytest.raises(tree.VendorError) as caught:
        rig.call(rig.client(wire).create_refund, amount=4242)
    shown = f"{caught.value} {caught.value!r} {caught.value.headers!r}"
    assert not any(secret in shown for secret in (KEY, "4242", "s=1"))


ERRORS: list[tree.PortwrightError] = [
    tree.VendorThrottled("op", status=429, headers=Headers([("A", "b")]), body="x", code="c"),
    tree.DecodeFailed("op", path="$.a", reason="r", status=200, headers=Headers(), body="x"),
    tree.DeadlineExceeded("op", 2),
    tree.OutcomeUnknown("op", "key"),
    tree.ConnectFailed("refused"),
    tree.AttemptTimeout("slow", sent=False),
    tree.MissingSetting(("A", "B")),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_survive_the_way_to_another_process(error: tree.PortwrightError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is type(error) and str(again) == str(error)
        assert plain(again) == plain(error)


def plain(error: tree.PortwrightError) -> dict[str, Any]:
    return {name: dict(v) if isinstance(v, Headers) else v for name, v in vars(error).items()}


def test_errors_print_as_usual() -> None:
    shown = io.StringIO()
    traceback.print_exception(tree.ConnectFailed("refused"), file=shown)
    assert shown.getvalue().endswith("ConnectFailed: refused\n")
