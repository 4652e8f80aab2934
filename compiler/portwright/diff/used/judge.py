"""What a change means to one use, by what the spec says of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from portwright.diff.change import Change, How, Use
from portwright.diff.pair import Root, Sides
from portwright.diff.schemas.constants import all_accepted
from portwright.diff.used.known import Entry, Known, KnownOperation, first_of
from portwright.diff.used.known_sends import Filled
from portwright.diff.used.produced import Produced
from portwright.diff.used.spot import Spot, spot_of
from portwright.diff.verdict import Verdict, milder
from portwright.ir.shapes import Direction

_NARROWED = frozenset(
    (
        "request-enum-closed",
        "request-enum-value-removed",
        "request-format-changed",
        "request-limit-narrowed",
        "request-type-narrowed",
    )
)
_ENUM = "response-enum-"
_DEMANDED = frozenset(("request-parameter-required", "request-property-required"))
_ALWAYS_SENT = frozenset((*_DEMANDED, "request-default-changed"))


@dataclass(frozen=True, slots=True)
class Judge:
    """Says of a use how and where the spec has it, and what the change comes to there: a value
    that the spec never sends cannot be refused, and one that it maps is missed where it goes."""

    sides: Sides
    known: Known
    produced: Mapping[Filled, Produced]
    constants: Mapping[str, str | None]

    def is_named(self, root: Root, where: str) -> bool:
        """Whether the spec names the value at a place of an operation, or one inside it."""
        spot = spot_of(where)
        operation = self.known.of(root.operation, failed=spot.failed)
        if operation is None:
            return False
        return not spot.names or operation.leads(root.pair.direction, spot.names)

    def judged(self, change: Change, use: Use) -> Use:
        """The use with its verdict, and with the line of the spec that says so."""
        spot = spot_of(use.path)
        operation = self.known.of(use.operation, failed=spot.failed)
        if use.direction is Direction.SEND:
            return self._sent(change, use, spot, operation)
        if use.direction is Direction.READ and operation is not None:
            use = replace(use, verdict=_read(change, use, spot, operation))
        return _placed(change, use, spot, operation)

    def _sent(self, change: Change, use: Use, spot: Spot, operation: KnownOperation | None) -> Use:
        """Where callers may give any value, it counts beside those that a mapping makes: it is
        told then that it is they who are hit."""
        filled = replace(use, verdict=self._filled(change, use, spot))
        if spot.place == "header" and (span := self.known.headers.get(spot.path.lower())):
            return replace(filled, how=use.how or How.CONSTANT, span=use.span or span)
        entries = operation.at(Direction.SEND, spot.names) if operation is not None else ()
        given = next((entry for entry in entries if entry.how is How.SENT), None)
        if given is None:
            return _placed(change, filled, spot, operation)
        if filled.verdict is use.verdict:
            return _placed(change, use, spot, operation)
        return replace(use, how=use.how or given.how, span=use.span or given.span)

    def _filled(self, change: Change, use: Use, spot: Spot) -> Verdict:
        """What the change comes to for what the spec fills a value with."""
        made = self._made(use, spot)
        if made is None:
            return use.verdict
        if change.family in _ALWAYS_SENT and made.always:
            return Verdict.INFO
        if change.family == "request-null-refused" and not (made.null or made.hook):
            return Verdict.INFO
        known = made.values is not None and change.family in _NARROWED
        if known and all_accepted(self.sides, change.new, made.values or ()):
            return Verdict.INFO
        return use.verdict

    def _made(self, use: Use, spot: Spot) -> Produced | None:
        """What the spec fills a value with; None where callers may give any."""
        name = spot.path.lower()
        if spot.place == "header" and (text := self.constants.get(name)) is not None:
            return Produced(frozenset((text,)), always=True)
        return self.produced.get((use.operation, spot.place, spot.path))


def _read(change: Change, use: Use, spot: Spot, operation: KnownOperation) -> Verdict:
    entries = operation.at(Direction.READ, spot.names)
    errors = spot.failed
    told = [item for item in entries if item.words is not None]
    mapped = [item for item in told if (item.how is How.RULE) == errors]
    match change.family:
        case "response-enum-value-added" | "response-enum-opened":
            came = _values(change.after) if change.family.endswith("added") else None
            if any(_is_stranger(item, came) for item in mapped):
                return milder(Verdict.BREAKS_MAPPING, _cap(errors))
        case "response-enum-value-removed":
            gone = _values(change.before)
            if any(item.words and gone & item.words.values for item in mapped):
                return Verdict.DEGRADED if errors else Verdict.BREAKS_MAPPING
        case "response-property-removed" | "response-property-write-only":
            # The type has it for the sake of other operations.
            if not change.needed and not operation.nearest(Direction.READ, spot.names):
                return Verdict.INFO
        case "response-status-removed":
            handled = operation.at(Direction.READ, f"status {spot.status}")
            if use.verdict is Verdict.INFO and handled:
                return Verdict.DEGRADED
    return use.verdict


def _is_stranger(entry: Entry, came: frozenset[str] | None) -> bool:
    """Whether there is a value that the spec has nothing for; None: any may come."""
    words = entry.words
    if words is None or words.others:
        return False
    return came is None or bool(came - words.values)


def _cap(errors: bool) -> Verdict:
    return Verdict.DEGRADED if errors else Verdict.BREAKS_REQUEST


def _values(listed: str) -> frozenset[str]:
    """The constants of a change, as a spec writes them."""
    return frozenset(_word(value) for value in json.loads(f"[{listed}]"))


def _word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _placed(change: Change, use: Use, spot: Spot, operation: KnownOperation | None) -> Use:
    """The use with the line that says so, as near as there is one."""
    if operation is None or use.span is not None:
        return use
    path = f"status {spot.status}" if spot.status and not spot.path else spot.names
    entry = first_of(operation.nearest(use.direction, path))
    if entry is None:
        return replace(use, how=use.how or _plain(use, spot), span=operation.span)
    how, near = use.how or _how(entry, change), _near(entry, path)
    return replace(use, how=how, span=entry.span or operation.span, near=near)


def _near(entry: Entry, path: str) -> Literal["", "inside", "around"]:
    if entry.covers(path):
        return ""
    return "inside" if len(path) > len(entry.path) else "around"


def _how(entry: Entry, change: Change) -> How:
    mapped = entry.how is How.MAPPED and entry.words is not None
    return How.VALUE if mapped and change.family.startswith(_ENUM) else entry.how


def _plain(use: Use, spot: Spot) -> How:
    """Of what the spec does not name."""
    if use.direction is Direction.READ:
        return How.DECODED if spot.path else How.READ
    return How.SENT if use.direction is Direction.SEND else How.CALLED
