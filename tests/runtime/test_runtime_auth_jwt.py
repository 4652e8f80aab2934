"""The JWT bearer grant: signed statements that the vendor can verify."""

import subprocess
import sys
from typing import Any

import pytest

from portwright_runtime import Secret
from portwright_runtime.auth.jwt_bearer import JwtBearer, Signature
from portwright_runtime.errors import ConfigurationError
from tests.runtime.doubles import EPOCH, Account, Rig, Wire
from tests.runtime.test_runtime_secrets import with_locals
from tests.runtime.vendor import TOKEN_URL, Vendor

jwt = pytest.importorskip("jwt", reason="the extra `jwt` is not installed")
asymmetric = pytest.importorskip("cryptography.hazmat.primitives.asymmetric")


def pem(key: Any) -> Secret:
    from cryptography.hazmat.primitives import serialization as form

    text = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    return Secret(text.decode())


@pytest.fixture(scope="module")
def keys() -> dict[str, Any]:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    return {
        "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "ES256": ec.generate_private_key(ec.SECP256R1()),
    }


def bearer(algorithm: Any, key: Secret, **options: Any) -> JwtBearer:
    return JwtBearer(
        token_url=TOKEN_URL,
        claims={"iss": Secret("app"), "sub": Secret("me@shop.example"), "aud": "https://login"},
        sign=Signature(algorithm=algorithm, key=key, key_id="k-1"),
        **options,
    )


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_the_statement_verifies(rig: Rig, algorithm: str, keys: dict[str, Any]) -> None:
    vendor = Vendor()
    auth = bearer(algorithm, pem(keys[algorithm]), lifetime=180.0, unique=True, new_id=lambda: "1")
    rig.account = Account(auth=auth)
    rig.call(rig.client(Wire(script=vendor)).create_refund)
    form = vendor.form(vendor.asked[0])
    assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert jwt.get_unverified_header(form["assertion"]) == {
        "alg": algorithm,
        "typ": "JWT",
        "kid": "k-1",
    }
    public = keys[algorithm].public_key()
    options = {"verify_exp": False, "verify_iat": False}
    claims = jwt.decode(
        form["assertion"], public, algorithms=[algorithm], audience="https://login", options=options
    )
    started = int(EPOCH + 100)
    assert claims == {
        "iss": "app",
        "sub": "me@shop.example",
        "aud": "https://login",
        "iat": started,
        "exp": started + 180,
        "jti": "1",
    }


def test_a_token_serves_for_reuse_for(rig: Rig, keys: dict[str, Any]) -> None:
    vendor = Vendor()
    del vendor.fields["expires_in"]
    rig.account = Account(auth=bearer("ES256", pem(keys["ES256"]), reuse_for=1800.0))
    client = rig.client(Wire(script=vendor))
    for seconds, asked in ((0.0, 1), (1739.0, 1), (1.0, 2)):
        rig.clock.time += seconds
        rig.call(client.create_refund)
        assert len(vendor.asked) == asked
    assert vendor.form(vendor.asked[0])["assertion"] != vendor.form(vendor.asked[1])["assertion"]


BAD_KEYS = [
    Secret(""),
    Secret("key_do_not_show"),
    Secret("-----BEGIN PRIVATE KEY-----\nkey_do_not_show\n-----END PRIVATE KEY-----"),
]


@pytest.mark.parametrize("key", BAD_KEYS)
@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_a_key_that_does_not_sign_is_told_but_not_shown(
    rig: Rig, algorithm: str, key: Secret
) -> None:
    vendor = Vendor()
    rig.account = Account(auth=bearer(algorithm, key))
    with pytest.raises(ConfigurationError, match=f"signs {algorithm}") as caught:
        rig.call(rig.client(Wire(script=vendor)).create_refund)
    shown = with_locals(caught.value)
    assert "key_do_not" not in shown and vendor.asked == []


def test_a_key_of_the_other_kind_does_not_sign(rig: Rig, keys: dict[str, Any]) -> None:
    rig.account = Account(auth=bearer("RS256", pem(keys["ES256"])))
    with pytest.raises(ConfigurationError, match="signs RS256"):
        rig.call(rig.client(Wire(script=Vendor())).create_refund)


@pytest.mark.parametrize("name", ["exp", "iat", "jti"])
def test_times_are_not_claimed_by_hand(name: str) -> None:
    sign = Signature(algorithm="RS256", key=Secret("x"))
    with pytest.raises(ConfigurationError, match=name):
        JwtBearer(token_url=TOKEN_URL, claims={name: "1"}, sign=sign)


@pytest.mark.parametrize("algorithm", ["none", "HS256", "rs256", ""])
def test_no_other_algorithm_signs(algorithm: Any) -> None:
    with pytest.raises(ConfigurationError, match="RS256 or ES256"):
        Signature(algorithm=algorithm, key=Secret("x"))


WITHOUT = """
import sys
sys.modules["jwt"] = None
from portwright_runtime import Secret
from portwright_runtime.auth.jwt_bearer import Signature, signed
try:
    signed({}, Signature(algorithm="RS256", key=Secret("x")))
except Exception as error:
    print(type(error).__name__, error)
"""


def test_without_the_extra_the_error_says_what_to_install() -> None:
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True
    )
    assert (
        run.stdout.strip() == "ConfigurationError JWT bearer needs: pip install 'portwright[jwt]'"
    )


def test_nothing_shows_a_key(keys: dict[str, Any]) -> None:
    auth = bearer("ES256", pem(keys["ES256"]))
    assert "PRIVATE" not in repr(auth) and "me@" not in repr(auth)
