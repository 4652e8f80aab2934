"""Secrets of every kind, planted in requests and answers: none survives recording."""

from __future__ import annotations

import base64
import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portwright_harness.recorder.problem import RecordingFailedError
from tests.cli.project import Project
from tests.recorder.scan import detected, fragments
from tests.recorder.shop import Shop, make_shop
from tests.recorder.test_proof import BEYOND, ENCODINGS, PEM
from tests.recorder.vendor import Answer, Vendor, serving

JSON = ("Content-Type", "application/json")
CANARY = "Qx7/kT+9 zé&Wm4vLp2s"
COOKIE = "c00kie7f3a9b1e5d"
GIVEN = "tok-given-out-81c6e0fa"
JWT = ".".join(
    base64.urlsafe_b64encode(part).decode().rstrip("=")
    for part in (b'{"alg":"HS256"}', b'{"sub":"canary-7761"}', b"\x8f\x03signature-of-the-canary")
)
ORDER = {"id": "o-1", "description": "Two pears"}

AUTHS = {
    "bearer": "{bearer: {secret: token}}",
    "header": "{api_key: {header: X-Whatever, secret: token}}",
    "query": "{api_key: {query: sig, secret: token}}",
    "basic": "{basic: {username: {secret: token}, password: {secret: other}}}",
    "basic_without_password": '{basic: {username: {secret: token}, password: {const: ""}}}',
    "client_by_form": (
        "{oauth2_client_credentials: {token_url: URL/token, "
        "client: {id: {const: shop}, secret: token, method: post}}}"
    ),
    "client_by_basic": (
        "{oauth2_client_credentials: {token_url: URL/token, "
        "client: {id: {const: shop}, secret: token, method: basic}}}"
    ),
}
PLACES = ("above", "nested", "name", "text", "header", "url")
ECHOES = [
    *(("leaf", encoding) for encoding in ENCODINGS),
    *((place, encoding) for place in PLACES for encoding in ("as it is", "URL", "base64")),
]
SENDABLE = "Qx7kT9zeWm4vLp2s.u/+="
SECRETS = {"token": SENDABLE, "other": "sesame-0b9e44d7"}


def answer(**more: object) -> Answer:
    return Answer(json.dumps(ORDER | more).encode(), headers=(JSON,))


def kept(shop: Shop, *canaries: str, case: str = "get_order/ok") -> str:
    """The text of the cassette, in which neither tool found one of them."""
    path = shop.project.folder / "cassettes/shop" / f"{case}.yaml"
    text = path.read_text(encoding="utf-8")
    assert detected(path) == []
    for canary in canaries:
        assert fragments(text, canary) == []
    assert shop.problems() == []
    return text


@pytest.mark.parametrize("kind", AUTHS)
def test_credentials_of_every_kind(make: Callable[..., Shop], vendor: Vendor, kind: str) -> None:
    """Sent as the spec says, echoed by the vendor, and never kept."""
    auth = AUTHS[kind].replace("URL", vendor.url)
    secrets = SECRETS if "other" in auth else {"token": SENDABLE}
    shop = make(auth, **secrets)
    basic = base64.b64encode(f"{SENDABLE}:{SECRETS['other']}".encode()).decode()
    echo = answer(you_sent=list(secrets.values()), header=f"Basic {basic}")
    given = Answer(json.dumps({"access_token": GIVEN, "expires_in": 3600}).encode())
    vendor.answers = (
        [given, answer(you_sent=[GIVEN, *secrets.values()])] if "client" in kind else [echo]
    )
    shop.record()
    sent = "".join(f"{one.path} {one.headers} {one.body.decode()}" for one in vendor.asked)
    assert any(fragments(sent, secret) for secret in secrets.values())
    kept(shop, GIVEN, *secrets.values())


