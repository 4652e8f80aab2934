"""From the owner's consent to the first tokens in the store."""

import asyncio
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from portwright_runtime import Secret
from portwright_runtime.auth.token_store import MemoryTokenStore
from portwright_runtime.auth.tokens import Tokens
from portwright_runtime.consent import Consent, ask_consent, async_redeem, redeem
from portwright_runtime.errors import AuthFailed, ConfigurationError, ConsentRefused
from tests.runtime.doubles import Account, AsyncTwin, AsyncWire, Rig, Wire, answer
from tests.runtime.vendor import Vendor, authorization_code

BACK = "https://app.example/back"
AUTHORIZE = "https://login.shop.example/authorize?tenant=1"


def asked(grant: Any, **options: Any) -> tuple[Consent, dict[str, str]]:
    consent = ask_consent(grant, authorize_url=AUTHORIZE, redirect_uri=BACK, **options)
    pairs = parse_qs(urlsplit(consent.url).query)
    return consent, {name: values[0] for name, values in pairs.items()}


def redeemed(rig: Rig, grant: Any, consent: Consent, url: str, vendor: Vendor) -> None:
    wire = Wire(script=vendor)
    if rig.kind == "sync":
        redeem(grant, consent, url, transport=wire, clock=rig.clock)
        return
    twin = AsyncTwin(rig.clock)
    asyncio.run(async_redeem(grant, consent, url, transport=AsyncWire(wire), clock=twin))


def test_the_owner_is_sent_to_the_vendor() -> None:
    consent, query = asked(authorization_code(scope="a b"), extra={"prompt": "consent"})
    challenge = urlsafe_b64encode(sha256(consent.verifier.reveal().encode()).digest())
    assert query == {
        "tenant": "1",
        "response_type": "code",
        "client_id": "app 1",
        "redirect_uri": BACK,
        "scope": "a b",
        "state": consent.state.reveal(),
        "code_challenge": challenge.decode().rstrip("="),
        "code_challenge_method": "S256",
        "prompt": "consent",
    }
    assert len(consent.state.reveal()) >= 43 and consent.state != consent.verifier
    assert consent.state.reveal() not in repr(consent)
    assert asked(authorization_code())[0].state != consent.state


def test_only_over_https() -> None:
    with pytest.raises(ConfigurationError, match="authorize_url"):
        ask_consent(authorization_code(), authorize_url="http://a.example/", redirect_uri=BACK)


def test_the_code_becomes_tokens_in_the_store(rig: Rig) -> None:
    store = MemoryTokenStore()
    # What was stored is another consent's, however fresh it looks.
    store.save(Tokens(Secret("at_old"), 1e12, Secret("rt_old")))
    grant = authorization_code(store=store, refresh_token=None)
    consent, query = asked(grant)
    vendor = Vendor(refresh_token="rt_1")
    redeemed(rig, grant, consent, f"{BACK}?code=c%2F1&state={query['state']}", vendor)
    assert vendor.form(vendor.asked[0]) == {
        "grant_type": "authorization_code",
        "code": "c/1",
        "redirect_uri": BACK,
        "code_verifier": consent.verifier.reveal(),
    }
    tokens = store.load()
    assert tokens and tokens.refresh_token == Secret("rt_1")
    rig.account = Account(auth=grant)
    rig.call(rig.client(Wire(script=vendor)).create_refund)
    assert len(vendor.asked) == 1 and len(vendor.calls) == 1


ANSWERS = [
    ("code=c&state=other", None),
    ("code=c\udcff&state={state}", None),
    ("code=c&state=\udcff", None),
    ("code=c", None),
    ("", None),
    ("error=access_denied&state={state}", "access_denied"),
    ("error=%0Ax&state={state}", None),
    ("error={verifier}&state={state}", None),
    ("code=&state={state}", None),
    ("code=c&code=d&state={state}", None),
    ("code=c&state={state}&state=other", None),
]


@pytest.mark.parametrize(("query", "code"), ANSWERS)
def test_no_consent_is_an_error(rig: Rig, query: str, code: str | None) -> None:
    grant = authorization_code()
    consent, _ = asked(grant)
    said = query.format(state=consent.state.reveal(), verifier=consent.verifier.reveal())
    vendor = Vendor()
    with pytest.raises(ConsentRefused) as caught:
        redeemed(rig, grant, consent, f"{BACK}?{said}", vendor)
    assert caught.value.code == code and vendor.asked == []
    assert consent.state.reveal() not in str(caught.value)


def test_a_code_that_is_refused(rig: Rig) -> None:
    grant = authorization_code()
    consent, query = asked(grant)
    vendor = Vendor(answer(400, '{"error":"invalid_grant"}'))
    with pytest.raises(AuthFailed) as caught:
        redeemed(rig, grant, consent, f"{BACK}?code=c&state={query['state']}", vendor)
    assert caught.value.code == "invalid_grant" and grant.store.load() is None
