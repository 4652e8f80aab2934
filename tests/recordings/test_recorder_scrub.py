"""What the recorder redacts is what L0 asks of a cassette."""

from __future__ import annotations

import json
from typing import Any

import pytest

from portwright_harness.recording import Interaction, RecordedRequest, RecordedResponse
from portwright_harness.redaction import Redaction, exposed
from scripts.localstripe_recorder.scrub import Scrub

SCRUB = Scrub(("header.Authorization", "header.X-Key", "body.card.number"))
REDACTION = Redaction(frozenset({"authorization", "x-key"}), frozenset(), (("card", "number"),))


def found(headers: tuple[tuple[str, str], ...], body: str) -> list[str]:
    request = RecordedRequest("POST", "https://api.acme.example/", headers, None)
    answer = RecordedResponse(200, (("Content-Type", "application/json"),), body.encode())
    return list(exposed(REDACTION, Interaction(request, answer, 1)))


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("Authorization", "Bearer sk_1", "Bearer REDACTED"),
        ("authorization", "sk_1", "REDACTED"),
        ("X-Key", "two words", "REDACTED"),
        ("X-Other", "two words", "two words"),
    ],
)
def test_headers_keep_a_scheme_at_most(name: str, value: str, kept: str) -> None:
    assert SCRUB.header(name, value) == kept
    assert found(((name, kept),), "") == []
    assert bool(found(((name, value),), "")) is (value != kept)


@pytest.mark.parametrize(
    ("document", "kept"),
    [
        ({"card": {"number": "4242"}}, {"card": {"number": "REDACTED"}}),
        ({"card": {"number": None}}, {"card": {"number": None}}),
        ({"card": [{"number": 1}]}, {"card": [{"number": "REDACTED"}]}),
        ({"a": [{"card": {"number": {"x": 1}}}]}, {"a": [{"card": {"number": "REDACTED"}}]}),
        ({"number": "4242"}, {"number": "4242"}),
    ],
)
def test_fields_are_redacted_wherever_they_stand(document: Any, kept: Any) -> None:
    scrubbed = SCRUB.body(json.dumps(document))
    assert json.loads(scrubbed) == kept
    assert found((), scrubbed) == []
    assert bool(found((), json.dumps(document))) is (document != kept)
