"""The body of one operation's request, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portwright.diff.change import Change
from portwright.diff.operations.media import lost_parameters, taken_media
from portwright.diff.operations.operation import OperationPair
from portwright.diff.pair import Pair, Root
from portwright.diff.schemas.noted import Noted
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction, Field, Json, Struct
from portwright.openapi.operation_view import BodyView, MediaView
from portwright.semantics.bound import BoundBody


@dataclass(frozen=True, slots=True)
class BodyComparison:
    """`noted` counts what is new in a body whose fields are arguments, and sees its defaults."""

    pair: OperationPair
    noted: Noted

    def roots(self) -> Iterator[Root]:
        """The values to compare; what is no value is said at once."""
        body, new = self.pair.bound.body, self.pair.after.body
        if body is None:
            if new is not None and new.required and self.pair.before.body is None:
                self._say("request-body-added", Verdict.BREAKS_REQUEST, after="body", below="")
        elif new is None:
            self._say("request-body-removed", Verdict.BREAKS_MAPPING, "body")
        else:
            yield from self._taken(body, new)

    def _taken(self, body: BoundBody, new: BodyView) -> Iterator[Root]:
        breaks = Verdict.BREAKS_REQUEST
        if new.required and not body.required:
            self._say("request-body-required", breaks, "optional", "required")
        media = taken_media(body.media, new.media)
        if media is None:
            self._say("request-media-refused", breaks, body.media, _listed(new))
            return
        if lost_parameters(body.media, media.media):
            verdict = Verdict.UNKNOWN
            self._say("request-media-parameters", verdict, body.media, media.media)
        yield from self._values(body, media)

    def _values(self, body: BoundBody, media: MediaView) -> Iterator[Root]:
        if media.pointer is None or body.pointer is None:
            return
        old, new, text = body.pointer, media.pointer, body.codec == "form"
        given = (item for item in self.pair.made.arguments if item.where == "body")
        # A field may have no name; a body that is one argument has no fields.
        whole = next(given, None) if body.fields is None else None
        if whole is None:
            yield from self._fields(old, new, text=text)
        else:
            pair = Pair(whole.shape, (old,), (new,), Direction.SEND, text)
            yield Root(self.pair.made.name, "body", pair)

    def _fields(self, old: str, new: str, *, text: bool) -> Iterator[Root]:
        """The fields of a body that are arguments each."""
        name, fields = self.pair.made.name, (*self._arguments(), *self._beside())
        struct = Struct(name, old, Direction.SEND, fields)
        found = self.pair.comparison.body(struct, old, new, text=text)
        always = {item.wire for item in fields if item.required}
        self.noted.object_notes((old,), (new,), always, Direction.SEND, found)
        for step, change in found.changes:
            self.pair.say(change, _below(step), Direction.SEND)
        for step, pair in found.inside:
            yield Root(name, _below(step), pair)

    def _arguments(self) -> Iterator[Field]:
        for item in self.pair.made.arguments:
            if item.where == "body":
                yield Field(item.name, item.wire, item.shape, item.required)

    def _beside(self) -> Iterator[Field]:
        """Fields that the key or paging fills, whose values are the vendor's."""
        for where, name in self.pair.beside:
            if where == "body":
                yield Field(name, name, Json(Direction.SEND), required=False)

    def _say(
        self,
        family: str,
        verdict: Verdict,
        before: str = "",
        after: str = "",
        below: str = "/requestBody",
    ) -> None:
        change = Change(family, verdict, *self.pair.places(below), before, after)
        self.pair.say(change, "body", Direction.SEND)


def _below(step: str) -> str:
    return f"body: {step.removeprefix('.')}" if step else "body"


def _listed(body: BodyView) -> str:
    return ", ".join(sorted(item.media for item in body.media))
