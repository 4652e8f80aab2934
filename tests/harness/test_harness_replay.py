"""The in-process replay fails closed, whatever the client does with its errors."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from portwright_harness.cassette import read_cassette
from portwright_harness.replay import AsyncReplay, ReplayError, SyncReplay, Tape
from portwright_runtime import WireRequest
from portwright_runtime.errors import PortwrightError
from tests.harness.project import SAMPLE

RETRIED = SAMPLE / "cassettes" / "acme" / "create_refund" / "retried.yaml"


def wire(url: str = "https://api.acme.example/v1/refunds") -> WireRequest:
    return WireRequest(
        method="POST",
        url=url,
        headers=(),
        body=None,
        connect_timeout=1.0,
        timeout=1.0,
        deadline=1.0,
    )


def tape(path: Path = RETRIED) -> Tape:
    return Tape(read_cassette(path).interactions)


def test_interactions_answer_in_order() -> None:
    replay = SyncReplay(tape())
    assert [replay.send(wire()).status, replay.send(wire()).status] == [503, 200]


def test_async_is_the_same() -> None:
    async def both() -> list[int]:
        replay = AsyncReplay(tape())
        return [(await replay.send(wire())).status, (await replay.send(wire())).status]

    assert asyncio.run(both()) == [503, 200]


def test_a_request_beyond_the_last_is_refused_and_kept() -> None:
    played = tape()
    replay = SyncReplay(played)
    replay.send(wire())
    replay.send(wire())
    with pytest.raises(ReplayError, match="request 3 has no interaction, the cassette holds 2"):
        replay.send(wire())
    assert [problem.kind for problem in played.problems] == ["extra"]


def test_a_refusal_shows_no_query() -> None:
    played = tape()
    played.played = 2
    with pytest.raises(ReplayError) as caught:
        played.answer(wire("https://api.acme.example/v1/refunds?api_key=secret"))
    assert "secret" not in str(caught.value)


def test_a_refusal_is_no_error_that_a_client_retries() -> None:
    assert not issubclass(ReplayError, PortwrightError | OSError)


def test_what_was_not_played_is_named_with_its_line() -> None:
    played = tape()
    SyncReplay(played).send(wire())
    [problem] = played.unplayed()
    assert problem.kind == "unplayed"
    assert "interaction 2 of 2" in problem.text and "(line 2" in problem.text
