"""Which headers of answers a client reads: those a recording must keep, by no list of ours."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

from portwright_runtime import Headers, WireRequest, WireResponse
from portwright_runtime.transport.sync_httpx2 import SyncHttpx2Transport


class _NotedHeaders(Headers):
    """Headers that note, in lower case, what they are asked for."""

    __slots__ = ("_read",)

    def __init__(self, pairs: Iterable[tuple[str, str]], read: set[str]) -> None:
        super().__init__(pairs)
        self._read = read

    def __getitem__(self, name: str) -> str:
        self._read.add(name.lower())
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._read.add(str(name).lower())
        return super().__contains__(name)

    def get(self, key: str, /, default: Any = None) -> Any:
        """As the client reads most of them."""
        self._read.add(key.lower())
        return super().get(key, default)

    def first(self, names: Iterable[str]) -> str | None:
        """All the names count: which of them is there differs from answer to answer."""
        asked = tuple(names)
        self._read.update(asked)
        return super().first(asked)

    def all(self, name: str) -> tuple[str, ...]:
        """Repeated fields."""
        self._read.add(name.lower())
        return super().all(name)


class NotingTransport:
    """The client's own transport; `read` are the headers that were read of its answers."""

    def __init__(self) -> None:
        self.read: set[str] = set()
        self._inner = SyncHttpx2Transport()

    def send(self, request: WireRequest) -> WireResponse:
        """Over the network, or wherever vcrpy leads."""
        answer = self._inner.send(request)
        noted = _NotedHeaders(answer.headers.pairs, self.read)
        return WireResponse(answer.status, noted, answer.body)

    def close(self) -> None:
        """Close what it opened."""
        self._inner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
