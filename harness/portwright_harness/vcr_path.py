"""Plain vcrpy over the client's own httpx2 transport.

vcrpy neither matches bodies nor minds unplayed interactions by itself; here the one matcher
compares whole requests in canonical form and in order, and the play count is asserted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portwright_harness.canonical import Message
from portwright_harness.difference import Difference, render
from portwright_harness.matching import Matching
from portwright_harness.problem import Problem
from portwright_harness.tls import shared_context


@dataclass(slots=True)
class VcrStage:
    """A vcrpy cassette being played, and what its matcher saw last."""

    total: int
    matching: Matching | None = None
    cassette: Any = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def played(self) -> int:
        """How many interactions vcrpy has played."""
        return int(self.cassette.play_count)

    def matches(self, sent: Any, recorded: Any) -> bool:
        """vcrpy's matcher: only the next interaction may answer, and only the same request."""
        requests = self.cassette.requests
        if self.matching is None or self.played >= len(requests):
            return False
        if recorded is not requests[self.played]:
            return False
        found = self.matching.differences(_message(recorded), _message(sent))
        if found:
            self._differs(found)
        return not found

    def _differs(self, found: tuple[Difference, ...]) -> None:
        text = f"request {self.played + 1} of {self.total} differs from the cassette:\n"
        problem = Problem("request", text + render(found))
        if problem not in self.problems:
            self.problems.append(problem)

    def count_problems(self) -> list[Problem]:
        """Every interaction must have been played once."""
        if len(self.cassette) != self.total:
            return [Problem("cassette", f"vcrpy read {len(self.cassette)} of {self.total}")]
        if self.played == self.total and self.cassette.all_played:
            return []
        return [Problem("unplayed", f"vcrpy played {self.played} of {self.total} interactions")]


@contextmanager
def vcr_stage(path: Path, total: int) -> Iterator[VcrStage]:
    """Play a cassette through vcrpy, recording nothing, for the time of the block."""
    import vcr

    stage = VcrStage(total)
    recorder = vcr.VCR(record_mode="none", match_on=["whole_request"])
    recorder.register_matcher("whole_request", stage.matches)
    played = recorder.use_cassette(str(path), allow_playback_repeats=False)
    with shared_context(), played as cassette:
        stage.cassette = cassette
        yield stage


def refusals() -> tuple[type[Exception], ...]:
    """What vcrpy raises for a request that it does not answer."""
    from vcr.errors import (
        CannotOverwriteExistingCassetteException,
        UnhandledHTTPRequestError,
    )

    return (CannotOverwriteExistingCassetteException, UnhandledHTTPRequestError)


def _message(request: Any) -> Message:
    body = request.body
    data = body.encode("utf-8") if isinstance(body, str) else body
    return Message(request.method, request.uri, tuple(_headers(request.headers)), data or None)


def _headers(headers: Any) -> Iterator[tuple[str, str]]:
    for name, value in headers.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            yield str(name), one.decode("latin-1") if isinstance(one, bytes) else str(one)
