"""multipart/form-data bodies (RFC 7578): a part for each field, and for each item of a list."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import UNSET, Struct

from portwright_runtime.codec.json import encode_json
from portwright_runtime.codec.scalar import encoded, plain, text_of
from portwright_runtime.errors import ConfigurationError

_BOUNDARY: Final = 32
_JSON: Final = "application/json"
# Source: WHATWG HTML, "multipart form data"; all else travels as it is, in UTF-8.
_ESCAPED: Final = {'"': "%22", "\r": "%0D", "\n": "%0A"}
_TOKEN: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
# Source: RFC 9110, 8.3.1; a parameter may be anything that cannot end the header field.
_IS_MEDIA: Final = re.compile(rf"{_TOKEN}/{_TOKEN}(;[\t -~]*)?").fullmatch


class File(Struct, frozen=True):
    """A file to be sent. Without a name it has that of its field; its repr shows no content."""

    content: bytes
    name: str | None = None
    media: str = "application/octet-stream"

    def __repr__(self) -> str:
        return f"File(name={self.name!r}, {len(self.content)} bytes)"


def encode_multipart(fields: Mapping[str, object]) -> bytes:
    """The body, the same for the same fields, so that a repeated call is the same call. Bytes are
    files; objects are JSON. What is null or UNSET is left out.

    Its boundary is a digest of its parts, which no part can hold.
    """
    parts = [part for name, value in fields.items() for part in _parts(name, value)]
    boundary = hashlib.sha256(b"\0".join(parts)).hexdigest()[:_BOUNDARY].encode()
    lines = [b"--%b\r\n%b\r\n" % (boundary, part) for part in parts]
    return b"".join([*lines, b"--%b--\r\n" % boundary])


def multipart_media(body: bytes) -> str:
    """The Content-Type of a body of `encode_multipart`."""
    return f"multipart/form-data; boundary={body[2 : 2 + _BOUNDARY].decode()}"


def _parts(name: str, value: object) -> Iterator[bytes]:
    if value is UNSET or value is None:
        return
    if isinstance(value, bytes | bytearray | memoryview):
        value = File(bytes(value))
    if isinstance(value, File):
        file = value.name if value.name is not None else name
        yield _part({"name": name, "filename": file}, value.media, bytes(value.content))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _parts(name, item)
    else:
        yield _value(name, plain(value))


def _value(name: str, bare: object) -> bytes:
    if isinstance(bare, dict | list):
        return _part({"name": name}, _JSON, encode_json(bare))
    return _part({"name": name}, "", encoded(text_of(bare)))


def _part(disposition: Mapping[str, str], media: str, content: bytes) -> bytes:
    if media and not _IS_MEDIA(media):
        raise ConfigurationError("the media type of a file is none")
    stated = "".join(f'; {key}="{_escaped(text)}"' for key, text in disposition.items())
    head = f"Content-Disposition: form-data{stated}\r\n"
    head += f"Content-Type: {media}\r\n" if media else ""
    return encoded(head) + b"\r\n" + content


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in text)
