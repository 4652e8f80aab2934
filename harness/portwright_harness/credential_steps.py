"""What a client asks for before its calls: recorded exchanges of tokens, apart from the calls."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from portwright_harness.manifest import Manifest
from portwright_harness.path_match import match_path
from portwright_harness.recording import Interaction, RecordedResponse
from portwright_runtime import Headers, WireRequest, WireResponse

_TOKEN = "access_token"


@dataclass(slots=True)
class CredentialSteps:
    """Answers requests that are of no operation, each as it was recorded, and again when it is
    asked again: then with another token. `asked` counts them."""

    steps: Sequence[Interaction]
    asked: int = 0

    def answer(self, request: WireRequest) -> WireResponse | None:
        """None where nobody recorded such a request: it is a call."""
        found = [s for s in self.steps if _is_same(s, request)]
        if not found:
            return None
        self.asked += 1
        number = min(self.asked, len(found)) - 1
        recorded = found[number].response
        body = recorded.body if self.asked <= len(found) else _renewed(recorded, self.asked)
        return WireResponse(recorded.status, Headers(recorded.headers), body)


def split(
    manifest: Manifest, interactions: Iterable[Interaction]
) -> tuple[list[Interaction], list[Interaction]]:
    """The exchanges before calls, and the calls: those that an operation's path fits."""
    before: list[Interaction] = []
    calls: list[Interaction] = []
    for interaction in interactions:
        request = interaction.request
        is_call = bool(match_path(manifest, request.method, request.url))
        (calls if is_call else before).append(interaction)
    return before, calls


def _is_same(step: Interaction, request: WireRequest) -> bool:
    recorded, sent = urlsplit(step.request.url), urlsplit(request.url)
    same_place = (recorded.netloc, recorded.path) == (sent.netloc, sent.path)
    return step.request.method.upper() == request.method.upper() and same_place


def _renewed(recorded: RecordedResponse, number: int) -> bytes:
    """The same answer with a token of its own, so that one who keeps the old one shows."""
    try:
        document = json.loads(recorded.body)
    except (ValueError, RecursionError):
        return recorded.body
    if not isinstance(document, dict) or not isinstance(document.get(_TOKEN), str):
        return recorded.body
    return json.dumps({**document, _TOKEN: f"{document[_TOKEN]}-{number}"}).encode()
