"""Labels as they come from carriers."""

from __future__ import annotations

from base64 import b64decode

from portwright_runtime.errors import MappingFailed


def document(text: str) -> bytes:
    """The file that a text in base64 stands for; MappingFailed if it is none."""
    try:
        return b64decode(text, validate=True)
    except ValueError:
        pass
    raise MappingFailed("a label that is no base64")
