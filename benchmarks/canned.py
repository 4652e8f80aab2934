"""Transports that answer at once, from memory: what is left is the cost of the client itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portwright_runtime import Headers, WireRequest, WireResponse

_ANSWERS = Path(__file__).with_name("answers")


def answer(name: str) -> WireResponse:
    """A success with the named body, and as many header fields as vendors send."""
    headers = (
        ("Content-Type", "application/json"),
        ("Date", "Sun, 22 Nov 2026 10:00:00 GMT"),
        ("Request-Id", "req_Bench000000001"),
        ("Stripe-Version", "2022-11-15"),
        ("Cache-Control", "no-cache, no-store"),
        ("Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload"),
    )
    return WireResponse(200, Headers(headers), (_ANSWERS / f"{name}.json").read_bytes())


@dataclass(slots=True)
class CannedSync:
    """The synchronous one."""

    answer: WireResponse

    def send(self, request: WireRequest) -> WireResponse:
        return self.answer

    def close(self) -> None: ...


@dataclass(slots=True)
class CannedAsync:
    """The asynchronous one; it never waits."""

    answer: WireResponse

    async def send(self, request: WireRequest) -> WireResponse:
        return self.answer

    async def aclose(self) -> None: ...
