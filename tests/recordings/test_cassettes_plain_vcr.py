"""Our cassettes are plain vcrpy's too: its own matchers, bodies among them, find each request."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
import vcr

from portwright_harness.cassette import read_cassette
from portwright_harness.config import read_config
from portwright_harness.places import recorded_files

CASSETTES = recorded_files(read_config(Path(__file__).parents[2]).cassettes)


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_request_is_answered(path: Path) -> None:
    recorded = read_cassette(path).interactions[0]
    request = recorded.request
    with vcr.use_cassette(str(path), record_mode="none", match_on=["method", "uri", "body"]):
        answer = httpx2.request(
            request.method, request.url, headers=list(request.headers), content=request.body
        )
    assert answer.status_code == recorded.response.status
