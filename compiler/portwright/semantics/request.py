"""What an operation sends: parameters and body, selected and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from portwright.diagnostics.suggest import not_misspelt
from portwright.ir.integration import Safety
from portwright.ir.shapes import Direction
from portwright.openapi.combine import one_object
from portwright.openapi.operation_view import MediaView, ParameterView
from portwright.openapi.view import ObjectView
from portwright.rules.binding import cookie_parameter, foreign_style
from portwright.rules.mapping import missing_request_field, unknown_request_field
from portwright.rules.safety import pruned_replace
from portwright.semantics.bound import BoundBody, BoundParameter
from portwright.semantics.call import Call
from portwright.semantics.media import FIELDED, Codec, choose
from portwright.semantics.parameters import (
    as_its_place,
    fits_its_place,
    is_of_message,
    is_of_transport,
    style_of,
    writing_of,
)
from portwright.semantics.paths import PathTree, everything

Fields = Mapping[str, tuple[str, ...]]


class RequestBinder:
    """Binds the request of one operation. `fields` are the body's when it is an object."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._around = call.around
        self._schemas = call.around.schemas
        self._media = self._choose_media()
        self._object = self._body_object()

    @property
    def fields(self) -> Fields:
        return self._object.properties if self._object is not None else {}

    def bind(self, safety: Safety) -> tuple[tuple[BoundParameter, ...], BoundBody | None]:
        send = self._call.sent()
        parameters = tuple(self._parameters(send, safety))
        body = self._body(send, safety)
        self._report_unknown(send)
        return parameters, body

    def _parameters(self, send: PathTree, safety: Safety) -> Iterator[BoundParameter]:
        for view in self._sendable(send, safety):
            child = send.children.get(view.name)
            if view.where == "cookie" and "cookie" in self._around.headers:
                self._refuse(view, child)
                continue
            wanted = send.deep or (send.star and self._schemas.is_scalar((view.pointer,)))
            if child is None and not wanted:
                if view.required and self._lacking(send, [view.name]):
                    self._missing(send, view.name)
                continue
            root = self._call.root(view.pointer, Direction.SEND)
            self._call.select(root, child or everything())
            sent = self._in_a_style_it_can_have(view)
            writing = writing_of(sent, self._schemas.view(sent.pointer))
            yield BoundParameter(sent, style_of(sent), writing)

    def _refuse(self, view: ParameterView, child: PathTree | None) -> None:
        """A cookie beside those of the session; an optional one is left out."""
        if child is None and not view.required:
            return
        span = child.span if child is not None else self._call.call_span
        self._around.sink.add(cookie_parameter.report(span, self._call.entry.id, view.name))

    def _in_a_style_it_can_have(self, view: ParameterView) -> ParameterView:
        if fits_its_place(view):
            return view
        made, span, operation = as_its_place(view), self._call.call_span, self._call.entry.id
        self._around.sink.add(
            foreign_style.report(span, operation, view.name, view.style, made.style)
        )
        return made

    def _sendable(self, send: PathTree, safety: Safety) -> Iterator[ParameterView]:
        """Parameters that are arguments: not what the connection, the key or the message sets."""
        for view in self._call.view.parameters:
            if is_of_message(view) and view.name not in send.children:
                continue
            if not (self._is_fixed(view) or is_of_transport(view) or _is_key(view, safety)):
                yield view

    def _is_fixed(self, view: ParameterView) -> bool:
        """Whether the connection sets it on every call."""
        if view.where == "header":
            return view.name.lower() in self._around.headers
        return view.where == "query" and view.name in self._around.queries

    def _body(self, send: PathTree, safety: Safety) -> BoundBody | None:
        if self._media is None:
            return None
        view, codec, required = self._media
        if self._object is None:
            if codec in FIELDED:
                self._select_whole(view, send)
            return BoundBody(
                codec, view.media, view.pointer, required, None, frozenset(), brackets=False
            )
        fields = self._select_fields(self._object, send, safety)
        if not (fields or required or safety.place == "field"):
            return None
        needed = self._object.required & fields.keys()
        return BoundBody(
            codec, view.media, view.pointer, required, fields, needed, view.brackets, view.parts
        )

    def _select_whole(self, view: MediaView, send: PathTree) -> None:
        """A body that is no object is one argument, `body`."""
        if view.pointer is not None and (send.deep or "body" in send.children):
            root = self._call.root(view.pointer, Direction.SEND)
            self._call.select(root, send.children.get("body", everything()))

    def _select_fields(self, made: ObjectView, send: PathTree, safety: Safety) -> Fields:
        """Selects in the body and answers its selected top-level fields."""
        known = self._around.selection.properties(made, Direction.SEND)
        if safety.place == "field" and safety.source != safety.field:
            known.pop(safety.field or "", None)
        fields = {name: found for name, found in known.items() if self._is_sent(send, name, found)}
        for name, pointers in fields.items():
            root = self._call.root(pointers, Direction.SEND)
            self._call.select(root, send.children.get(name) or everything())
        for name in self._lacking(send, (made.required & known.keys()) - fields.keys()):
            self._missing(send, name)
        self._check_replace(send, known, fields)
        return fields

    def _is_sent(self, send: PathTree, name: str, pointers: tuple[str, ...]) -> bool:
        if send.deep or name in send.children:
            return True
        return send.star and self._schemas.is_scalar(pointers)

    def _check_replace(self, send: PathTree, known: Fields, fields: Fields) -> None:
        left_out = sorted(known.keys() - fields.keys())
        if self._call.entry.method == "PUT" and left_out and not self._call.spec.sparse:
            self._around.sink.add(pruned_replace.report(send.span, self._call.name, left_out))

    def _report_unknown(self, send: PathTree) -> None:
        known = self._known()
        for name, child in send.children.items():
            if name not in known:
                self._around.sink.add(
                    unknown_request_field.report(
                        child.span, self._call.entry.id, name, child.path, known
                    )
                )

    def _lacking(self, send: PathTree, names: Iterable[str]) -> list[str]:
        """Required names that nothing sends, not even under a misspelt name."""
        strange = send.children.keys() - self._known()
        return not_misspelt(sorted(names), sorted(strange))

    def _known(self) -> set[str]:
        known = {view.name for view in self._call.view.parameters} | self.fields.keys()
        if self._media is not None and self._object is None:
            known.add("body")
        return known

    def _missing(self, send: PathTree, name: str) -> None:
        self._around.sink.add(
            missing_request_field.report(send.span, self._call.entry.id, name, mapped=send.mapped)
        )

    def _choose_media(self) -> tuple[MediaView, Codec, bool] | None:
        body = self._call.view.body
        if body is None:
            return None
        chosen = choose(body.media)
        if chosen is None:
            return None
        view, codec = chosen
        return self._parts(view) if codec == "multipart" else view, codec, body.required

    def _parts(self, view: MediaView) -> MediaView:
        """A multipart body is fields; where the document names none, it is any fields."""
        if view.pointer is None:
            return view
        body = self._schemas.view(view.pointer)
        named = body.is_object or (body.maps and not (body.scalars or body.arrays or body.objects))
        return view if named else replace(view, pointer=None)

    def _body_object(self) -> ObjectView | None:
        """The body's object type when its fields become arguments."""
        pointer = self._media[0].pointer if self._media is not None else None
        if self._media is None or pointer is None or self._media[1] not in FIELDED:
            return None
        view = self._schemas.view(pointer)
        return one_object(view) if view.is_object else None


def _is_key(view: ParameterView, safety: Safety) -> bool:
    """Whether a parameter is filled with the key, which is not the parameter's own value. Names
    of headers know no case (RFC 9110)."""
    if view.where != safety.place or safety.field is None or safety.source == view.name:
        return False
    if view.where == "header":
        return view.name.lower() == safety.field.lower()
    return view.name == safety.field
