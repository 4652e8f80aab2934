"""Texts that are secret by their shape, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHAPES = (
    re.compile(r"\beyJ[\w-]{5,}\.eyJ[\w-]{2,}\.[\w-]*"),  # a JSON Web Token (RFC 7519)
    re.compile(
        r"-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----.*?-----END \1-----", re.DOTALL
    ),  # a private key (RFC 7468)
)


def shaped(text: str) -> Iterator[str]:
    """The secrets that a text shows by their shape."""
    for shape in _SHAPES:
        for match in shape.finditer(text):
            yield match[0]
