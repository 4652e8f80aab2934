"""What the recorder redacts is what L0 asks of a cassette."""

from __future__ import annotations

import json
from typing import Any

import pytest

from portwright_harness.credentials import ANSWERED, HEADERS
from portwright_harness.recorder.exchange import Exchange
from portwright_harness.recorder.scrub import Kept, Scrubber
from portwright_harness.recorder.secrets import Secrets
from portwright_harness.recording import Interaction, RecordedRequest, RecordedResponse
from portwright_harness.redaction import Redaction, exposed

FIELDS = (("card", "number"),)
SECRET = frozenset({"x-key"}) | HEADERS | ANSWERED
SENSITIVE = Redaction(SECRET, frozenset(), FIELDS)
REDACTION = Redaction(SECRET, frozenset(), FIELDS)
JSON = (("Content-Type", "application/json"),)
URL = "https://api.acme.example/"


def found(headers: tuple[tuple[str, str], ...], body: str) -> list[str]:
    request = RecordedRequest("POST", URL, headers, None)
    answer = RecordedResponse(200, JSON, body.encode())
    return list(exposed(REDACTION, Interaction(request, answer, 1)))


def scrubbed(headers: tuple[tuple[str, str], ...], body: str) -> dict[str, Any]:
    """The exchange, of which no secret is known by its value."""
    kept = Kept(frozenset({"x-other"}), frozenset({"content-type"}))
    exchange = Exchange("POST", URL, headers, b"", 200, "OK", JSON, body.encode())
    return Scrubber(SENSITIVE, kept, Secrets({})).interaction(exchange)


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
    assert scrubbed(((name, value),), "")["request"]["headers"] == {name.title(): [kept]}
    assert found(((name, kept),), "") == []
    assert bool(found(((name, value),), "")) is (value != kept)


@pytest.mark.parametrize(
    ("document", "kept"),
    [
        ({"card": {"number": "4242"}}, {"card": {"number": "REDACTED"}}),
        ({"card": {"number": None}}, {"card": {"number": None}}),
        ({"card": [{"number": 1}]}, {"card": [{"number": "REDACTED"}]}),
        ({"a": [{"card": {"number": {"x": 1}}}]}, {"a": [{"card": {"number": {"x": "REDACTED"}}}]}),
        ({"number": "4242"}, {"number": "4242"}),
    ],
)
def test_fields_are_redacted_wherever_they_stand(document: Any, kept: Any) -> None:
    body = scrubbed((), json.dumps(document))["response"]["body"]["string"]
    assert json.loads(body) == kept
    assert found((), body) == []
    assert bool(found((), json.dumps(document))) is (document != kept)
