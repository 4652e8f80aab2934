"""The hash that files are known by."""

from __future__ import annotations

import hashlib


def sha256(data: bytes) -> str:
    """Hex digest."""
    return hashlib.sha256(data).hexdigest()
