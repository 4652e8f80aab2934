"""Times in every way that vendors write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from portwright.ir.mapping import Call, Constant, Expression
from portwright.language import mappings as language
from portwright.language.record import Record
from portwright.rules.mapping import unknown_zone
from portwright.semantics.mapping.at import At, made
from portwright.semantics.mapping.kinds import KindName
from portwright.semantics.mapping.values import Value
from portwright.source.span import Text

_NUMBERS: Final[frozenset[KindName]] = frozenset(("integer", "number", "string"))
_TEXTS: Final[frozenset[KindName]] = frozenset(("string",))
# By format: what the vendor's value may be, and what it is when it is sent.
_READ: Final[Mapping[str, tuple[frozenset[KindName], str]]] = {
    "unix_s": (_NUMBERS, "a number of seconds since 1970"),
    "unix_ms": (_NUMBERS, "a number of milliseconds since 1970"),
    "iso8601": (_TEXTS, "a string with an ISO 8601 time"),
    "odata": (_TEXTS, "a string such as `/Date(…)/`"),
    "utc_text": (_TEXTS, "a string such as `2026-01-31 12:00:00`"),
    "date": (_TEXTS, "a string with a date"),
    "local": (_TEXTS, "a string with a time"),
}
_SENT: Final[Mapping[str, KindName]] = {"unix_s": "integer", "unix_ms": "integer"}


def time(transform: language.TimeOf, at: At) -> Value | None:
    name, zone = _format(transform.from_, at)
    accepted, wanted = _READ[name]
    value = at.operand(transform.time, accepted, wanted)
    if value is None or zone is None:
        return None
    call = Call(f"from_{name}", (value.expression, *zone))
    return made(call, value, "date" if name == "date" else "instant")


def time_to(transform: language.TimeTo, at: At) -> Value | None:
    name, zone = _format(transform.as_, at)
    accepted: frozenset[KindName] = frozenset(("date",) if name == "date" else ("instant",))
    value = at.operand(transform.time_to, accepted, "`date`" if name == "date" else "`instant`")
    if value is None or zone is None:
        return None
    kind = _SENT.get(name, "string")
    if kind == "integer" and at.target.kind.name == "string":
        text = Call("text", (Call(f"to_{name}", (value.expression,)),))
        return made(text, value, "string")
    return made(Call(f"to_{name}", (value.expression, *zone)), value, kind)


def _format(
    written: Text | language.LocalTime, at: At
) -> tuple[str, tuple[Expression, ...] | None]:
    """The format's name and what else its function takes; None where the zone is unknown."""
    if not isinstance(written, language.LocalTime):
        return str(written), ()
    try:
        ZoneInfo(str(written.local))
    except (KeyError, ValueError, OSError):
        at.sink.add(unknown_zone.report(written.local))
        return "local", None
    return "local", (Constant(str(written.local)),)


TRANSFORMS: Final[dict[type[Record], Any]] = {
    language.TimeOf: time,
    language.TimeTo: time_to,
}
