"""Nothing that goes wrong with credentials shows one: messages, reprs, tracebacks with locals."""

import logging
from pathlib import Path
from typing import Any

import pytest

from portwright_runtime import Basic, Secret
from portwright_runtime.auth.csrf import Csrf
from portwright_runtime.auth.file_token_store import FileTokenStore
from portwright_runtime.auth.hosts import BaseUrlFromToken
from portwright_runtime.auth.jwt_bearer import JwtBearer, Signature
from portwright_runtime.errors import ConnectionLost, PortwrightError
from tests.runtime.doubles import Account, Answering, Rig, Wire, answer
from tests.runtime.test_runtime_secrets import with_locals
from tests.runtime.vendor import TOKEN_URL, Vendor, authorization_code, client_credentials

HUSH = "do_not_show"
BASE = BaseUrlFromToken(field="instance_url", allow_hosts=("*.shop.example",))
ECHO = '{"error":"rt_do_not_show_0","error_description":"cs_do_not_show","access_token":7}'
HIDDEN = {"token_url": f"{TOKEN_URL}?key={HUSH}", "extra": {"key": HUSH}}
SIGNED = JwtBearer(
    token_url=TOKEN_URL,
    claims={"iss": Secret(f"iss_{HUSH}")},
    sign=Signature(algorithm="RS256", key=Secret(f"key_{HUSH}")),
)


def told(error: BaseException, caplog: pytest.LogCaptureFixture) -> str:
    """Everything of the runtime's frames and errors that an error tracker keeps."""
    while error.__traceback__ and "/tests/" in error.__traceback__.tb_frame.f_code.co_filename:
        error = error.with_traceback(error.__traceback__.tb_next)
    fields = "".join(f"{name}={value!r}" for name, value in vars(error).items())
    return with_locals(error) + fields + repr(error) + caplog.text


FAILURES: list[tuple[str, Any, list[Answering]]] = [
    ("refused", authorization_code(), [answer(400, ECHO)]),
    ("refused with a 200", authorization_code(), [answer(200, ECHO)]),
    ("unavailable", authorization_code(), [answer(503, ECHO)] * 3),
    ("no answer", authorization_code(), [ConnectionLost("reset")] * 3),
    ("not JSON", client_credentials(), [answer(200, f"<{HUSH}>")]),
    ("another kind", client_credentials(), []),
    ("stray", client_credentials(base_url=BASE), []),
    ("no key", SIGNED, []),
    ("in the address", client_credentials(**HIDDEN), [answer(400, "{}")]),
    ("no session", Csrf(auth=Basic("u", Secret(f"pw_{HUSH}")), path="/x"), []),
    ("rejected", Csrf(auth=client_credentials(), path="/x"), []),
]


@pytest.mark.parametrize(("name", "auth", "answers"), FAILURES, ids=[row[0] for row in FAILURES])
def test_no_failure_shows_one(
    rig: Rig, name: str, auth: Any, answers: list[Answering], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    vendor = Vendor(*answers, token_type="mac" if name == "another kind" else "Bearer")
    vendor.fields["instance_url"] = f"https://at_{HUSH}_1.evil.example"
    rig.account = Account(auth=auth)
    with pytest.raises(PortwrightError) as caught:
        rig.call(rig.client(Wire(script=vendor)).create_refund)
    assert HUSH not in told(caught.value, caplog).replace("test_no_failure_shows_one", "")


def test_a_store_that_fails_shows_none(
    rig: Rig, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "t.json"
    path.write_text(f'{{"access_token":"at_{HUSH}"', encoding="utf-8")
    rig.account = Account(auth=authorization_code(store=FileTokenStore(path)))
    with pytest.raises(PortwrightError) as caught:
        rig.call(rig.client(Wire(script=Vendor())).create_refund)
    assert HUSH not in told(caught.value, caplog)


@pytest.mark.parametrize("auth", [row[1] for row in FAILURES])
def test_no_repr_shows_one(rig: Rig, auth: Any) -> None:
    rig.account = Account(auth=auth)
    client = rig.client(Wire(script=Vendor()))
    credentials = client._credentials
    assert HUSH not in f"{auth!r} {credentials!r} {vars(credentials)!r}"


def test_nothing_on_the_way_shows_one(rig: Rig) -> None:
    vendor = Vendor(instance_url="https://a.shop.example")
    vendor.rotates = True
    auth = authorization_code(base_url=BASE)
    rig.account = Account(auth=auth)
    client = rig.client(Wire(script=vendor))
    rig.call(client.create_refund)
    driver = client._credentials._drivers[None]
    parts = (driver._credential, driver._renewal.life.held(), auth.store.load(), auth.store)
    shown = "".join(map(repr, (*parts, driver._renewal.life, *vendor.asked, *vendor.calls)))
    assert HUSH not in shown and vendor.calls
