"""Which media type of several is compiled, and how it is coded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from portwright.openapi.operation_view import MediaView

Codec: TypeAlias = Literal["json", "form", "multipart", "text", "bytes"]
# Bodies of named fields, which become arguments.
FIELDED: Final[frozenset[Codec]] = frozenset(("json", "form", "multipart"))
_FORM = "application/x-www-form-urlencoded"
_TEXTS = ("text/", "application/xml", "application/x-ndjson")
_MULTIPART = "multipart/form-data"
_NOT_PLAIN = ("multipart/",)


def codec_of(media: str) -> Codec | None:
    """How a body of this media type is coded; None for what is not compiled (other
    kinds of multipart than forms)."""
    plain = media.partition(";")[0].strip().lower()
    if plain in ("application/json", "*/*") or plain.endswith("+json"):
        return "json"
    if plain == _FORM:
        return "form"
    if plain == _MULTIPART:
        return "multipart"
    if plain.startswith(_NOT_PLAIN):
        return None
    return "text" if plain.startswith(_TEXTS) or plain.endswith("+xml") else "bytes"


def choose(found: Iterable[MediaView]) -> tuple[MediaView, Codec] | None:
    """The first in the order JSON, form, text, bytes, multipart; None when none can be compiled."""
    ranked = {codec: view for view in reversed(list(found)) if (codec := codec_of(view.media))}
    order: tuple[Codec, ...] = ("json", "form", "text", "bytes", "multipart")
    return next(((ranked[codec], codec) for codec in order if codec in ranked), None)
