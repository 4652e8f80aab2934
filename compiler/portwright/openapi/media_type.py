"""Media types as documents write them: what is one, what it is a kind of, what can be sent."""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
# Source: RFC 9110, 8.3.1; a parameter may be anything that cannot end the header field.
_MEDIA: Final = re.compile(rf"{_TOKEN}/{_TOKEN}\s*(;[\t -~]*)?")


def is_media_type(text: str) -> bool:
    """Whether it can stand in a `Content-Type`; `*/*` and `image/*` count."""
    return _MEDIA.fullmatch(text.strip()) is not None


def essence(media: str) -> str:
    """Type and subtype in small letters, without parameters."""
    return media.partition(";")[0].strip().lower()


def is_json(media: str) -> bool:
    """JSON under any of its names: application/json, text/json, application/problem+json."""
    subtype = essence(media).rpartition("/")[2]
    return subtype in ("json", "x-json") or subtype.endswith("+json")


def is_multipart_form(media: str) -> bool:
    """Whether it is a form that holds files."""
    return essence(media) == "multipart/form-data"


def is_xml(media: str) -> bool:
    """XML under any of its names."""
    subtype = essence(media).rpartition("/")[2]
    return subtype == "xml" or subtype.endswith("+xml")


def is_range(media: str) -> bool:
    """Whether it stands for many: `*/*`, `image/*`, `application/*+json`."""
    return "*" in essence(media)
