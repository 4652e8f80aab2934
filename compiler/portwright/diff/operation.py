"""One operation in both documents: its parameters, body and answers as pairs to compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from portwright.diff.change import Change, Use
from portwright.diff.matching import positions
from portwright.diff.media import read_media, sent_media
from portwright.diff.pair import Pair, Root
from portwright.diff.send import SendComparison
from portwright.diff.verdict import Verdict, milder
from portwright.ir.integration import Argument, Operation
from portwright.ir.shapes import Direction, Field, Shape, Struct
from portwright.openapi.operation_view import AnswerView, OperationView, ParameterView
from portwright.semantics.bound import BoundOperation

Say = Callable[[Change, Use], None]


@dataclass(frozen=True, slots=True)
class OperationPair:
    """`made` is what was generated of `bound`; `before` and `after` are the views of the
    operation. `set_by_all` are header names that the connection sets on every call."""

    bound: BoundOperation
    made: Operation
    before: OperationView
    after: OperationView
    path_after: str
    set_by_all: frozenset[str]
    comparison: SendComparison

    def compare(self, say: Say) -> Iterator[Root]:
        """The values to compare; what is no value is said at once."""
        yield from self._parameters(say)
        yield from self._body(say)
        yield from self._answers(say)

    def say(
        self, say: Say, change: Change, path: str, direction: Direction, cap: Verdict | None = None
    ) -> None:
        verdict = milder(change.verdict, cap) if cap is not None else change.verdict
        say(change, Use(self.made.name, direction, path, verdict))

    # -- parameters

    def _parameters(self, say: Say) -> Iterator[Root]:
        known = {self._key(view, self.bound.key): view for view in self.before.parameters}
        arguments = {(item.where, item.wire): item for item in self.made.arguments}
        offered = {self._key(view, self.path_after): view for view in self.after.parameters}
        for item in self.bound.parameters:
            argument = arguments.get((item.view.where, item.view.name))
            if argument is not None:
                yield from self._sent(item.view, argument, offered, say)
        sent = {self._key(item.view, self.bound.key) for item in self.bound.parameters}
        for key, view in offered.items():
            if view.required and key not in sent and not self._is_set(view):
                self._demanded(view, known.get(key), say)

    @staticmethod
    def _key(view: ParameterView, path: str) -> tuple[str, str | int]:
        """Path parameters are told by where they stand, headers in any case."""
        if view.where == "path":
            return view.where, positions(path).get(view.name, view.name)
        return view.where, view.name.lower() if view.where == "header" else view.name

    def _sent(
        self,
        view: ParameterView,
        argument: Argument,
        offered: Mapping[tuple[str, str | int], ParameterView],
        say: Say,
    ) -> Iterator[Root]:
        where = f"{view.where} {view.name}"
        new = offered.get(self._key(view, self.bound.key))
        place = view.pointer.removesuffix("/schema")
        if new is None:
            meant = self._moved(view, offered)
            gone = Change(
                "request-parameter-removed",
                Verdict.BREAKS_MAPPING,
                place,
                before=where,
                suggestion=meant,
            )
            self.say(say, gone, where, Direction.SEND)
            return
        if new.required and not view.required and not argument.required:
            change = Change(
                "request-parameter-required",
                Verdict.BREAKS_REQUEST,
                place,
                new.pointer.removesuffix("/schema"),
                "optional",
                "required",
            )
            self.say(say, change, where, Direction.SEND)
        self._written(self._declared(view), new, where, say)
        text = view.style != "json"
        pair = Pair(argument.shape, (view.pointer,), (new.pointer,), Direction.SEND, text)
        yield Root(self.made.name, where, pair)

    def _declared(self, view: ParameterView) -> ParameterView:
        """The parameter as the document has it, which is not always how it can be sent."""
        known = (item for item in self.before.parameters if item.pointer == view.pointer)
        return next(known, view)

    @staticmethod
    def _moved(view: ParameterView, offered: Mapping[tuple[str, str | int], ParameterView]) -> str:
        """Where a parameter of the same name stands now."""
        there = (item for item in offered.values() if item.name.lower() == view.name.lower())
        return next((f"{item.where} {item.name}" for item in there), "")

    def _written(self, old: ParameterView, new: ParameterView, where: str, say: Say) -> None:
        """Whether the same value is still written the same way."""
        before, after = _style(old), _style(new)
        if before == after:
            return
        place = old.pointer.removesuffix("/schema")
        change = Change(
            "request-parameter-style",
            Verdict.BREAKS_REQUEST,
            place,
            new.pointer.removesuffix("/schema"),
            before,
            after,
        )
        self.say(say, change, where, Direction.SEND)

    def _is_set(self, view: ParameterView) -> bool:
        """A header that every call has: from the connection, the credentials, or the body."""
        name = view.name.lower()
        return view.where == "header" and (
            name in self.set_by_all or name in ("accept", "content-type", "authorization")
        )

    def _demanded(self, view: ParameterView, old: ParameterView | None, say: Say) -> None:
        where = f"{view.where} {view.name}"
        if old is not None and old.required:
            return
        place = view.pointer.removesuffix("/schema")
        if old is None:
            change = Change(
                "request-required-parameter-added",
                Verdict.BREAKS_REQUEST,
                self.bound.pointer if place.startswith("#/paths/") else "",
                place,
                after=where,
            )
        else:
            change = Change(
                "request-parameter-required",
                Verdict.BREAKS_REQUEST,
                old.pointer.removesuffix("/schema"),
                place,
                "optional",
                "required",
            )
        self.say(say, change, where, Direction.SEND)

    # -- the body

    def _body(self, say: Say) -> Iterator[Root]:
        body, new = self.bound.body, self.after.body
        place = f"{self.bound.pointer}/requestBody"
        if body is None:
            if new is not None and new.required and self.before.body is None:
                added = Change(
                    "request-body-added", Verdict.BREAKS_REQUEST, self.bound.pointer, after="body"
                )
                self.say(say, added, "body", Direction.SEND)
            return
        if new is None:
            gone = Change("request-body-removed", Verdict.BREAKS_MAPPING, place, before="body")
            self.say(say, gone, "body", Direction.SEND)
            return
        if new.required and not body.required:
            change = Change(
                "request-body-required", Verdict.BREAKS_REQUEST, place, "", "optional", "required"
            )
            self.say(say, change, "body", Direction.SEND)
        media = sent_media(body.media, new.media)
        if media is None:
            offered = ", ".join(sorted(item.media for item in new.media))
            change = Change(
                "request-media-refused", Verdict.BREAKS_REQUEST, place, "", body.media, offered
            )
            self.say(say, change, "body", Direction.SEND)
        elif media.pointer is not None and body.pointer is not None:
            yield from self._body_values(body.pointer, media.pointer, say)

    def _body_values(self, old: str, new: str, say: Say) -> Iterator[Root]:
        name, arguments = self.made.name, self.made.arguments
        whole = next((item for item in arguments if item.where == "body" and not item.wire), None)
        text = self.bound.body is not None and self.bound.body.codec == "form"
        if whole is not None:
            yield Root(name, "body", Pair(whole.shape, (old,), (new,), Direction.SEND, text))
            return
        fields = tuple(
            Field(item.name, item.wire, item.shape, item.required)
            for item in arguments
            if item.where == "body"
        )
        struct = Struct(name, old, Direction.SEND, fields)
        found = self.comparison.body(struct, old, new, text=text)
        for step, change in found.changes:
            where = f"body: {step.removeprefix('.')}" if step else "body"
            self.say(say, change, where, Direction.SEND)
        for step, pair in found.inside:
            yield Root(name, f"body: {step.removeprefix('.')}", pair)

    # -- answers

    def _answers(self, say: Say) -> Iterator[Root]:
        before = {item.status: item for item in self.before.answers}
        after = {item.status: item for item in self.after.answers}
        bound = {item.status: item for item in self.bound.answers}
        for answer in self.made.answers:
            cap = Verdict.BREAKS_REQUEST if answer.is_success else Verdict.DEGRADED
            read = bound.get(answer.status)
            new = answer_for(after, answer.status)
            if new is None:
                # What nobody declared before is no loss: of no answer at all, 2XX is read.
                if answer.status in before:
                    self._gone(answer.status, after, say)
            elif read is not None and answer.shape is not None:
                # Texts and bytes are handed on as they are, whatever their schema says.
                old = read.pointer if read.kind == "json" else None
                yield from self._read(answer.status, old, read.media, answer.shape, new, cap, say)
        for status in sorted(after.keys() - before.keys()):
            if status.startswith("2") and answer_for(before, status) is None:
                self._came(status, after[status], say)

    def _read(
        self,
        status: str,
        old: str | None,
        media: str,
        shape: Shape,
        new: AnswerView,
        cap: Verdict,
        say: Say,
    ) -> Iterator[Root]:
        where = f"answer {status}"
        place = f"{self.bound.pointer}/responses/{status}"
        found = read_media(media, new.media)
        if found is None:
            offered = ", ".join(sorted(item.media for item in new.media)) or "no body"
            change = Change(
                "response-media-changed", Verdict.BREAKS_PARSE, place, "", media, offered
            )
            self.say(say, change, where, Direction.READ, cap)
        elif found.pointer is not None and old is not None:
            pair = Pair(shape, (old,), (found.pointer,), Direction.READ)
            yield Root(self.made.name, where, pair, cap)
        elif old is not None:
            change = Change("response-type-open", Verdict.BREAKS_PARSE, old, "", "typed", "any")
            self.say(say, change, where, Direction.READ, cap)

    def _gone(self, status: str, after: Mapping[str, AnswerView], say: Say) -> None:
        place = f"{self.bound.pointer}/responses/{status}"
        success = status.startswith("2")
        verdict = Verdict.DEGRADED if success else Verdict.INFO
        listed = ", ".join(sorted(after))
        change = Change("response-status-removed", verdict, place, "", status, listed)
        self.say(say, change, f"answer {status}", Direction.READ)

    def _came(self, status: str, answer: AnswerView, say: Say) -> None:
        place = f"{self.bound.pointer}/responses"
        verdict = Verdict.BREAKS_PARSE if answer.media else Verdict.DEGRADED
        change = Change("response-status-added", verdict, place, "", "", status)
        self.say(say, change, f"answer {status}", Direction.READ)


def answer_for(answers: Mapping[str, AnswerView], status: str) -> AnswerView | None:
    """What is declared for a status: itself before its range before `default`."""
    wanted = (status, f"{status[0]}XX", "default")
    return next((answers[item] for item in wanted if item in answers), None)


def _style(view: ParameterView) -> str:
    """How a value is written."""
    words = (view.style, "exploded" if view.explode else "", view.delimiter)
    return " ".join(word for word in words if word)
