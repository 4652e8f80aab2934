"""Media types matched: parameters apart, JSON under any of its names, ranges by what they cover."""

from __future__ import annotations

from collections.abc import Iterable

from portwright.openapi.media_type import essence, is_json
from portwright.openapi.operation_view import MediaView


def taken_media(media: str, offered: Iterable[MediaView]) -> MediaView | None:
    """What the vendor takes that covers the media type of our requests."""
    known = list(offered)
    exact = (item for item in known if item.media == media)
    same = (item for item in known if essence(item.media) == essence(media))
    wider = (item for item in known if _covers(essence(item.media), essence(media)))
    return next(exact, None) or next(same, None) or next(wider, None)


def read_media(media: str, offered: Iterable[MediaView]) -> MediaView | None:
    """The answer that we go on to read as before: JSON is JSON under every name."""
    known = list(offered)
    found = taken_media(media, known)
    if found is not None or not is_json(media):
        return found
    return next((item for item in known if is_json(item.media)), None)


def _covers(wide: str, media: str) -> bool:
    return wide == "*/*" or (wide.endswith("/*") and media.startswith(wide.removesuffix("*")))


def lost_parameters(sent: str, offered: str) -> bool:
    """Whether what is sent has a parameter that the vendor does not name, or names otherwise; every
    receiver of a text is told its charset."""
    return bool(_parameters(sent) - _parameters(offered)) and "*" not in offered


def _parameters(media: str) -> frozenset[tuple[str, str]]:
    pairs = (part.partition("=") for part in media.split(";")[1:])
    found = {(name.strip().lower(), value.strip(' "').lower()) for name, _, value in pairs}
    return frozenset(item for item in found if item[0] not in ("charset", "boundary", ""))
