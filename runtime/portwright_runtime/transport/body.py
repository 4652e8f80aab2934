"""The body of an answer as it comes in, bounded."""

from typing import Final

from portwright_runtime.errors import AnswerTooLarge

MAX_BODY: Final = 64 * 1024 * 1024


class Body:
    """Collects chunks; AnswerTooLarge as soon as they are more than `limit` bytes."""

    __slots__ = ("_chunks", "_limit", "_size")

    def __init__(self, limit: int, announced: str | None) -> None:
        self._chunks: list[bytes] = []
        self._limit = limit
        self._size = 0
        if announced and announced.isdecimal() and float(announced) > limit:
            self._refuse()

    def add(self, chunk: bytes) -> None:
        """One more chunk, decoded."""
        self._size += len(chunk)
        if self._size > self._limit:
            self._refuse()
        self._chunks.append(chunk)

    def whole(self) -> bytes:
        """Everything so far."""
        return b"".join(self._chunks)

    def _refuse(self) -> None:
        raise AnswerTooLarge(f"the body of the answer is over {self._limit} bytes")
