"""Every byte of a cassette is flipped, and L0 tells of each flip that changes what the file says.

What a file says is read here by PyYAML and the standard library, which know nothing of digests.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from portwright_harness.cassette import parse_cassette
from portwright_harness.recording import CassetteError
from portwright_harness.seal import carried, digest_of
from tests.recordings.good import Good, committed, recorded

# Of real exchanges, which are large, one byte of so many; a prime, to meet all kinds of places.
STRIDE = 13
# Of all levels, which are slow.
RARE = 211


@pytest.fixture(scope="module")
def payment(tmp_path_factory: pytest.TempPathFactory) -> Good:
    return committed(tmp_path_factory.mktemp("payment"), "create_payment", "ok")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> list[Good]:
    found = recorded(tmp_path_factory.mktemp("real"), 10)
    if not found:
        pytest.skip("no recordings of Stripe beside this checkout")
    return found


def flips(data: bytes, stride: int) -> Iterator[bytes]:
    """One bit of one byte each; which bit changes from place to place."""
    for number, at in enumerate(range(0, len(data), stride)):
        yield data[:at] + bytes([data[at] ^ (1 << number % 8)]) + data[at + 1 :]


def is_seen(data: bytes) -> bool:
    """Whether L0 tells: the file cannot be read, or is not what its digest is of."""
    try:
        cassette = parse_cassette(Path("flipped.yaml"), data.decode())
    except (UnicodeDecodeError, CassetteError):
        return True
    return carried(cassette) != digest_of(cassette)


def said(data: bytes) -> Any:
    """What a file says: texts of JSON by value, methods in either case."""
    document = yaml.load(data, Loader=yaml.CSafeLoader)
    for interaction in document["interactions"]:
        request, response = interaction["request"], interaction["response"]
        request["method"] = request["method"].upper()
        response["body"] = _value(response["body"]["string"])
        request["body"] = _value(request["body"])
    return document


def _value(body: Any) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body


def unseen(good: Good, stride: int) -> Iterator[bytes]:
    return (data for data in flips(good.bytes(), stride) if not is_seen(data))


def test_every_flipped_byte_of_a_cassette_of_ours_is_seen(payment: Good) -> None:
    for offset in (1, 2, 3):
        for data in unseen(payment, offset):
            assert said(data) == said(payment.bytes())


def test_flipped_bytes_of_real_exchanges_are_seen(real: list[Good]) -> None:
    assert len(real) == 10
    for good in real:
        for data in unseen(good, STRIDE):
            assert said(data) == said(good.bytes()), good.name


def test_a_flip_that_is_not_seen_is_rare(payment: Good) -> None:
    """Else the tests above would look at nothing."""
    assert len(list(unseen(payment, 1))) < len(payment.bytes()) // 20


def test_no_flipped_byte_breaks_a_level(payment: Good, real: list[Good]) -> None:
    """A level that cannot go on says so; `Check.run` lets nothing else through."""
    for good in (payment, *real[:3]):
        for data in flips(good.bytes(), RARE):
            findings = good.run(data)
            assert not is_seen(data) or findings["L0"].problems


def test_bytes_are_seen_wherever_they_stand(payment: Good) -> None:
    """In a reason, in the name of a header, in what nobody compares, in the provenance."""
    data = payment.bytes()
    for old in (b"OK", b"Request-Id", b"req_", b"source: ", b"digest", b"schemas", b"api_version"):
        at = data.index(old)
        assert is_seen(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]), old
