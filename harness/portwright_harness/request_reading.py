"""A recorded request taken apart into the arguments of one operation, part by part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from portwright_harness.canonical import FORM, Part
from portwright_harness.credentials import HEADERS, QUERY, is_placeholder
from portwright_harness.departure import Departure, DepartureKind
from portwright_harness.difference import Key, shown_place
from portwright_harness.grow import Grown, TangledError, grow
from portwright_harness.manifest import Argument, Manifest, OperationEntry
from portwright_harness.pairs import Place, decode_pairs, placed
from portwright_harness.partial_values import PartialReader
from portwright_harness.path_match import PathMatch
from portwright_harness.recording import RecordedRequest, media_of
from portwright_harness.schema import JsonSchema, Schemas, kinds
from portwright_harness.typed_values import NotTypedError, Reader

_DELIMITERS = {"form_comma": ",", "space": " ", "pipe": "|", "tab": "\t"}
# See `portwright_runtime.codec.written`: what a recorded text would have to be taken apart for.
_UNREAD = frozenset(("label", "matrix", "exploded", "joined"))
_BODY: tuple[Key, ...] = (("body", ()), ("header", ("content-type",)))


class OtherOperationError(Exception):
    """The request has the operation's path and is of another operation all the same."""


@dataclass(slots=True)
class RequestReading:
    """The arguments that a request stands for, by name, and what no argument can hold.

    With `partly` a value is read as far as it fits, else it fits whole or not at all.
    """

    manifest: Manifest
    match: PathMatch
    request: RecordedRequest
    partly: bool
    found: dict[str, Any] = field(default_factory=dict)
    key: str | None = None
    departures: list[Departure] = field(default_factory=list)

    @property
    def entry(self) -> OperationEntry:
        return self.match.entry

    def read(self) -> None:
        """Take it apart; raises OtherOperationError."""
        self._path()
        self._query()
        self._headers()
        self._cookies()
        self._body()
        for argument in self.entry.arguments:
            if argument.required and argument.name not in self.found:
                text = f"required argument `{argument.name}` was not recorded"
                self._departs("required, not sent", text)

    def _departs(self, kind: DepartureKind, text: str, *at: Key) -> None:
        self.departures.append(Departure(kind, text, at))

    def _arguments(self, place: str) -> dict[str, Argument]:
        return {a.wire or a.name: a for a in self.entry.arguments if a.in_ == place}

    def _path(self) -> None:
        arguments = self._arguments("path")
        for wire, text in self.match.parameters.items():
            if wire not in arguments:
                raise OtherOperationError(f"path parameter `{wire}` is no argument")
            self._take(arguments[wire], text, "url", (wire,))

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
        for name, value in self._grown(p for p in pairs if p[0] not in arguments):
            if name not in arguments:
                text = f"unknown query parameter `{name}`"
                self._departs("undeclared parameter", text, ("query", (name,)))
            elif isinstance(value, TangledError):
                self._departs("value of another type", str(value), ("query", (name,)))
            else:
                self._take(arguments[name], value, "query", (name,))

    @staticmethod
    def _grown(
        pairs: Iterable[tuple[str, str]],
    ) -> Iterator[tuple[str, Grown | TangledError]]:
        """Nested values by their outermost names, or why the pairs of one make none."""
        groups: dict[str, list[tuple[Place, str]]] = {}
        for place, value in placed(pairs):
            groups.setdefault(str(place[0]), []).append((place, value))
        for name, group in groups.items():
            try:
                yield name, grow(group)[name]
            except TangledError as reason:
                yield name, reason

    def _without_constants(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """What the path itself says of the query: by it operations of one path are told apart."""
        constants = decode_pairs(self.entry.path.partition("?")[2])
        for name, value in constants:
            if (name, value) not in pairs:
                raise OtherOperationError(f"the query does not say `{name}={value}`")
        return [pair for pair in pairs if pair not in constants]

    def _take_texts(self, argument: Argument, texts: list[str]) -> None:
        """A parameter under its plain name: one text, a repeated one, or a delimited list."""
        [(place, _)] = placed([(argument.wire, "")])
        branches = Schemas(self.manifest.schemas).alternatives(argument.schema)
        delimiter = _DELIMITERS.get(self.entry.query_styles.get(argument.wire, "").lower())
        listed = any("array" in kinds(branch) for branch in branches)
        value: str | list[str] = texts[0]
        if len(texts) > 1:
            if not listed:
                text = f"`{argument.wire}` is given {len(texts)} times"
                self._departs("value of another type", text, ("query", place[:1]))
                return
            value = texts
        elif listed and delimiter:
            value = texts[0].split(delimiter)
        self._take(argument, value, "query", place[:1])

    def _headers(self) -> None:
        arguments = {wire.lower(): a for wire, a in self._arguments("header").items()}
        place = self.entry.keyed
        for name, value in self.request.headers:
            lower = name.lower()
            if place and place[0] == "header" and place[1].lower() == lower:
                self.key = None if is_placeholder(value) else value
            elif lower in arguments:
                self._take(arguments[lower], value, "header", (lower,))
            elif lower in HEADERS and self.partly and not self._knows_credentials():
                text = f"`{name}` was sent, of which the document says nothing"
                self._departs("undeclared credential", text, ("credential", (lower,)))

    def _knows_credentials(self) -> bool:
        connection = self.manifest.connection
        names = connection.credentials
        return bool(names.headers or names.query or connection.secrets)

    def _cookies(self) -> None:
        arguments = self._arguments("cookie")
        fields = [value for name, value in self.request.headers if name.lower() == "cookie"]
        for pair in "; ".join(fields).split("; ") if arguments else ():
            name, _, value = pair.partition("=")
            if name in arguments:
                self._take(arguments[name], unquote(value), "credential", ("cookie",))

    def _body(self) -> None:
        if not self.request.body:
            return
        if self.entry.body is None:
            text = "a body was recorded, but the operation sends none"
            self._departs("undeclared body", text, *_BODY)
            return
        whole = next((a for a in self.entry.arguments if a.in_ == "body" and not a.wire), None)
        media = self._media().partition(";")[0].strip().lower()
        if media == FORM:
            text = self.request.body.decode("utf-8", "replace")
            pairs = self._without_key("field", decode_pairs(text))
            self._form(pairs, whole)
        elif media.endswith("json"):
            self._json(whole)
        elif whole is not None:
            self._take(whole, self.request.body.decode("utf-8", "replace"), "body", ())
        else:
            self._unreadable(f"a body of {media or 'unknown media type'} is not read here")

    def _form(self, pairs: Iterable[tuple[str, str]], whole: Argument | None) -> None:
        fields: dict[str, Any] = {}
        for name, value in self._grown(pairs):
            if isinstance(value, TangledError):
                self._departs("value of another type", str(value), ("body", (name,)))
            else:
                fields[name] = value
        self._fields(fields, whole, text=True)

    def _media(self) -> str:
        stated = media_of(self.request.headers)
        declared = self.entry.body.media if self.entry.body else ""
        return declared if stated is None else stated

    def _unreadable(self, text: str) -> None:
        self._departs("unreadable body", text, *_BODY)

    def _json(self, whole: Argument | None) -> None:
        try:
            value = json.loads(self.request.body or b"")
        except (ValueError, RecursionError) as error:
            self._unreadable(f"the recorded body is not JSON: {error}")
            return
        if whole is None and not isinstance(value, dict):
            self._unreadable("the recorded body is not an object")
            return
        place = self.entry.keyed
        if place and place[0] == "field" and isinstance(value, dict):
            key = value.pop(place[1], None)
            self.key = key if isinstance(key, str) else None
        self._fields(value, whole, text=False)

    def _fields(self, value: Any, whole: Argument | None, *, text: bool) -> None:
        if whole is not None:
            self._keep(whole, value, text, "body", ())
            return
        arguments = self._arguments("body")
        for name, child in value.items():
            if name in arguments:
                self._keep(arguments[name], child, text, "body", (name,))
            else:
                self._departs("undeclared field", f"unknown field `{name}`", ("body", (name,)))

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

    def _take(self, argument: Argument, value: object, part: Part, place: Place) -> None:
        """A value of a parameter, which is text unless it was written as JSON."""
        if argument.writing in _UNREAD:
            text = f"`{argument.wire}` is written in a style that is not read here"
            self._departs("unread style", text, (part, place))
            return
        is_json = argument.writing == "json" and isinstance(value, str)
        if is_json:
            try:
                value = json.loads(str(value))
            except (ValueError, RecursionError) as error:
                text = f"`{argument.wire}` is not JSON: {error}"
                self._departs("value of another type", text, (part, place))
                return
        self._keep(argument, value, not is_json, part, place)

    def _keep(
        self, argument: Argument, value: object, text: bool, part: Part, place: Place
    ) -> None:
        try:
            self.found[argument.name] = self._typed(value, argument.schema, text, part, place)
        except NotTypedError as reason:
            told = str(reason)
            unknown = told.startswith("unknown field")
            kind: DepartureKind = "undeclared field" if unknown else "value of another type"
            self._departs(kind, told, (part, place))

    def _typed(
        self, value: object, schema: JsonSchema, text: bool, part: Part, place: Place
    ) -> Any:
        schemas = Schemas(self.manifest.schemas)
        if not self.partly:
            return Reader(schemas, text).read(value, schema, shown_place(place) or "body")
        read, departures = PartialReader(schemas, text, part).read(value, schema, place)
        self.departures += departures
        return read
