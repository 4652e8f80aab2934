"""The in-process transport over a cassette: in order, each interaction once, failing closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from portwright_harness.canonical import Message
from portwright_harness.difference import render
from portwright_harness.matching import Matching, message_of
from portwright_harness.problem import Kind, Problem
from portwright_harness.recording import Interaction
from portwright_runtime import Headers, WireRequest, WireResponse


class ReplayError(Exception):
    """A request that the cassette does not answer; no error of the runtime, so nothing retries."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


class Source(Protocol):
    """Where the answers of a replay come from."""

    def answer(self, request: WireRequest) -> WireResponse:
        """Answer one request, or raise what a real transport or a replay raises."""


@dataclass(slots=True)
class Tape:
    """The interactions of a cassette, played from first to last.

    With `matching` None a request is only counted, not compared: for checks of the answers alone.
    A failure is kept, so that a client which swallows it cannot hide it.
    """

    interactions: Sequence[Interaction]
    matching: Matching | None = None
    played: int = 0
    problems: list[Problem] = field(default_factory=list)

    def answer(self, request: WireRequest) -> WireResponse:
        """The recorded answer to the next request; raises ReplayError."""
        if self.played >= len(self.interactions):
            raise self._failed("extra", self._extra(request))
        interaction = self.interactions[self.played]
        self._compare(interaction, request)
        self.played += 1
        response = interaction.response
        return WireResponse(response.status, Headers(response.headers), response.body)

    def unplayed(self) -> list[Problem]:
        """A problem that tells the first interaction that no request asked for."""
        left = self.interactions[self.played :]
        if not left:
            return []
        request, number = left[0].request, f"{self.played + 1} of {len(self.interactions)}"
        more = f", nor what follows it ({len(left) - 1} more)" if len(left) > 1 else ""
        text = f"interaction {number} was not played: {request.method} {without_query(request.url)}"
        return [Problem("unplayed", f"{text} (line {left[0].line}){more}")]

    def _compare(self, interaction: Interaction, request: WireRequest) -> None:
        if self.matching is None:
            return
        found = self.matching.differences(message_of(interaction.request), sent_message(request))
        if found:
            number = f"{self.played + 1} of {len(self.interactions)}"
            title = f"request {number} differs from the cassette (- recorded, + sent), line"
            raise self._failed("request", f"{title} {interaction.line}:\n{render(found)}")

    def _extra(self, request: WireRequest) -> str:
        total = len(self.interactions)
        before = self.interactions[-1].response.status
        return (
            f"request {self.played + 1} has no interaction, the cassette holds {total}: "
            f"{request.method} {without_query(request.url)}, after an answer {before}"
        )

    def _failed(self, kind: Kind, text: str) -> ReplayError:
        problem = Problem(kind, text)
        self.problems.append(problem)
        return ReplayError(problem)


def sent_message(request: WireRequest) -> Message:
    """A request of the driver in the form that is compared."""
    return Message(request.method, request.url, request.headers, request.body)


def without_query(url: str) -> str:
    """A URL that may be shown: credentials stand in queries."""
    return url.partition("?")[0]


@dataclass(frozen=True, slots=True)
class AsyncReplay:
    """A source as the transport of an asynchronous client."""

    source: Source

    async def send(self, request: WireRequest) -> WireResponse:
        """Answer from the source."""
        return self.source.answer(request)

    async def aclose(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class SyncReplay:
    """A source as the transport of a synchronous client."""

    source: Source

    def send(self, request: WireRequest) -> WireResponse:
        """Answer from the source."""
        return self.source.answer(request)

    def close(self) -> None:
        """Nothing is open."""
