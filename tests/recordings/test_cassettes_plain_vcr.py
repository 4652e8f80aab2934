"""Our cassettes are plain vcrpy's too: its own matchers, bodies among them, find each request."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
import vcr

from portwright_harness.cassette import read_cassette
from portwright_harness.config import read_config
from portwright_harness.network import blocked
from portwright_harness.places import recorded_files
from portwright_harness.tls import shared_context

CASSETTES = recorded_files(read_config(Path(__file__).parents[2]).cassettes)
MATCH_ON = ["method", "uri", "body"]


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_interaction_is_found_and_played_once(path: Path) -> None:
    recorded = read_cassette(path).interactions
    played = vcr.use_cassette(str(path), record_mode="none", match_on=MATCH_ON)
    with blocked() as attempts, shared_context(), played as cassette:
        assert len(cassette) == len(recorded)
        for number, interaction in enumerate(recorded, 1):
            request, response = interaction.request, interaction.response
            answer = httpx2.request(
                request.method, request.url, headers=list(request.headers), content=request.body
            )
            assert (answer.status_code, answer.content) == (response.status, response.body)
            assert cassette.play_count == number
        assert cassette.all_played
    assert not attempts.problems()


def test_there_are_cassettes_and_plain_vcrpy_refuses_another_body() -> None:
    path = next(path for path in CASSETTES if path.parent.name == "create_refund")
    request = read_cassette(path).interactions[0].request
    assert request.body
    with (
        vcr.use_cassette(str(path), record_mode="none", match_on=MATCH_ON) as cassette,
        shared_context(),
        pytest.raises(vcr.errors.CannotOverwriteExistingCassetteException),
    ):
        httpx2.request(request.method, request.url, content=request.body + b"0")
    assert cassette.play_count == 0
