"""Bodies as cassettes hold them: text, `!!binary`, `base64_string`, and gzip or deflate inside."""

from __future__ import annotations

import base64
import binascii
import zlib

from portwright_harness.yaml_tree import Mapping, Scalar, Tree

MAX_BODY = 64 * 1024 * 1024

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class BodyError(Exception):
    """A body that cannot be read as it claims to be."""


def read_body(node: Tree | None) -> bytes | None:
    """The bytes of a cassette's body node; None where it has no body. Raises BodyError."""
    match node:
        case None:
            return None
        case Scalar():
            return _scalar(node)
        case Mapping():
            return _mapping(node)
        case _:
            raise BodyError("must be text, binary or a map with `string` or `base64_string`")


def _scalar(node: Scalar) -> bytes | None:
    if node.null:
        return None
    if node.binary:
        return _base64(node.text)
    try:
        return _bounded(node.text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise BodyError(f"cannot be written as UTF-8: {error.reason}") from None


def _mapping(node: Mapping) -> bytes | None:
    unknown = sorted(node.entries.keys() - {"string", "base64_string", "encoding"})
    if unknown:
        raise BodyError(f"unknown key {unknown[0]!r}")
    encoded = node.entries.get("base64_string")
    if encoded is None:
        inner = node.entries.get("string")
        if isinstance(inner, Mapping):
            raise BodyError("`string` must be text or binary")
        return read_body(inner)
    if "string" in node.entries or not isinstance(encoded, Scalar):
        raise BodyError("`base64_string` must be text and stand without `string`")
    return _base64(encoded.text)


def _base64(text: str) -> bytes:
    try:
        return _bounded(base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError) as error:
        raise BodyError(f"is not base64: {error}") from None


def decompress(body: bytes, encoding: str) -> bytes:
    """Undo a Content-Encoding, where the bytes still carry it; recorders often undo it first."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return body
    if name in ("gzip", "x-gzip"):
        return _inflate(body) if body.startswith(_GZIP_MAGIC) else body
    if name == "deflate":
        return _inflate(body)
    raise BodyError(f"Content-Encoding {name!r} is not read here")


def _inflate(body: bytes) -> bytes:
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        data = inflater.decompress(body, MAX_BODY + 1)
    except zlib.error as error:
        raise BodyError(f"is not what its Content-Encoding claims: {error}") from None
    if not inflater.eof and len(data) <= MAX_BODY:
        raise BodyError("is compressed data that was cut short")
    return _bounded(data)


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_BODY:
        raise BodyError(f"is larger than {MAX_BODY} bytes")
    return data
