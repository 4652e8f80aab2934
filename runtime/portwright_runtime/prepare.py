"""An operation and its arguments to what goes on the wire, credentials last."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from msgspec import UNSET, Struct

from portwright_runtime.auth.base import Auth
from portwright_runtime.auth.credential import Credential
from portwright_runtime.call import Request
from portwright_runtime.codec.form import encode_form
from portwright_runtime.codec.json import encode_json
from portwright_runtime.codec.media import is_json
from portwright_runtime.codec.multipart import (
    Styled,
    encode_multipart,
    multipart_media,
    with_boundary,
)
from portwright_runtime.codec.path import fill_path
from portwright_runtime.codec.query import DEEP_OBJECT, add_styled, encode_query
from portwright_runtime.codec.scalar import encoded, quoted, scalar_texts, text_of
from portwright_runtime.codec.written import json_text
from portwright_runtime.connection import Connection
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.fields import Fields, Given, KeptFields
from portwright_runtime.keying import with_key
from portwright_runtime.origin import ForeignURL, followed, within
from portwright_runtime.spec import OperationSpec, R
from portwright_runtime.transport.port import WireRequest

_USER_AGENT: Final = ("User-Agent", "portwright-runtime/1")
_MEDIA: Final[Mapping[str, str]] = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "text": "text/plain; charset=utf-8",
    "bytes": "application/octet-stream",
}


class Kept:
    """What is known of the header fields of one connection, and of its credentials."""

    __slots__ = ("connection", "credentials")

    def __init__(self) -> None:
        self.connection = KeptFields()
        self.credentials = KeptFields()


class Prepared(Struct, frozen=True):
    """A call that can be sent any number of times, under one key; its repr shows no values.

    A `url` without an origin gets one with the credentials of each attempt: it lies below their
    base URL, or if it `is_link` below its origin.
    """

    method: str
    url: str
    fields: Fields
    body: bytes | None
    key: str | None
    is_link: bool = False

    def __repr__(self) -> str:
        return f"Prepared(method={self.method!r})"


def prepare(
    spec: OperationSpec[R],
    request: Request,
    connection: Connection,
    mint: Callable[[], str],
    base_url: str | None = None,
    kept: Kept | None = None,
) -> Prepared:
    """The call without credentials; ConfigurationError if its arguments cannot make one.

    `base_url` is what credentials have named last, "" if none have named it yet and None if they
    never do. Those of an attempt may name another, so what they complete is kept without it.
    `kept` is what earlier calls of the connection found out.
    """
    request, key = with_key(spec.name, spec.safety, spec.plan.place, request, mint)
    body = _body(spec, request.body)
    return Prepared(
        method=spec.method,
        url=url_of(spec, request, spec.server or connection.base_url)
        if base_url is None or spec.server
        else _below(spec, request, base_url),
        fields=_fields(spec, request, connection, kept or Kept(), _media(spec, body)),
        body=body,
        key=key,
        is_link=request.url is not None,
    )


def authorized(
    call: Prepared,
    auth: Auth,
    *,
    connect_timeout: float,
    timeout: float,
    deadline: float,
    kept: Kept | None = None,
) -> WireRequest:
    """One attempt of the call, with its credentials."""
    url = call.url
    if url.startswith("/"):
        url = _absolute(call, auth)
    parameters = auth.query_parameters()
    if parameters:
        credentials = (f"{quoted(name)}={quoted(value)}" for name, value in parameters)
        url = _with_query(url, "&".join(credentials))
    return WireRequest(
        method=call.method,
        url=url,
        headers=call.fields.pairs_under((kept or Kept()).credentials.of(auth.header_fields())),
        body=call.body,
        connect_timeout=connect_timeout,
        timeout=timeout,
        deadline=deadline,
    )


def url_of(spec: OperationSpec[R], request: Request, base_url: str) -> str:
    """Where the request goes, without an origin if `base_url` is "".

    ConfigurationError for a link to another origin than that of `base_url`, and for a path that
    would make another host of it: `.evil.example/x` or `@evil.example/x`.
    """
    if request.url is not None:
        # Without a base yet, of a link only what lies below one is kept.
        return _linked(spec.name, base_url, request.url) if base_url else within(request.url)
    path = fill_path(spec.path, request.path)
    # Two slashes are the vendor's own only where no parameter made them, and name no host behind
    # a base URL.
    if path[:1] != "/" or (path[1:2] == "/" and not (base_url and spec.path[:2] == "//")):
        raise ConfigurationError(f"{spec.name}: its path does not begin with one slash")
    query = encode_query(request.query, spec.query, spec.arrays) if request.query else ""
    return _with_query(base_url.rstrip("/") + path, query)


def _below(spec: OperationSpec[R], request: Request, base_url: str) -> str:
    """Path and query, for whatever base URL the credentials of an attempt name."""
    if request.url is None or not base_url:
        return url_of(spec, request, "")
    return within(url_of(spec, request, base_url))


def _absolute(call: Prepared, auth: Auth) -> str:
    if not isinstance(auth, Credential) or auth.base_url is None:
        raise ConfigurationError("base_url: neither the connection nor a token names one")
    if call.is_link:
        return _linked(call.method, auth.base_url, call.url)
    return auth.base_url + call.url


def _linked(call: str, base_url: str, link: str) -> str:
    try:
        return followed(base_url, link)
    except ForeignURL as foreign:
        text = f"{call}: a link that is not followed: {foreign}"
    raise ConfigurationError(text)


def _with_query(url: str, query: str) -> str:
    if not query:
        return url
    return f"{url}{'&' if '?' in url else '?'}{query}"


def _body(spec: OperationSpec[R], body: object) -> bytes | None:
    if spec.body is None:
        return None
    if not spec.body_required and _is_empty(body):
        return None
    return _ENCODERS[spec.body](spec, body)


def _media(spec: OperationSpec[R], body: bytes | None) -> str | None:
    if spec.body is None or body is None:
        return None
    if spec.body == "multipart":
        return multipart_media(body)
    media = spec.media or _MEDIA[spec.body]
    return with_boundary(media, body) if media.startswith("multipart/") else media


def _is_empty(body: object) -> bool:
    values = body.values() if isinstance(body, Mapping) else [body]
    return all(value is UNSET for value in values)


def _json(spec: OperationSpec[R], body: object) -> bytes:
    return encode_json({} if body is UNSET else body)


def _form(spec: OperationSpec[R], body: object) -> bytes:
    if body is UNSET:
        return b""
    if not isinstance(body, Mapping):
        raise ConfigurationError(f"{spec.name}: a form has named fields")
    if not (spec.fields or spec.parts):
        return encode_form(body, spec.arrays)
    return "&".join(_pairs(spec, body)).encode()


def _pairs(spec: OperationSpec[R], body: Mapping[str, object]) -> list[str]:
    """The pairs of a form of which single fields are written in a way of their own."""
    parts: list[str] = []
    for name, value in body.items():
        sent = json_text(value) if is_json(spec.parts.get(name, "")) else value
        add_styled(parts, name, sent, spec.fields.get(name, DEEP_OBJECT), spec.arrays)
    return parts


def _multipart(spec: OperationSpec[R], body: object) -> bytes:
    if isinstance(body, Mapping):
        return encode_multipart(_styled(spec, body), spec.parts)
    raise ConfigurationError(f"{spec.name}: a form has named fields")


def _styled(spec: OperationSpec[R], body: Mapping[str, object]) -> Mapping[str, object]:
    """The fields of a multipart form, those with a style as the pairs that it makes of them."""
    if not spec.fields:
        return body
    return {
        name: Styled(_pairs(spec, {name: value})) if name in spec.fields else value
        for name, value in body.items()
    }


def _text(spec: OperationSpec[R], body: object) -> bytes:
    return encoded(text_of(None if body is UNSET else body))


def _bytes(spec: OperationSpec[R], body: object) -> bytes:
    if isinstance(body, bytes | bytearray | memoryview):
        return bytes(body)
    if body is UNSET:
        return b""
    raise ConfigurationError(f"{spec.name}: its body is bytes")


_ENCODERS: Final[Mapping[str, Callable[[OperationSpec[Any], object], bytes]]] = {
    "json": _json,
    "form": _form,
    "multipart": _multipart,
    "text": _text,
    "bytes": _bytes,
}


def _fields(
    spec: OperationSpec[R],
    request: Request,
    connection: Connection,
    kept: Kept,
    media: str | None,
) -> Fields:
    fields = Fields({"accept": ("Accept", spec.accept), "user-agent": _USER_AGENT})
    _over(fields, connection.headers.items(), kept.connection)
    for name, value in request.headers.items():
        texts = scalar_texts(value)
        if texts:
            fields.set(name, ",".join(texts))
    if media is not None:
        fields.set("Content-Type", media)
    if request.options and request.options.headers:
        fields.update(request.options.headers.items())
        _restore_key(fields, spec, request)
    return fields


def _over(fields: Fields, given: Collection[Given], kept: KeptFields) -> None:
    fields.put(kept.of(given))
    for name, value in given:
        if value is None:
            fields.set(name, None)


def _restore_key(fields: Fields, spec: OperationSpec[R], request: Request) -> None:
    # A header of options may not take the key's place: every attempt goes under one known key.
    place = spec.plan.place
    if place and place.part == "headers":
        fields.set(place.name, str(request.headers[place.name]))
