"""What vcrpy caught of a call: messages as they were on the wire, secrets and all.

Nothing here is ever written to disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from portwright_harness.bodies import BodyError, decompress
from portwright_harness.recorder.problem import RecordingFailedError
from portwright_harness.recording import Headers


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, the answer's body decompressed; not to be shown."""

    method: str
    url: str = field(repr=False)
    request_headers: Headers = field(repr=False)
    request_body: bytes = field(repr=False)
    status: int
    reason: str
    headers: Headers = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(slots=True)
class Caught:
    """What a run caught, once it is over; `read` are the headers that the client read."""

    read: frozenset[str] = frozenset()
    exchanges: tuple[Exchange, ...] = field(default=(), repr=False)
    pairs: list[tuple[Any, Mapping[str, Any]]] = field(default_factory=list, repr=False)


@contextmanager
def catching() -> Iterator[Caught]:
    """Let vcrpy catch what is sent in the block, in memory alone."""
    import vcr

    caught = Caught()
    recorder = vcr.VCR(record_mode="all")
    recorder.register_persister(_Persister(caught))
    with recorder.use_cassette("caught"):
        yield caught
    # Only now: what is raised inside would leave vcrpy's patches in place.
    caught.exchanges = tuple(_exchange(*pair) for pair in caught.pairs)


class _Persister:
    """A persister of vcrpy that keeps what it is given, and has nothing to begin with."""

    def __init__(self, caught: Caught) -> None:
        self._caught = caught

    def load_cassette(self, path: str, serializer: Any) -> Any:
        from vcr.persisters.filesystem import CassetteNotFoundError

        raise CassetteNotFoundError

    def save_cassette(self, path: str, held: Mapping[str, Any], serializer: Any) -> None:
        self._caught.pairs = list(zip(held["requests"], held["responses"], strict=True))


def _exchange(request: Any, response: Mapping[str, Any]) -> Exchange:
    headers = tuple(_pairs(response["headers"]))
    return Exchange(
        request.method,
        request.uri,
        tuple(_pairs(request.headers)),
        _bytes(request.body),
        int(response["status"]["code"]),
        str(response["status"]["message"] or ""),
        headers,
        _decoded(_bytes(response["body"]["string"]), headers),
    )


def _decoded(body: bytes, headers: Headers) -> bytes:
    """The body without its Content-Encoding, which no header of the cassette names."""
    encodings = [value for name, value in headers if name.lower() == "content-encoding"]
    try:
        for coded in reversed(",".join(encodings).split(",")):
            body = decompress(body, coded)
    except BodyError as problem:
        raise RecordingFailedError(f"the answer's body {problem}") from None
    return body


def _bytes(body: Any) -> bytes:
    if body is None:
        return b""
    return body.encode("utf-8") if isinstance(body, str) else bytes(body)


def _pairs(headers: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in headers.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            yield str(name), one.decode("latin-1") if isinstance(one, bytes) else str(one)
