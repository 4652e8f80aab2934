"""What the generator made before, by the content that it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from portwright.models.pieces import Piece


class Store(Protocol):
    """Keeps bytes by key; may forget any of them at any time."""

    def get(self, keys: Iterable[str]) -> Mapping[str, bytes]: ...

    def put(self, values: Mapping[str, bytes]) -> None: ...


def key_of(*parts: Any) -> str:
    """The key of what is made from these JSON values and nothing else."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def packed(piece: Piece) -> bytes:
    return json.dumps([piece.text, *piece.imports]).encode()


def unpacked(data: bytes) -> Piece:
    text, *imports = json.loads(data)
    return Piece(text, tuple(imports))
