"""What token endpoints answer: sound, odd and hostile; nothing secret is ever told."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portwright_runtime import Secret, WireResponse
from portwright_runtime.auth.hosts import BaseUrlFromToken
from portwright_runtime.auth.refusal import Refusal
from portwright_runtime.auth.token_answer import (
    DEFAULT_LIFE,
    LONGEST_LIFE,
    Issued,
    Reading,
    read_answer,
)
from portwright_runtime.errors import AuthFailed, AuthUnavailable
from tests.runtime.doubles import EPOCH, answer

HUSH = "client_secret_do_not_show"
TOKEN = "at_do_not_show"
PLAIN = Reading(secrets=(Secret(HUSH),))


def read(how: Reading = PLAIN, status: int = 200, **fields: Any) -> Issued | Refusal:
    return read_answer(answer(status, json.dumps(fields)), how, EPOCH)


def issued(how: Reading = PLAIN, **fields: Any) -> Issued:
    found = read(how, **{"access_token": TOKEN, **fields})
    assert isinstance(found, Issued)
    return found


LIVES = [
    (3600, 3600.0),
    (1.5, 1.5),
    ("3600", 3600.0),
    ("59.5", 59.5),
    (1e-9, 1.0),
    (10**12, LONGEST_LIFE),
    (10**400, None),
    ("999999999999", LONGEST_LIFE),
    (0, DEFAULT_LIFE),
    (-1, DEFAULT_LIFE),
    ("-1", DEFAULT_LIFE),
    ("soon", DEFAULT_LIFE),
    ("1e9", DEFAULT_LIFE),
    ("٣٦٠٠", DEFAULT_LIFE),
    (True, DEFAULT_LIFE),
    ([60], DEFAULT_LIFE),
    (None, DEFAULT_LIFE),
]


@pytest.mark.parametrize(("stated", "expected"), LIVES)
def test_a_life_is_within_reason(stated: object, expected: float | None) -> None:
    found = read(access_token=TOKEN, expires_in=stated)
    if expected is None:
        # A number that no float holds: the parser may not take it at all.
        assert isinstance(found, Refusal) or found.lasts == LONGEST_LIFE
    else:
        assert isinstance(found, Issued) and found.lasts == expected


@pytest.mark.parametrize(("stated", "expected"), [({}, 1800.0), ({"expires_in": 60}, 60.0)])
def test_reuse_for_stands_in_and_bounds(stated: dict[str, int], expected: float) -> None:
    assert issued(Reading(reuse_for=1800.0), **stated).lasts == expected
    assert issued(Reading(reuse_for=1800.0), expires_in=7200).lasts == 1800.0


def test_a_life_that_is_not_stated() -> None:
    assert issued().lasts == DEFAULT_LIFE


BAD_TOKENS = [None, "", 7, True, [], {}, "a b", "a\r\nX-Evil: 1", "ü", "a\u0000", "x" * 20000]


@pytest.mark.parametrize("token", BAD_TOKENS)
def test_what_is_no_access_token_is_refused(token: object) -> None:
    found = read(access_token=token)
    assert isinstance(found, Refusal) and "no access token" in found.reason


@pytest.mark.parametrize("kind", ["bearer", "Bearer", "BEARER", None])
def test_bearer_tokens_are_taken(kind: str | None) -> None:
    assert issued(token_type=kind).access_token == Secret(TOKEN)


@pytest.mark.parametrize("kind", ["mac", "", 3, "Bearer x"])
def test_no_other_kind_is(kind: object) -> None:
    found = read(access_token=TOKEN, token_type=kind)
    assert isinstance(found, Refusal) and "no bearer token" in found.reason


@pytest.mark.parametrize("token", [7, "", "a\nb", [], None])
def test_what_is_no_refresh_token_replaces_none(token: object) -> None:
    assert issued(refresh_token=token).refresh_token is None
    assert issued(refresh_token="rt").refresh_token == Secret("rt")


BODIES = [
    "",
    "null",
    "[]",
    '"x"',
    "{",
    "<html>",
    b"\xff\xfe",
    "[" * 100_000,
    '{"a":' * 100_000,
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("status", [200, 400, 500])
def test_a_body_that_is_no_object_is_refused(body: str | bytes, status: int) -> None:
    found = read_answer(answer(status, body), PLAIN, EPOCH)
    assert isinstance(found, Refusal) and found.status == status and found.code is None
    assert found.transient == (status == 500)


def test_a_large_answer_loses_no_refresh_token() -> None:
    found = issued(refresh_token="rt", pad="x" * 1_000_000)
    assert found.refresh_token == Secret("rt")


STATUSES = [
    *((status, False) for status in (301, 302, 400, 401, 404)),
    *((status, True) for status in (408, 425, 429, 500, 503, 999)),
]


@pytest.mark.parametrize(("status", "transient"), STATUSES)
def test_what_is_no_success_gives_no_token(status: int, transient: bool) -> None:
    found = read(status=status, access_token=TOKEN, error="invalid_grant")
    assert isinstance(found, Refusal)
    assert (found.transient, found.code, found.status) == (transient, "invalid_grant", status)
    error = found.error("op", AuthFailed)
    assert isinstance(error, AuthUnavailable if transient else AuthFailed)


WAITS = [("7", 7.0), ("-5", None), ("tomorrow", None), ("99999999", 99999999.0)]


@pytest.mark.parametrize(("field", "expected"), WAITS)
def test_when_to_come_back(field: str, expected: float | None) -> None:
    found = read_answer(answer(503, "{}", retry_after=field), PLAIN, EPOCH)
    assert isinstance(found, Refusal) and found.retry_after == expected


CODES = [HUSH, f"x{HUSH}x", "a b", "a\nb", "é", "x" * 65, 7, None, [], {"a": 1}, "", '"']


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("status", [200, 400])
def test_a_code_that_is_odd_or_secret_is_not_told(code: object, status: int) -> None:
    found = read(status=status, error=code, error_description=HUSH)
    assert isinstance(found, Refusal) and found.code is None
    error = found.error("op", AuthFailed)
    assert HUSH not in f"{error!r} {vars(error)!r} {found!r}"


BASE = BaseUrlFromToken(field="instance_url", allow_hosts=("*.shop.example",))


@pytest.mark.parametrize("url", ["https://evil.example", f"https://{HUSH}.evil.example", None, 5])
def test_a_stray_base_url_is_told_by_its_host_at_most(url: object) -> None:
    how = Reading(base_url=BASE, secrets=(Secret(HUSH),))
    found = read(how, access_token=TOKEN, instance_url=url)
    assert isinstance(found, Refusal) and HUSH not in found.reason and TOKEN not in found.reason
    assert ("`evil.example`" in found.reason) == (url == "https://evil.example")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(HUSH),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("access_token", "token_type", "expires_in", "refresh_token", "instance_url", "error")


@settings(deadline=None)
@given(
    fields=st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, JSON)),
    status=st.integers(100, 999),
    retry_after=st.text(st.characters(max_codepoint=255)),
    base=st.sampled_from([BASE, None]),
)
def test_nothing_that_an_endpoint_says_breaks_or_leaks(
    fields: dict[str, Any], status: int, retry_after: str, base: BaseUrlFromToken | None
) -> None:
    said = answer(status, json.dumps(fields), retry_after=retry_after)
    found = read_answer(said, Reading(base, 60.0, (Secret(HUSH),)), EPOCH)
    assert HUSH not in repr(found)
    if isinstance(found, Issued):
        assert 0 < found.lasts <= LONGEST_LIFE
        assert base is None or str(found.base_url).startswith("https://")
    else:
        assert HUSH not in str(vars(found.error("op", AuthFailed)))


def test_no_bytes_break_the_reading() -> None:
    @settings(deadline=None)
    @given(st.binary(max_size=200))
    def any_bytes(body: bytes) -> None:
        found = read_answer(WireResponse(200, answer().headers, body), PLAIN, EPOCH)
        assert isinstance(found, Issued | Refusal)

    any_bytes()
