"""The answers of one operation, before and after, each read as the runtime reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portwright.diff.change import Change
from portwright.diff.operations.media import read_media
from portwright.diff.operations.operation import OperationPair
from portwright.diff.pair import Pair, Root
from portwright.diff.verdict import Verdict
from portwright.ir.integration import Answer
from portwright.ir.shapes import Direction
from portwright.openapi.operation_view import AnswerView
from portwright.semantics.bound import BoundAnswer

Views = Mapping[str, AnswerView]
_ANY_SUCCESS = "2XX"


@dataclass(frozen=True, slots=True)
class AnswerComparison:
    """`bound` is what the document said of what `made` reads. A status that the vendor did not
    declare is an error to the runtime if it is a success (UnexpectedAnswer), and read as the range
    or the default of our own if it is an error."""

    pair: OperationPair
    before: Views
    after: Views
    made: Mapping[str, Answer]
    bound: Mapping[str, BoundAnswer]

    def roots(self) -> Iterator[Root]:
        """The values to compare; what is no value is said at once."""
        for status, answer in self.made.items():
            new = _own(self.after, status, default=not answer.is_success)
            if self._is_of_spec(status):
                yield from self._error_of_spec(answer)
            elif new is not None:
                yield from self._read(answer, new)
            elif status in self.before and not self._is_read_elsewhere(answer):
                # What nobody declared before, such as the 2XX of no success at all, is no loss.
                self._gone(answer)
        for status in sorted(self.after.keys() - self.made.keys()):
            yield from self._came(status)

    def _is_read_elsewhere(self, answer: Answer) -> bool:
        """Whether a status that is declared now is read so."""
        return any(_reader(self.made, item) is answer for item in self.after)

    def _came(self, status: str) -> Iterator[Root]:
        """A status that has no answer of its own with us."""
        reader = _reader(self.made, status)
        if reader is not None and not self._is_of_spec(reader.status):
            yield from self._read(reader, self.after[status])
        elif reader is None and status.startswith("2") and status not in self.before:
            verdict = Verdict.UNKNOWN if status == _ANY_SUCCESS else Verdict.BREAKS_PARSE
            places = self.pair.places("/responses")
            change = Change("response-status-added", verdict, *places, "", status)
            self.pair.say(change, f"answer {status}", Direction.READ)

    def _gone(self, answer: Answer) -> None:
        """Whoever reads an answer is not hurt where it never comes; but something has to."""
        lost = answer.is_success and not any(item.startswith("2") for item in self.after)
        verdict = Verdict.DEGRADED if lost else Verdict.INFO
        listed = ", ".join(sorted(self.after))
        place = f"{self.pair.bound.pointer}/responses/{answer.status}"
        change = Change("response-status-removed", verdict, place, "", answer.status, listed)
        self.pair.say(change, f"answer {answer.status}", Direction.READ)

    def _read(self, answer: Answer, new: AnswerView) -> Iterator[Root]:
        bound = self.bound.get(answer.status)
        if answer.shape is None or bound is None or self.pair.made.method == "HEAD":
            return
        cap = _cap(answer)
        found = read_media(bound.media, new.media)
        where = f"answer {answer.status}"
        if found is None:
            offered = ", ".join(sorted(item.media for item in new.media)) or "no body"
            verdict, media = Verdict.BREAKS_PARSE, bound.media
            if bound.kind == "bytes" and media == "*/*":
                return
            places = self.pair.places(f"/responses/{answer.status}")
            change = Change("response-media-changed", verdict, *places, media, offered)
            self.pair.say(change, where, Direction.READ, cap=cap)
        elif bound.kind != "json" or bound.pointer is None:
            # Texts and bytes are handed on as they are, whatever their schema says.
            return
        elif found.pointer is not None:
            pair = Pair(answer.shape, (bound.pointer,), (found.pointer,), Direction.READ)
            yield Root(self.pair.made.name, where, pair, cap)
        else:
            verdict = Verdict.BREAKS_PARSE
            change = Change("response-type-open", verdict, bound.pointer, "", "typed", "any")
            self.pair.say(change, where, Direction.READ, cap=cap)

    def _is_of_spec(self, status: str) -> bool:
        """Whether the answer is read by the error schema that the spec names, since the document
        says nothing of its body."""
        bound, declared = self.bound.get(status), self.before.get(status)
        if bound is None or bound.is_success or bound.pointer != self.pair.error_schema:
            return False
        return declared is None or not any(item.pointer for item in declared.media)

    def _error_of_spec(self, answer: Answer) -> Iterator[Root]:
        """It is compared with the schema of the same name."""
        bound, sides = self.bound[answer.status], self.pair.comparison.sides
        pointer = bound.pointer or ""
        if sides.new.node(pointer) and answer.shape is not None and not bound.is_list:
            pair = Pair(answer.shape, (pointer,), (pointer,), Direction.READ)
            yield Root(self.pair.made.name, f"answer {answer.status}", pair, _cap(answer))


def compare_answers(pair: OperationPair) -> Iterator[Root]:
    """The values of answers to compare; what is no value is said at once."""
    return AnswerComparison(
        pair,
        _meant(pair.before.answers),
        _meant(pair.after.answers),
        {item.status: item for item in pair.made.answers},
        {item.status: item for item in pair.bound.answers},
    ).roots()


def _meant(answers: tuple[AnswerView, ...]) -> Views:
    """By status; a lone `default` is the success, as in `semantics.answers`."""
    alone = not any(item.status.startswith("2") for item in answers)
    return {
        _ANY_SUCCESS if alone and item.status == "default" else item.status: item
        for item in answers
        if item.status[0] not in "1"
    }


def _own(views: Views, status: str, *, default: bool) -> AnswerView | None:
    """What is declared for all answers of a status: itself before its range before `default`."""
    wanted = (status, f"{status[0]}XX", *(("default",) if default else ()))
    return next((views[item] for item in wanted if item in views), None)


def _reader(made: Mapping[str, Answer], status: str) -> Answer | None:
    """What an answer of a status is read as."""
    default = () if status.startswith("2") else ("default",)
    wanted = (status, f"{status[0]}XX", *default)
    return next((made[item] for item in wanted if item in made), None)


def _cap(answer: Answer) -> Verdict:
    return Verdict.BREAKS_REQUEST if answer.is_success else Verdict.DEGRADED
