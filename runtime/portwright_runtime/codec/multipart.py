"""multipart/form-data bodies (RFC 7578): a part for each field, and for each item of a list."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl

from msgspec import UNSET, Struct

from portwright_runtime.codec.json import encode_json
from portwright_runtime.codec.media import is_json
from portwright_runtime.codec.scalar import encoded, plain, text_of
from portwright_runtime.errors import ConfigurationError

_BOUNDARY: Final = 32
_JSON: Final = "application/json"
_BYTES: Final = "application/octet-stream"
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
# Source: WHATWG HTML, "multipart form data"; all else travels as it is, in UTF-8.
_ESCAPED: Final = {'"': "%22", "\r": "%0D", "\n": "%0A"}
_TOKEN: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
# Source: RFC 9110, 8.3.1; a parameter may be anything that cannot end the header field.
_IS_MEDIA: Final = re.compile(rf"{_TOKEN}/{_TOKEN}(;[\t -~]*)?").fullmatch
_IS_NAME: Final = re.compile(_TOKEN).fullmatch
_IS_TEXT: Final = re.compile(r"[\t -~]*").fullmatch
# What a part says of itself.
_OWN_FIELD: Final = re.compile("content-(disposition|type)", re.IGNORECASE).fullmatch
# Source: RFC 2046, 5.1.1.
_IS_BOUNDARY: Final = re.compile(
    rb"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]"
).fullmatch


class File(Struct, frozen=True):
    """A file to be sent. Without a name it has that of its field, without a media type the one that
    the vendor's document says, if it says one. `headers` are fields of its part besides. Its repr
    shows no content."""

    content: bytes
    name: str | None = None
    media: str | None = None
    headers: Mapping[str, str] = {}

    def __repr__(self) -> str:
        return f"File(name={self.name!r}, {len(self.content)} bytes)"


class Styled(Struct, frozen=True):
    """A field as the pairs of a form, each a part."""

    pairs: list[str]


def encode_multipart(fields: Mapping[str, object], media: Mapping[str, str] = _NONE) -> bytes:
    """The body, the same for the same fields, so that a repeated call is the same call. Bytes are
    files; objects are JSON. What is null or UNSET is left out. `media` are the media types that
    parts have, by field.

    Its boundary is a digest of its parts, which no part can hold.
    """
    parts = [
        part for name, value in fields.items() for part in _parts(name, value, media.get(name, ""))
    ]
    boundary = hashlib.sha256(b"\0".join(parts)).hexdigest()[:_BOUNDARY].encode()
    lines = [b"--%b\r\n%b\r\n" % (boundary, part) for part in parts]
    return b"".join([*lines, b"--%b--\r\n" % boundary])


def multipart_media(body: bytes) -> str:
    """The Content-Type of a body of `encode_multipart`."""
    return f"multipart/form-data; boundary={body[2 : 2 + _BOUNDARY].decode()}"


def with_boundary(media: str, body: bytes) -> str:
    """The Content-Type of a multipart body that the caller made: its first line is the boundary."""
    line = body.lstrip(b"\r\n").partition(b"\n")[0].strip()
    if not line.startswith(b"--") or not _IS_BOUNDARY(line[2:]):
        return media
    kept = [part for part in media.split(";") if not part.strip().lower().startswith("boundary=")]
    return f'{";".join(kept).strip()}; boundary="{line[2:].decode()}"'


def _parts(name: str, value: object, media: str) -> Iterator[bytes]:
    if value is UNSET or value is None:
        return
    if isinstance(value, bytes | bytearray | memoryview):
        value = File(bytes(value))
    if isinstance(value, File):
        yield _file(name, value, media)
    elif isinstance(value, Styled):
        for key, text in parse_qsl("&".join(value.pairs), keep_blank_values=True):
            yield _part({"name": key}, media, encoded(text))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _parts(name, item, media)
    else:
        yield _value(name, plain(value), media)


def _file(name: str, file: File, media: str) -> bytes:
    stated = {"name": name, "filename": file.name if file.name is not None else name}
    found = file.media if file.media is not None else media or _BYTES
    return _part(stated, found, bytes(file.content), file.headers)


def _value(name: str, bare: object, media: str) -> bytes:
    if isinstance(bare, dict | list) or is_json(media):
        return _part({"name": name}, media or _JSON, encode_json(bare))
    return _part({"name": name}, media, encoded(text_of(bare)))


def _part(
    disposition: Mapping[str, str],
    media: str,
    content: bytes,
    fields: Mapping[str, str] = _NONE,
) -> bytes:
    if media and not _IS_MEDIA(media):
        raise ConfigurationError("the media type of a file is none")
    stated = "".join(f'; {key}="{_escaped(text)}"' for key, text in disposition.items())
    head = f"Content-Disposition: form-data{stated}\r\n"
    head += f"Content-Type: {media}\r\n" if media else ""
    head += "".join(_field(name, text) for name, text in fields.items())
    return encoded(head) + b"\r\n" + content


def _field(name: str, text: str) -> str:
    if _OWN_FIELD(name) or not _IS_NAME(name) or not _IS_TEXT(text):
        raise ConfigurationError("a header field of a file cannot be sent")
    return f"{name}: {text}\r\n"


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in text)
