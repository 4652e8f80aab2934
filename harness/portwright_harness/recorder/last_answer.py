"""What the vendor said last, for the person whose recording failed: status and body, redacted."""

from __future__ import annotations

import json
from collections.abc import Sequence

from portwright_harness.manifest import Manifest
from portwright_harness.recorder.exchange import Exchange
from portwright_harness.recorder.proof import survivors
from portwright_harness.recorder.scrub import Kept, Scrubber
from portwright_harness.recorder.secrets import Secrets
from portwright_harness.redaction import redaction_of

MAX_SHOWN = 400

_NO_HEADERS = Kept(frozenset(), frozenset())


def last_answer(manifest: Manifest, exchanges: Sequence[Exchange], secrets: Secrets) -> str:
    """One line, under the redaction and the proof of a recording; a long body is cut."""
    last = exchanges[-1]
    scrubber = Scrubber(redaction_of(manifest), _NO_HEADERS, secrets)
    answer = scrubber.interaction(last)["response"]
    said = f"{last.status} {answer['status']['message']}".strip()
    return f"{said}: {_shown(answer['body']['string'], secrets)}" if last.body else said


def _shown(body: str | bytes, secrets: Secrets) -> str:
    if isinstance(body, bytes):
        return f"({len(body)} bytes)"
    if survivors(json.dumps(body), secrets):
        return "(not shown, as it holds a secret)"
    words = "".join(sign if sign.isprintable() else " " for sign in body).split()
    text = " ".join(words)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"
