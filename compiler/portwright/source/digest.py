"""The hash that files are known by."""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256(data: bytes) -> str:
    """Hex digest."""
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: Path) -> str | None:
    """Of the bytes of a file; None where there is none that can be read."""
    try:
        return sha256(path.read_bytes())
    except (OSError, ValueError):
        return None
