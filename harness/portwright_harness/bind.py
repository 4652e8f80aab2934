"""Foreign recordings: a recorded request to a call of a generated method, or why not.

The recorded texts are parsed by the manifest's schemas into arguments of the public method and
never passed through, so that the request which the client then builds is its own work.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from portwright_harness.canonical import FORM
from portwright_harness.credentials import QUERY, is_placeholder
from portwright_harness.grow import TangledError, grow
from portwright_harness.manifest import Argument, Manifest, OperationEntry
from portwright_harness.pairs import decode_pairs, placed
from portwright_harness.path_match import PathMatch, match_path
from portwright_harness.recording import RecordedRequest
from portwright_harness.schema import Schemas, kinds
from portwright_harness.typed_values import NotTypedError, Reader

_DELIMITERS = {"form_comma": ",", "space": " ", "pipe": "|", "tab": "\t"}
# See `portwright_runtime.codec.written`: what a recorded text would have to be taken apart for.
_UNREAD = frozenset(("label", "matrix", "exploded", "joined"))


@dataclass(frozen=True, slots=True)
class Bound:
    """A recorded request as a call: JSON values by argument name, and the key it went under."""

    operation: str
    arguments: dict[str, Any]
    key: str | None = None


@dataclass(frozen=True, slots=True)
class NotDriven:
    """Why a recorded request is not a call of any generated method."""

    reason: str


class _RefusedError(Exception):
    """The reason, on its way out."""


def bind(
    manifest: Manifest,
    request: RecordedRequest,
    *,
    prefer: str | None = None,
) -> Bound | NotDriven:
    """The call that a recorded request stands for; of two that fit, the one to `prefer`."""
    matches = match_path(manifest, request.method, request.url)
    matches.sort(key=lambda match: match.operation != prefer)
    if not matches:
        path = urlsplit(request.url).path
        return NotDriven(f"unknown operation: {request.method} {path}")
    refusals: list[NotDriven] = []
    for match in matches:
        try:
            return _Binding(manifest, match, request).bound()
        except (_RefusedError, NotTypedError, TangledError) as reason:
            refusals.append(NotDriven(f"{match.entry.operation_id}: {reason}"))
    return refusals[0]


@dataclass(slots=True)
class _Binding:
    manifest: Manifest
    match: PathMatch
    request: RecordedRequest
    found: dict[str, Any] = field(default_factory=dict)
    key: str | None = None

    @property
    def entry(self) -> OperationEntry:
        return self.match.entry

    def bound(self) -> Bound:
        self._path()
        self._query()
        self._headers()
        self._cookies()
        self._body()
        missing = [a.name for a in self.entry.arguments if a.required and a.name not in self.found]
        if missing:
            raise _RefusedError(f"required argument `{missing[0]}` was not recorded")
        return Bound(self.match.operation, self.found, self.key)

    def _arguments(self, place: str) -> dict[str, Argument]:
        return {a.wire or a.name: a for a in self.entry.arguments if a.in_ == place}

    def _reader(self, *, text: bool) -> Reader:
        return Reader(Schemas(self.manifest.schemas), text)

    def _path(self) -> None:
        arguments = self._arguments("path")
        for wire, text in self.match.parameters.items():
            if wire not in arguments:
                raise _RefusedError(f"path parameter `{wire}` is no argument")
            self._take(arguments[wire], text)

    def _query(self) -> None:
        arguments = self._arguments("query")
        declared = self.manifest.connection.credentials.query
        secret = QUERY | {name.lower() for name in declared}
        pairs = [
            pair
            for pair in decode_pairs(urlsplit(self.request.url).query)
            if pair[0].lower() not in secret
        ]
        pairs = self._without_key("query", self._without_constants(pairs))
        plain = [pair for pair in pairs if pair[0] in arguments]
        for name in dict.fromkeys(name for name, _ in plain):
            self._take_texts(arguments[name], [value for key, value in plain if key == name])
        for name, value in grow(placed(p for p in pairs if p[0] not in arguments)).items():
            if name not in arguments:
                raise _RefusedError(f"unknown query parameter `{name}`")
            self._take(arguments[name], value)

    def _without_constants(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """What the path itself says of the query: by it operations of one path are told apart."""
        constants = decode_pairs(self.entry.path.partition("?")[2])
        for name, value in constants:
            if (name, value) not in pairs:
                raise _RefusedError(f"the query does not say `{name}={value}`")
        return [pair for pair in pairs if pair not in constants]

    def _take_texts(self, argument: Argument, texts: list[str]) -> None:
        """A parameter under its plain name: one text, a repeated one, or a delimited list."""
        branches = Schemas(self.manifest.schemas).alternatives(argument.schema)
        delimiter = _DELIMITERS.get(self.entry.query_styles.get(argument.wire, "").lower())
        listed = any("array" in kinds(branch) for branch in branches)
        if len(texts) > 1:
            if not listed:
                raise _RefusedError(f"`{argument.wire}` is given {len(texts)} times")
            self._take(argument, texts)
        elif listed and delimiter:
            self._take(argument, texts[0].split(delimiter))
        else:
            self._take(argument, texts[0])

    def _headers(self) -> None:
        arguments = {wire.lower(): a for wire, a in self._arguments("header").items()}
        place = self.entry.keyed
        for name, value in self.request.headers:
            if place == ("header", name) or (place and place[1].lower() == name.lower()):
                self.key = None if is_placeholder(value) else value
            elif name.lower() in arguments:
                self._take(arguments[name.lower()], value)

    def _cookies(self) -> None:
        arguments = self._arguments("cookie")
        fields = [value for name, value in self.request.headers if name.lower() == "cookie"]
        for pair in "; ".join(fields).split("; ") if arguments else ():
            name, _, value = pair.partition("=")
            if name in arguments:
                self._take(arguments[name], unquote(value))

    def _body(self) -> None:
        if not self.request.body:
            return
        if self.entry.body is None:
            raise _RefusedError("a body was recorded, but the operation sends none")
        whole = next((a for a in self.entry.arguments if a.in_ == "body" and not a.wire), None)
        media = self._media().partition(";")[0].strip().lower()
        if media == FORM:
            text = self.request.body.decode("utf-8", "replace")
            pairs = self._without_key("field", decode_pairs(text))
            self._fields(grow(placed(pairs)), whole, text=True)
        elif media.endswith("json"):
            self._json(whole)
        elif whole is not None:
            self._take(whole, self.request.body.decode("utf-8", "replace"))
        else:
            raise _RefusedError(f"a body of {media or 'unknown media type'} is not read here")

    def _media(self) -> str:
        stated = (v for n, v in self.request.headers if n.lower() == "content-type")
        declared = self.entry.body.media if self.entry.body else ""
        return next(stated, declared)

    def _json(self, whole: Argument | None) -> None:
        try:
            value = json.loads(self.request.body or b"")
        except (ValueError, RecursionError) as error:
            raise _RefusedError(f"the recorded body is not JSON: {error}") from None
        if whole is None and not isinstance(value, dict):
            raise _RefusedError("the recorded body is not an object")
        place = self.entry.keyed
        if place and place[0] == "field" and isinstance(value, dict):
            key = value.pop(place[1], None)
            self.key = key if isinstance(key, str) else None
        self._fields(value, whole, text=False)

    def _fields(self, value: Any, whole: Argument | None, *, text: bool) -> None:
        reader = self._reader(text=text)
        if whole is not None:
            self.found[whole.name] = reader.read(value, whole.schema, "body")
            return
        arguments = self._arguments("body")
        for name, child in value.items():
            if name not in arguments:
                raise _RefusedError(f"unknown field `{name}`")
            argument = arguments[name]
            self.found[argument.name] = reader.read(child, argument.schema, name)

    def _without_key(self, place: str, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        keyed = self.entry.keyed
        if keyed is None or keyed[0] != place:
            return list(pairs)
        kept = []
        for name, value in pairs:
            if name == keyed[1]:
                self.key = value
            else:
                kept.append((name, value))
        return kept

    def _take(self, argument: Argument, value: str | list[Any] | Mapping[str, Any]) -> None:
        if argument.writing in _UNREAD:
            raise _RefusedError(f"`{argument.wire}` is written in a style that is not read here")
        is_json = argument.writing == "json" and isinstance(value, str)
        given = _from_json(argument.wire, value) if is_json else value
        reader = self._reader(text=not is_json)
        self.found[argument.name] = reader.read(given, argument.schema, argument.wire)


def _from_json(name: str, text: Any) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _RefusedError(f"`{name}` is not JSON: {error}") from None
