"""What each operation of the document lets a spec say: its parameters, fields and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portwright.editor.answers import Answers, Offered
from portwright.editor.fields import Fields, Level, Pointers, is_spelled
from portwright.editor.offers import Json, flagged, offer, offer_with, only, where
from portwright.editor.paths import Paths, named_paths
from portwright.openapi.document import OpenApi
from portwright.openapi.operation_view import OperationView, Where, view_operation
from portwright.openapi.operations import OperationEntry
from portwright.semantics.media import FIELDED, choose

CALLER_KEY = "$key"
NOWHERE = "#/-"
"""Where nothing stands: any value."""


@dataclass(frozen=True, slots=True)
class _Request:
    """`level` holds parameters and fields of the body; `fields` are the body's own."""

    view: OperationView
    level: Level
    fields: tuple[str, ...]

    def named(self, where: Where) -> list[str]:
        return [item.name for item in self.view.parameters if item.where == where]


@dataclass(frozen=True, slots=True)
class Operations:
    """Clauses for the operations of a document; `used` are those that the spec calls."""

    document: OpenApi
    sent: Fields
    answers: Answers
    offered: Offered
    used: frozenset[str]

    def call(self) -> Json:
        """`call:` takes an operationId."""
        about = {entry.id: f"{entry.method} {entry.path}" for entry in self._entries()}
        name = self.document.document.file.path.name
        return {**offer_with(about), **only(about, f"no such operation in {name}")}

    def clauses(self) -> Iterator[Json]:
        """For each operation, what holds where it is called."""
        for entry in self._entries():
            yield where("call", entry.id, self._keys(entry))

    def _entries(self) -> Iterable[OperationEntry]:
        return self.document.operations.values()

    def _keys(self, entry: OperationEntry) -> Json:
        view = view_operation(self.document, entry.pointer)
        request = self._request(view)
        in_use = entry.id in self.used
        most = self.offered.used if in_use else self.offered.others
        paths = named_paths(self.sent, request.level, most)
        share = self.offered.definitions.share
        known = share(flagged(paths.pattern, f"{entry.id} takes no such field"))
        keys: Json = {
            "send": {"items": {**offer(paths.offered), **known}},
            "request": {"properties": self._written(request, paths), "propertyNames": known},
            **self.answers.keys(view, entry, in_use=in_use),
        }
        if entry.method != "GET":
            keys["safety"] = share(_safety(request))
        return keys | _paging(keys, request)

    def _request(self, view: OperationView) -> _Request:
        """Parameters come first: a field of the body has the name of none."""
        found: dict[str, Pointers] = {}
        body = self._body(view)
        for parameter in view.parameters:
            if is_spelled(parameter.name):
                found[parameter.name] = (parameter.pointer,)
        for name, pointers in body.fields.items():
            found[name] = (*found.get(name, ()), *pointers)
        unspelled = not all(is_spelled(parameter.name) for parameter in view.parameters)
        return _Request(view, Level(found, body.open or unspelled), tuple(body.fields))

    def _body(self, view: OperationView) -> Level:
        """The fields of an object; any other body is one field, `body`."""
        chosen = choose(view.body.media) if view.body is not None else None
        if chosen is None:
            return Level({})
        media, codec = chosen
        if media.pointer is None or codec not in FIELDED:
            return Level({"body": (NOWHERE,)})
        if self.sent.schemas.view(media.pointer).is_object:
            return self.sent.below((media.pointer,))
        return Level({"body": (media.pointer,)})

    def _written(self, request: _Request, paths: Paths) -> Json:
        """The keys of `request:`, each with its type; where there are words, they are offered."""
        found: Json = {}
        for path, kind in paths.offered.items():
            if not path.endswith("*"):
                values = self.sent.values(self.sent.at(request.level, path))
                words = self.offered.definitions.share(_values(values)) if values else {}
                found[path] = {"description": kind, **words}
        return found


def _values(values: Iterable[str]) -> Json:
    """Where a request has the vendor's words: a constant, and what an enum becomes."""
    offered = offer(values)
    return {
        "properties": {
            "const": offered,
            "map": {"additionalProperties": offered},
            "else": offered,
        }
    }


def _safety(request: _Request) -> Json:
    named, fields = request.named, offer(request.fields)
    source = offer([CALLER_KEY, *request.level.fields])
    return {
        "properties": {
            "keyed": {
                "properties": {"query": offer(named("query")), "field": fields, "from": source}
            },
            "natural_key": {
                "properties": {"path": offer(named("path")), "field": fields, "from": source}
            },
        }
    }


def _paging(keys: Json, request: _Request) -> Json:
    """Where the next page is asked for; a cursor that cannot be sent is wrong."""
    paging = keys.get("paginate")
    query = offer(request.named("query"))
    if paging is None or not query:
        return {}
    sent: Json = {
        "cursor": {"properties": {"param": query, "field": offer(request.fields)}},
        "offset": {"properties": {"param": query, "limit": query}},
        "page": {"properties": {"param": query}},
        "position": {"properties": {"param": query}},
    }
    return {"paginate": {"allOf": [paging, {"properties": sent}]}}
