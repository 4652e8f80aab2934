"""The answer of a token endpoint (RFC 6749, 5), which may say anything."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from portwright_runtime.auth.hosts import BaseUrlFromToken, host_of
from portwright_runtime.auth.refusal import Refusal, tellable
from portwright_runtime.policies.retry_after import retry_after
from portwright_runtime.secret import Secret
from portwright_runtime.transport.port import WireResponse

# Seconds. Without `expires_in`, or with one that makes no sense, a token is renewed after:
DEFAULT_LIFE: Final = 300.0
SHORTEST_LIFE: Final = 1.0
LONGEST_LIFE: Final = 24 * 3600.0
_TRANSIENT: Final = frozenset({408, 425, 429})
_TOKEN: Final = re.compile(r"[!-~]{1,16384}")
_NUMBER: Final = re.compile(r"\d{1,12}(\.\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Issued:
    """A token and how many seconds it lasts; `refresh_token` if a new one came with it."""

    access_token: Secret
    lasts: float
    refresh_token: Secret | None = None
    base_url: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read an answer: `secrets` are those that were sent, and never shown."""

    base_url: BaseUrlFromToken | None = None
    reuse_for: float | None = None
    secrets: Sequence[Secret] = ()


def is_token(text: object) -> bool:
    """Whether this can be sent as a token."""
    return isinstance(text, str) and _TOKEN.fullmatch(text) is not None


def read_answer(answer: WireResponse, how: Reading, wall: float) -> Issued | Refusal:
    """What the answer gives; `wall` is the time that it came (Unix)."""
    fields = _object(answer.body)
    if not 200 <= answer.status < 300:
        return _refusal(answer, fields or {}, how, wall)
    if fields is None:
        return Refusal("the token endpoint did not answer with a JSON object", answer.status)
    found = _issued(fields, how)
    if isinstance(found, Refusal):
        return replace(found, status=answer.status, refresh_token=_refresh_token(fields))
    return found


def _issued(fields: dict[str, object], how: Reading) -> Issued | Refusal:
    token = fields.get("access_token")
    if not is_token(token):
        # Some vendors refuse with a 200.
        code = tellable(fields.get("error"), how.secrets)
        return Refusal("the token endpoint gave no access token", code=code)
    kind = fields.get("token_type")
    # Vendors leave it out, or say null.
    if kind is not None and not (isinstance(kind, str) and kind.lower() == "bearer"):
        return Refusal("the token endpoint gave a token that is no bearer token")
    base_url = how.base_url.allowed(fields.get(how.base_url.field)) if how.base_url else None
    if how.base_url and base_url is None:
        return _stray(fields.get(how.base_url.field), (*how.secrets, Secret(str(token))))
    return Issued(
        access_token=Secret(str(token)),
        lasts=_lasts(fields.get("expires_in"), how.reuse_for),
        refresh_token=_refresh_token(fields),
        base_url=base_url,
    )


def _refresh_token(fields: dict[str, object]) -> Secret | None:
    token = fields.get("refresh_token")
    return Secret(str(token)) if is_token(token) else None


def _lasts(stated: object, reuse_for: float | None) -> float:
    """Seconds, within reason: what the answer states, and no longer than the spec says."""
    if stated is None and reuse_for is not None:
        return min(reuse_for, LONGEST_LIFE)
    return min(_seconds(stated), reuse_for or math.inf)


def _seconds(value: object) -> float:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        return DEFAULT_LIFE
    return float(min(max(value, SHORTEST_LIFE), LONGEST_LIFE))


def _stray(url: object, secrets: Sequence[Secret]) -> Refusal:
    host = tellable(host_of(url), secrets)
    return Refusal(
        f"the token names the host `{host}`, which allow_hosts does not"
        if host
        else "the token names no base URL that may be used"
    )


def _refusal(answer: WireResponse, fields: dict[str, object], how: Reading, wall: float) -> Refusal:
    transient = answer.status in _TRANSIENT or answer.status >= 500
    return Refusal(
        "the token endpoint is unavailable" if transient else "the token endpoint refused",
        status=answer.status,
        code=tellable(fields.get("error"), how.secrets),
        transient=transient,
        retry_after=retry_after(answer.headers.get("retry-after"), wall) if transient else None,
    )


def _object(body: bytes) -> dict[str, object] | None:
    # As large as the transport lets it be: a refresh token in it may be the only good one.
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
