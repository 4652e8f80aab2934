"""How single fields of a form are written, where its `encoding` says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from portwright.ir.integration import QueryStyle
from portwright.openapi.encoding import PartView
from portwright.openapi.media_type import is_media_type
from portwright.semantics.bound import BoundBody

_DELIMITED: Final[Mapping[str, QueryStyle]] = {
    "form": "form_comma",
    "spaceDelimited": "space",
    "pipeDelimited": "pipe",
}


def field_styles(body: BoundBody) -> Iterator[tuple[str, QueryStyle]]:
    """The fields that are not written as their form writes its fields by itself: it has nested
    names and repeats a name for each item of a list, and a multipart form writes objects as JSON.
    """
    for name in sorted(body.fields or ()) if body.codec in ("form", "multipart") else ():
        part = body.parts.get(name, PartView())
        if part.style == "deepObject":
            if body.codec == "multipart":
                yield name, "deep_object"
        elif (style := _DELIMITED.get(part.style or "")) and not _explodes(part):
            yield name, style
        elif part.style == "form" and body.brackets:
            yield name, "form"


def part_media(body: BoundBody) -> Iterator[tuple[str, str]]:
    """The media types of parts that say one."""
    for name in sorted(body.fields or ()) if body.codec in ("form", "multipart") else ():
        media = body.parts.get(name, PartView()).media
        if is_media_type(media):
            yield name, media


def _explodes(part: PartView) -> bool:
    return part.explode if part.explode is not None else part.style == "form"
