"""Which media type of several is compiled, and how it is coded.

The rule, for a body and for an answer alike: JSON before a form, before text, before bytes, before
a multipart form. What has files among its fields is a multipart form, where there is one. Of
several of a kind, the one that says most plainly what is sent; else the first by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

from portwright.openapi.media_type import essence, is_json, is_media_type, is_range, is_xml
from portwright.openapi.operation_view import MediaView

Codec: TypeAlias = Literal["json", "form", "multipart", "text", "bytes"]
# Bodies of named fields, which become arguments.
FIELDED: Final[frozenset[Codec]] = frozenset(("json", "form", "multipart"))
_ORDER: Final[tuple[Codec, ...]] = ("json", "form", "text", "bytes", "multipart")
_NAMED: Final[Mapping[str, Codec]] = {
    "application/x-www-form-urlencoded": "form",
    "multipart/form-data": "multipart",
    # No media type of anybody's, and in documents all the same.
    "application/form-data": "multipart",
    "application/graphql": "text",
    "application/javascript": "text",
    "application/jsonl": "text",
    "application/jsonlines": "text",
    "application/ndjson": "text",
    "application/x-jsonlines": "text",
    "application/x-ndjson": "text",
}
# A range that anything could be in.
_OPEN: Final = frozenset(("*/*", "application/*"))
# What is sent where a document names only a range, and what never changes.
_SENT: Final[Mapping[Codec, str]] = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
    "text": "text/plain; charset=utf-8",
    "bytes": "application/octet-stream",
}
# Its bodies are lists of changes, not what is to be changed.
_PATCH: Final = "application/json-patch+json"


def codec_of(view: MediaView) -> Codec:
    """How a body is coded. What is binary is bytes under any name."""
    plain = essence(view.media)
    if plain in _NAMED:
        return _NAMED[plain]
    if view.holds == "binary":
        return "bytes"
    if is_json(plain) or not is_media_type(view.media):
        return "json"
    if plain in _OPEN:
        return "bytes" if view.pointer is None else "text" if view.holds == "text" else "json"
    return "text" if plain.startswith("text/") or is_xml(plain) or _is_yaml(plain) else "bytes"


def choose(found: Iterable[MediaView]) -> tuple[MediaView, Codec] | None:
    """The one that is compiled; None of none."""
    listed = _real(list(found))
    if not listed:
        return None
    multipart = any(codec_of(view) == "multipart" for view in listed)
    return min(
        ((view, codec_of(view)) for view in listed),
        key=lambda item: _rank(*item, multipart=multipart),
    )


def sent_media(media: str, codec: Codec) -> str:
    """The `Content-Type` of a body: a range cannot be sent, nor what is no media type."""
    usable = is_media_type(media) and not is_range(media)
    return media.strip() if usable else _SENT[codec]


def _real(found: list[MediaView]) -> list[MediaView]:
    """Those that are media types; what is none counts only where nothing else does, and says what
    it is like."""
    real = [view for view in found if is_media_type(view.media)]
    return real or [view for view in found if view.pointer is not None]


def _rank(view: MediaView, codec: Codec, *, multipart: bool) -> tuple[int, int, str]:
    lost_files = view.holds == "files" and codec != "multipart"
    by_hand = essence(view.media).startswith("multipart/") and codec != "multipart"
    order = len(_ORDER) if multipart and (lost_files or by_hand) else _ORDER.index(codec)
    return order, _plainness(view.media), view.media


def _plainness(media: str) -> int:
    plain = essence(media)
    if plain in _SENT.values():
        return 0 if plain == media else 1
    if is_range(media) or plain.startswith("multipart/"):
        return 4
    return 3 if plain == _PATCH else 2


def _is_yaml(plain: str) -> bool:
    return plain.endswith(("+yaml", "/x-yaml", "/yaml"))