@pytest.mark.parametrize(("place", "encoding"), ECHOES)
def test_a_secret_that_is_echoed_in_any_encoding(echoing: Shop, place: str, encoding: str) -> None:
    """Taken out, or nothing is kept where only the proof sees it."""
    shop, spelled = echoing, ENCODINGS[encoding](CANARY)
    shop.vendor.answers = [_placed(place, spelled)]
    try:
        shop.record(refresh=True)
    except RecordingFailedError as error:
        assert encoding in BEYOND and "redaction left a secret" in str(error)
        assert fragments(str(error), CANARY) == []
        return
    kept(shop, CANARY)


def _placed(place: str, spelled: str) -> Answer:
    inline = " ".join(spelled.split())
    header = (JSON, ("Location", inline))
    return {
        "leaf": answer(echo=spelled),
        "above": answer(a={spelled: {"access_token": "tok-7f3b0a91c2"}}),
        "nested": answer(a=[{"b": [1, {"c": f"before {spelled} after"}]}]),
        "name": answer(a={spelled: 1}),
        "text": answer(a=json.dumps({"inner": spelled})),
        "header": Answer(json.dumps(ORDER).encode(), headers=header),
        "url": answer(next=f"https://shop.example/?a=1&b={spelled}&c=2"),
    }[place]


@pytest.fixture(scope="module")
def echoing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A vendor that knows a secret with characters which every encoding changes."""
    with pytest.MonkeyPatch.context() as patch, serving() as vendor:
        patch.setattr(sys, "path", [*sys.path])
        project = Project(tmp_path_factory.mktemp("echoing"))
        yield make_shop(project, vendor, AUTHS["query"], token=CANARY)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress)],
)
def test_a_secret_in_a_compressed_answer(
    shop: Shop, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    body = pack(json.dumps(ORDER | {"echo": shop.environ["SHOP_TOKEN"]}).encode())
    shop.vendor.answers = [Answer(body, headers=(JSON, ("Content-Encoding", encoding)))]
    shop.record()
    assert "Two pears" in kept(shop, shop.environ["SHOP_TOKEN"])


def test_a_cookie_is_a_secret_wherever_it_comes_again(shop: Shop) -> None:
    body = json.dumps(ORDER | {"session": COOKIE, "url": f"/x?sid={COOKIE}"}).encode()
    cookie = ("Set-Cookie", f"sid={COOKIE}; Path=/; HttpOnly")
    shop.vendor.answers = [Answer(body, headers=(JSON, cookie))]
    shop.record()
    assert "sid=REDACTED" in kept(shop, COOKIE)


@pytest.mark.parametrize("field", ["access_token", "refresh_token", "password", "client_secret"])
def test_fields_that_are_secret_by_their_name(shop: Shop, field: str) -> None:
    shop.vendor.answers = [answer(a=[{field.upper(): {"value": GIVEN}}], echo=f"say {GIVEN}")]
    shop.record()
    kept(shop, GIVEN)


@pytest.mark.parametrize("canary", [JWT, PEM, PEM.replace("PRIVATE", "RSA PRIVATE")])
@pytest.mark.parametrize("place", ["leaf", "text"])
def test_what_is_secret_by_its_shape(shop: Shop, canary: str, place: str) -> None:
    shop.vendor.answers = [_placed(place, f"a {canary} b")]
    shop.record()
    kept(shop, *canary.removeprefix("eyJhbGciOiJIUzI1NiJ9").splitlines()[:2][-1:])


def test_the_scan_finds_what_is_planted(tmp_path: Path) -> None:
    """The other tool can see these canaries: its silence means something."""
    path = tmp_path / "raw.yaml"
    path.write_text(
        f"a: {JWT}\nb: |\n  {PEM.splitlines()[0]}\nc: https://ann:sesame@shop.example/\n"
    )
    kinds = [found.partition(",")[0] for found in detected(path)]
    assert kinds == ["Basic Auth Credentials", "JSON Web Token", "Private Key"]
    for encode in (ENCODINGS["base64"], ENCODINGS["hex"], ENCODINGS["URL"], ENCODINGS["JSON"]):
        assert fragments(f"before {encode(CANARY)} after", CANARY)
