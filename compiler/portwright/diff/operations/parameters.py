"""Parameters of one operation, before and after: what we send, and what the vendor asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portwright.diagnostics.suggest import closest
from portwright.diff.change import Change, How
from portwright.diff.matching import positions
from portwright.diff.operations.beside_arguments import place_of as beside_place
from portwright.diff.operations.operation import OperationPair
from portwright.diff.pair import Pair, Root
from portwright.diff.schemas.annotations import changed_default, newly_flagged
from portwright.diff.schemas.held import Held, held_by
from portwright.diff.verdict import Verdict
from portwright.ir.integration import Argument
from portwright.ir.shapes import Direction, Scalar, Shape
from portwright.openapi.combine import one_object
from portwright.openapi.effective import Schemas
from portwright.openapi.operation_view import OperationView, ParameterView
from portwright.openapi.pointer import tokens_of

Key = tuple[str, str | int]
Views = Mapping[Key, ParameterView]
_SET_ANYWAY = frozenset(("accept", "content-type", "authorization"))
# Where one value stands alone, all of these write it the same way.
_PLAIN = frozenset(("form", "simple", "deepObject", "spaceDelimited", "pipeDelimited"))
# As JSON numbers are written as they are, and texts in quotes.
_UNQUOTED = frozenset(("integer", "number", "exact", "boolean"))


@dataclass(frozen=True, slots=True)
class ParameterComparison:
    """`moved` are the places in the new document of parameters that are told to have moved."""

    pair: OperationPair
    known: Views
    offered: Views
    moved: set[Key] = field(default_factory=set)

    def roots(self) -> Iterator[Root]:
        """The values to compare; the rest is said at once."""
        arguments = {(item.where, item.wire): item for item in self.pair.made.arguments}
        sent: set[Key] = set()
        for item in self.pair.bound.parameters:
            sent.add(key_of(item.view, self.pair.bound.key))
            argument = arguments.get((item.view.where, item.view.name))
            if argument is not None:
                yield from self._sent(item.view, argument)
        yield from self._beside(sent)
        for key, view in self.offered.items():
            if key not in sent and key not in self.moved:
                self._unsent(view, self.known.get(key))

    def _sent(self, view: ParameterView, argument: Argument) -> Iterator[Root]:
        new = self.offered.get(key_of(view, self.pair.bound.key))
        if new is None:
            self._gone(view)
            return
        where = _where(view)
        if new.required and not view.required and not argument.required:
            self._say(_required(view, new), where)
        # As the document has it, which is not always how it can be sent.
        declared = self.known.get(key_of(view, self.pair.bound.key), view)
        self._written(declared, new, argument.shape)
        self._deprecated(view, new)
        if not argument.required:
            self._default(view, new)
        text = view.style != "json"
        pair = Pair(argument.shape, (view.pointer,), (new.pointer,), Direction.SEND, text)
        yield Root(self.pair.made.name, where, pair)

    def _beside(self, sent: set[Key]) -> Iterator[Root]:
        """What is sent and no argument; see `beside_arguments`."""
        for key, view in self.known.items():
            how = self.pair.beside.get(beside_place(view.where, view.name))
            if key in sent or how is None:
                continue
            new = self.offered.get(key)
            if new is None:
                self._gone(view, how)
            elif how is How.CONSTANT:
                shape = Scalar("string")
                pair = Pair(shape, (view.pointer,), (new.pointer,), Direction.SEND, text=True)
                yield Root(self.pair.made.name, _where(view), pair)

    def _gone(self, view: ParameterView, how: How | None = None) -> None:
        where = _where(view)
        target = self._elsewhere(view)
        if target is not None:
            self.moved.add(target)
            new = self.offered[target]
            moved = Change(
                "request-parameter-moved",
                Verdict.BREAKS_REQUEST,
                place_of(view),
                place_of(new),
                where,
                _where(new),
            )
            self._say(moved, where, how)
            return
        gone = Change(
            "request-parameter-removed",
            Verdict.BREAKS_MAPPING,
            place_of(view),
            before=where,
            suggestion=self._meant(view),
        )
        self._say(gone, where, how)

    def _elsewhere(self, view: ParameterView) -> Key | None:
        """A parameter of the same name that stands in another place now, and did not before."""
        for key, new in self.offered.items():
            if new.name.lower() == view.name.lower() and key not in self.known:
                return key
        return None

    def _meant(self, view: ParameterView) -> str:
        """A new parameter in the same place with a name much like it, or a field of the body."""
        came = [
            new.name
            for key, new in self.offered.items()
            if key not in self.known and new.where == view.where
        ]
        if (name := closest(view.name, sorted(came))) is not None:
            return f"{view.where} {name}"
        return f"body {view.name}" if view.name in self._fields() else ""

    def _fields(self) -> frozenset[str]:
        """The fields of the new body that the old one has not."""
        sides = self.pair.comparison.sides
        new = _body_fields(self.pair.after, sides.new)
        return frozenset(new) - frozenset(_body_fields(self.pair.before, sides.old))

    def _written(self, old: ParameterView, new: ParameterView, shape: Shape) -> None:
        """Whether the same value is still written the same way."""
        held = held_by(shape, self.pair.comparison.models)
        before, after = _style(old, held), _style(new, held)
        if before == after:
            return
        verdict, places = Verdict.BREAKS_REQUEST, (place_of(old), place_of(new))
        change = Change("request-parameter-style", verdict, *places, before, after)
        self._say(change, _where(old))

    def _deprecated(self, old: ParameterView, new: ParameterView) -> None:
        sides, places = self.pair.comparison.sides, (place_of(old), place_of(new))
        if newly_flagged(sides, *places, "deprecated"):
            change = Change("request-parameter-deprecated", Verdict.DEGRADED, *places)
            self._say(change, _where(old))

    def _default(self, old: ParameterView, new: ParameterView) -> None:
        """What the vendor takes where nothing is sent."""
        sides = self.pair.comparison.sides
        if (change := changed_default(sides, (old.pointer,), (new.pointer,))) is not None:
            self._say(change, _where(old))

    def _unsent(self, view: ParameterView, old: ParameterView | None) -> None:
        if view.required and not self._is_set(view):
            if old is None or not old.required:
                self._demanded(view, old)
        elif old is not None:
            if not self._is_set(view):
                self._default(old, view)
        elif not view.required:
            light = self.pair.comparison.sides.new.is_scalar((view.pointer,))
            names = (view.name,)
            self.pair.additions.names("parameter", *((names, ()) if light else ((), names)))

    def _is_set(self, view: ParameterView) -> bool:
        """Whether every call has it: of the connection, the credentials, the key or the body."""
        if self.pair.beside.get(beside_place(view.where, view.name)) is How.KEY:
            return True
        name = view.name.lower()
        return view.where == "header" and (name in self.pair.set_by_all or name in _SET_ANYWAY)

    def _demanded(self, view: ParameterView, old: ParameterView | None) -> None:
        if old is not None:
            self._say(_required(old, view), _where(view))
            return
        family, verdict = "request-required-parameter-added", Verdict.BREAKS_REQUEST
        place = place_of(view)
        self._say(
            Change(family, verdict, self._holder(place), place, after=_where(view)), _where(view)
        )

    def _holder(self, place: str) -> str:
        """What has the parameter at a place of the new document, as the old one has it: the
        operation, or the path for all its operations; nothing for what documents share."""
        pointer = self.pair.bound.pointer
        match tokens_of(place):
            case ("paths", _, "parameters", *_):
                return pointer.rpartition("/")[0]
            case ("paths", *_):
                return pointer
        return ""

    def _say(self, change: Change, where: str, how: How | None = None) -> None:
        self.pair.say(change, where, Direction.SEND, how=how)


def compare_parameters(pair: OperationPair) -> Iterator[Root]:
    """The values of parameters to compare; what is no value is said at once."""
    known = {key_of(view, pair.bound.key): view for view in pair.before.parameters}
    offered = {key_of(view, pair.entry.key): view for view in pair.after.parameters}
    return ParameterComparison(pair, known, offered).roots()


def key_of(view: ParameterView, path: str) -> Key:
    """Path parameters are told by where they stand, headers in any case."""
    if view.where == "path":
        return view.where, positions(path).get(view.name, view.name)
    return view.where, view.name.lower() if view.where == "header" else view.name


def place_of(view: ParameterView) -> str:
    """The pointer of the parameter itself."""
    pointer = view.pointer.removesuffix("/schema")
    holder, found, _ = pointer.rpartition("/content/")
    return holder if found else pointer


def _body_fields(view: OperationView, schemas: Schemas) -> Iterator[str]:
    """The names of the fields of a body, in whichever media type."""
    for media in view.body.media if view.body is not None else ():
        made = one_object(schemas.view(media.pointer)) if media.pointer is not None else None
        yield from made.properties if made is not None else ()


def _where(view: ParameterView) -> str:
    return f"{view.where} {view.name}"


def _required(old: ParameterView, new: ParameterView) -> Change:
    verdict, places = Verdict.BREAKS_REQUEST, (place_of(old), place_of(new))
    return Change("request-parameter-required", verdict, *places, "optional", "required")


def _style(view: ParameterView, held: Held) -> str:
    """How a value is written: to one that stands alone most styles are the same, and `explode`
    makes a difference to lists in queries and to objects."""
    is_object = held.is_object or held.free
    if not (is_object or held.array is not None):
        kinds = held.scalars.union(choice.kind for choice in held.choices)
        is_plain = view.style in _PLAIN or (view.style == "json" and kinds <= _UNQUOTED)
        return "plain text" if is_plain else view.style
    spreads = view.explode and (is_object or view.style not in ("simple", "deepObject"))
    words = (view.style, "exploded" if spreads else "", view.delimiter)
    return " ".join(word for word in words if word)
