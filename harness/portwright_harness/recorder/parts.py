"""A multipart body taken apart at its boundary, and put together again, all else to the byte."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

_GAP = b"\r\n\r\n"
_BREAK = b"\r\n"


@dataclass(frozen=True, slots=True)
class Part:
    """The lines above a part's content, with the breaks around them; and the content itself."""

    head: bytes
    content: bytes

    @property
    def name(self) -> str:
        """The name of its field; "" without one."""
        found = self._fields().get_param("name", header="content-disposition")
        return found if isinstance(found, str) else ""

    @property
    def media(self) -> str:
        """The media type that the part states; "" without one."""
        return str(self._fields().get("content-type", ""))

    def _fields(self) -> Message:
        return message_from_bytes(self.head.strip() + _GAP)


def with_parts(body: bytes, media: str, change: Callable[[Part], Part]) -> tuple[bytes, str] | None:
    """The body with each of its parts changed, and its media type; None for what has no such parts.

    The boundary is another: clients make it of what the parts hold, secrets too.
    """
    header = Message()
    header["Content-Type"] = media
    boundary = header.get_boundary()
    if not media.lower().startswith("multipart/") or boundary is None:
        return None
    before, *pieces = body.split(b"--" + boundary.encode("utf-8", "replace"))
    parts = [_part(piece) for piece in pieces[:-1]]
    if not parts or not pieces[-1].startswith(b"--") or None in parts:
        return None
    made = [_piece(change(part)) for part in parts if part is not None]
    other = _boundary(b"".join(made))
    header.set_boundary(other)
    return f"--{other}".encode().join([before, *made, pieces[-1]]), str(header["Content-Type"])


def _boundary(parts: bytes) -> str:
    """One that no part holds."""
    names = (f"portwright-{number}" for number in itertools.count(1))
    return next(name for name in names if f"--{name}".encode() not in parts)


def _part(piece: bytes) -> Part | None:
    head, gap, content = piece.partition(_GAP)
    if not (gap and head.startswith(_BREAK) and content.endswith(_BREAK)):
        return None
    return Part(head, content.removesuffix(_BREAK))


def _piece(part: Part) -> bytes:
    return part.head + _GAP + part.content + _BREAK
