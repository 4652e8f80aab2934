"""The proof that a text holds no secret: it is decoded in every way and as deep as people encode.

The scrubber looks for spellings of secrets; this undoes encodings of the text and looks for the
secrets as they are, so that a spelling which the scrubber forgot is found here.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

import yaml

from portwright_harness.recorder.secrets import Secrets

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 6
MAX_INFLATED = 64 * 1024 * 1024

_RUN = re.compile(rb"[A-Za-z0-9+/]{6,}")
_HEX = re.compile(rb"[0-9A-Fa-f]{12,}")
_ESCAPE = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_SPACE = re.compile(rb"\s+")
_COMPRESSED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
# Printable characters in UTF-8, at least as many as the shortest secret has.
_TEXT = re.compile(
    rb"(?:[\t\r\n\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){6,}"
)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True, slots=True)
class Survivor:
    """A secret that is still there: its name, and how it was found."""

    name: str
    way: tuple[str, ...]

    def __str__(self) -> str:
        return f"`{self.name}` ({', '.join(self.way) or 'as it is'})"


def survivors(text: str, secrets: Secrets) -> list[Survivor]:
    """Every secret that a cassette's text holds, in any encoding; each once."""
    sought = [(name, _dense(piece.encode())) for name, piece in secrets.pieces()]
    found: dict[str, Survivor] = {}
    for way, data in _views(text):
        dense = _dense(data)
        for name, piece in sought:
            if name not in found and piece in dense:
                found[name] = Survivor(name, way)
    return list(found.values())


def _views(text: str) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """The file, its scalars as YAML reads them, and what either may stand for."""
    scalars = b"\n\0".join(_scalars(yaml.load(text, Loader=_LOADER)))
    waiting: list[tuple[tuple[str, ...], bytes]] = [((), text.encode()), ((), scalars)]
    known = {data for _, data in waiting}
    while waiting:
        way, data = waiting.pop(0)
        yield way, data
        for name, decoded in _decoded(data) if len(way) < MAX_DEPTH else ():
            if decoded not in known:
                known.add(decoded)
                waiting.append(((*way, name), decoded))


def _scalars(value: object) -> Iterator[bytes]:
    match value:
        case dict():
            for key, child in value.items():
                yield from _scalars(key)
                yield from _scalars(child)
        case list():
            for child in value:
                yield from _scalars(child)
        case bytes():
            yield value
        case _:
            yield str(value).encode("utf-8", "surrogatepass")


def _decoded(data: bytes) -> Iterator[tuple[str, bytes]]:
    """What the data may stand for: its texts, and what is compressed or UTF-16 in it.

    Most of what was taken for base64 is rubbish, in which only texts can be encoded further.
    """
    text = b"\n".join(_TEXT.findall(data))
    decoders = (*((text, *one) for one in _OF_TEXT), *((data, *one) for one in _OF_BYTES))
    for source, name, decode in decoders:
        for decoded in decode(source):
            if decoded and decoded != source:
                yield name, decoded


def _percent(data: bytes) -> Iterator[bytes]:
    yield unquote_to_bytes(data)
    yield unquote_to_bytes(data.replace(b"+", b" "))


def _latin_1(data: bytes) -> Iterator[bytes]:
    """UTF-8 that was read as Latin-1."""
    yield data.decode("utf-8", "ignore").encode("latin-1", "ignore")


def _utf_16(data: bytes) -> Iterator[bytes]:
    yield data.replace(b"\0", b"")


def _escapes(data: bytes) -> Iterator[bytes]:
    yield _ESCAPE.sub(_unescaped, data)


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return chr(int(match[1], 16)).encode("utf-8", "surrogatepass")
    return _NAMED.get(match[2], match[2])


def _entities(data: bytes) -> Iterator[bytes]:
    if b"&" in data:
        text = data.decode("utf-8", "surrogateescape")
        yield html.unescape(text).encode("utf-8", "surrogateescape")


def _base64(data: bytes) -> Iterator[bytes]:
    """Runs at each of the four places at which a group of characters may begin."""
    plain = data.replace(b"-", b"+").replace(b"_", b"/")
    # An encoder of mail or keys breaks its lines.
    for text in {plain, _SPACE.sub(b"", plain)}:
        runs = _RUN.findall(text)
        for start in range(4):
            yield b"\0".join(_grouped(run[start:]) for run in runs)


def _grouped(run: bytes) -> bytes:
    whole = run[: len(run) - 1] if len(run) % 4 == 1 else run
    return base64.b64decode(whole + b"=" * (-len(whole) % 4))


def _hex(data: bytes) -> Iterator[bytes]:
    runs = _HEX.findall(data)
    for start in range(2):
        cut = (run[start : len(run) - (len(run) - start) % 2] for run in runs)
        yield b"\0".join(binascii.unhexlify(run) for run in cut)


def _compressed(data: bytes) -> Iterator[bytes]:
    for match in _COMPRESSED.finditer(data):
        inflater = zlib.decompressobj(32 + zlib.MAX_WBITS)
        try:
            yield inflater.decompress(data[match.start() :], MAX_INFLATED)
        except zlib.error:
            continue  # Two bytes that only look like the beginning of something compressed.


def _dense(data: bytes) -> bytes:
    """Without white space: a key of several lines is found however they are broken."""
    return _SPACE.sub(b"", data)


_Decoder = tuple[str, Callable[[bytes], Iterator[bytes]]]
_OF_TEXT: tuple[_Decoder, ...] = (
    ("URL-encoded", _percent),
    ("escaped", _escapes),
    ("in HTML", _entities),
    ("in Latin-1", _latin_1),
    ("base64", _base64),
    ("hex", _hex),
)
_OF_BYTES: tuple[_Decoder, ...] = (("compressed", _compressed), ("in UTF-16", _utf_16))
