"""Mappings as the language describes them, told again without the compiler: a naive interpreter
over plain JSON, in which null goes through whatever does not say what it makes of it.

Numbers are ints and Decimals. Results of the port's types are plain: a record is a dict, a word of
an enum a str, a money a pair. In requests UNSET is what a caller left out.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

Expression = Any
UNSET: Final = type("Unset", (), {"__repr__": lambda self: "UNSET"})()
PLACES: Final = {"USD": 2, "JPY": 0, "KWD": 3, "EUR": 2}
EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def at(value: Any, path: str) -> Any:
    """What a path leads to; None where it breaks."""
    if path == ".":
        return value
    for step in re.findall(r"[^.\[\]]+", path):
        if isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return UNSET if value is UNSET else None
    return value


def gone(value: Any) -> bool:
    return value is None or value is UNSET


class Reading:
    """What answers become; `mappings` are the fields of those that have names, `types` the fields
    of the port's records with their types."""

    def __init__(self, mappings: dict[str, Any], types: dict[str, dict[str, str]]) -> None:
        self.mappings = mappings
        self.types = types

    def record(self, fields: dict[str, Expression], value: Any, type_: str) -> Any:
        types = self.types[type_]
        return {name: self.value(fields[name], value, types[name]) for name in fields}

    def value(self, expression: Expression, here: Any, type_: str) -> Any:
        type_ = type_.removesuffix(" | null")
        if isinstance(expression, str):
            return _as_port(at(here, expression), type_)
        [kind, *_] = expression
        return getattr(self, f"_{kind}")(expression, here, type_)

    def _const(self, made: Any, here: Any, type_: str) -> Any:
        return made["const"]

    def _money(self, made: Any, here: Any, type_: str) -> Any:
        what = made["money"]
        amount = at(here, what.get("minor", what.get("major")))
        code = what["currency"]
        code = code["const"] if isinstance(code, dict) else at(here, code)
        if amount is None or code is None:
            return None
        number = Decimal(amount)
        return (number.scaleb(-PLACES[code.upper()]) if "minor" in what else number, code.upper())

    def _decimal(self, made: Any, here: Any, type_: str) -> Any:
        found = at(here, made["decimal"])
        return None if found is None else Decimal(found)

    def _enum(self, made: Any, here: Any, type_: str) -> Any:
        return _chosen(made["map"], at(here, made["enum"]), made.get("else"))

    def _lookup(self, made: Any, here: Any, type_: str) -> Any:
        found = at(here, made["lookup"])
        key = str(found).lower() if isinstance(found, bool) else found
        return _chosen(made["in"], key if key is None else str(key), made.get("else"))

    def _time(self, made: Any, here: Any, type_: str) -> Any:
        found = at(here, made["time"])
        return None if found is None else _moment(found, made["from"])

    def _ref(self, made: Any, here: Any, type_: str) -> Any:
        found = at(here, made["ref"])
        return _as_port(found.get("id") if isinstance(found, dict) else found, type_)

    def _default(self, made: Any, here: Any, type_: str) -> Any:
        found = self.value(made["default"], here, type_)
        return made["value"] if found is None else found

    def _first_of(self, made: Any, here: Any, type_: str) -> Any:
        found = (self.value(part, here, type_) for part in made["first_of"])
        return next((item for item in found if item is not None), None)

    def _concat(self, made: Any, here: Any, type_: str) -> Any:
        return _joined([_part(part, here) for part in made["concat"]], made.get("by", ""))

    def _split(self, made: Any, here: Any, type_: str) -> Any:
        return _cut(at(here, made["split"]), made["by"], made.get("take"))

    def _list(self, made: Any, here: Any, type_: str) -> Any:
        item = type_[len("list<") : -1]
        found = [self.value(part, here, item) for part in made["list"]]
        return [part for part in found if part is not None]

    def _object(self, made: Any, here: Any, type_: str) -> Any:
        return self._made(made, at(here, made["object"]), type_)

    def _made(self, made: Any, found: Any, type_: str) -> Any:
        if not isinstance(found, dict):
            return None
        fields = made["fields"] if "fields" in made else self.mappings[made["use"]]
        return self.record(fields, found, type_)

    def _each(self, made: Any, here: Any, type_: str) -> Any:
        found = at(here, made["each"])
        if found is None:
            return None
        item = type_[len("list<") : -1]
        taken = [one for one in found if _is_taken(made.get("where", {}), one)]
        if "value" in made:
            return [self.value(made["value"], one, item) for one in taken]
        return [self._made(made, one, item.removesuffix(" | null")) for one in taken]


def _as_port(value: Any, type_: str) -> Any:
    """An id that is a number is a text in the port."""
    return str(value) if type_ == "id" and value is not None else value


def _chosen(table: dict[str, Any], key: str | None, other: Any) -> Any:
    if key is None:
        return table.get("null")
    return table.get(key, other)


def _part(part: Any, here: Any) -> Any:
    found = part["const"] if isinstance(part, dict) else at(here, part)
    return found if gone(found) else str(found)


def _joined(parts: list[Any], by: str) -> Any:
    if UNSET in parts:
        return UNSET
    there = [part for part in parts if part is not None]
    return by.join(there) if there else None


def _cut(text: Any, by: str, take: int | None) -> Any:
    if gone(text):
        return text
    parts = [part.strip() for part in text.split(by)]
    if take is None:
        return [part for part in parts if part]
    return (parts[take] or None) if take < len(parts) else None


def _is_taken(where: dict[str, Any], item: Any) -> bool:
    return all(_holds(condition, at(item, path)) for path, condition in where.items())


def _holds(condition: Any, found: Any) -> bool:
    if condition == {"present": True}:
        return found is not None
    if condition == {"absent": True}:
        return found is None
    values = condition["in"] if isinstance(condition, dict) else [condition]
    exact = [Decimal(str(value)) if isinstance(value, float) else value for value in values]
    return found is not None and found in exact


def _moment(found: Any, written: Any) -> Any:
    if written in ("unix_s", "unix_ms"):
        per_second = 1 if written == "unix_s" else 1000
        return EPOCH + dt.timedelta(microseconds=int(Decimal(found) * 1_000_000 / per_second))
    if written == "odata":
        return EPOCH + dt.timedelta(milliseconds=int(re.findall(r"-?\d+", found)[0]))
    if written == "date":
        return dt.date(*map(int, found[:10].split("-")))
    moment = dt.datetime.fromisoformat(found)
    zone = {"iso8601": moment.tzinfo, "utc_text": dt.UTC}
    where = ZoneInfo(written["local"]) if isinstance(written, dict) else zone[written]
    return moment.replace(tzinfo=where).astimezone(dt.UTC)


class Sending:
    """What requests are: what is null or left out is not there, and neither is an object in which
    nothing is, unless the vendor needs it. `form`: nothing is cleared but by an empty text."""

    def __init__(self, *, form: bool) -> None:
        self.form = form

    def fields(
        self,
        fields: dict[str, Expression],
        here: Any,
        needed: frozenset[str] = frozenset(),
        within: str = "",
    ) -> dict[str, Any]:
        """An object by its dotted names; `needed` are names of those that the vendor requires."""
        groups: dict[str, dict[str, Expression]] = {}
        for name, expression in fields.items():
            first, _, rest = name.partition(".")
            groups.setdefault(first, {})[rest] = expression
        made: dict[str, Any] = {}
        for name, group in groups.items():
            path = f"{within}{name}"
            found = (
                self._needed(group[""], here, path in needed)
                if "" in group
                else self.fields(group, here, needed, f"{path}.")
            )
            if not gone(found) and (found != {} or "" in group or path in needed):
                made[name] = CLEARED[self.form] if found is Clear else found
        return made

    def _needed(self, expression: Expression, here: Any, is_needed: bool) -> Any:
        found = self.value(expression, here)
        if found is None and is_needed and "object" in expression:
            return {} if at(here, expression["object"]) is not None else None
        return found

    def value(self, expression: Expression, here: Any) -> Any:
        if isinstance(expression, str):
            return _plain(at(here, expression))
        [kind, *_] = expression
        return getattr(self, f"_{kind}")(expression, here)

    def _const(self, made: Any, here: Any) -> Any:
        return made["const"]

    def _minor_units(self, made: Any, here: Any) -> Any:
        found = at(here, made["minor_units"])
        return found if gone(found) else int(found[0].scaleb(PLACES[found[1]]))

    def _major_units(self, made: Any, here: Any) -> Any:
        found = at(here, made["major_units"])
        return found if gone(found) else found[0]

    def _currency_of(self, made: Any, here: Any) -> Any:
        found = at(here, made["currency_of"])
        if gone(found):
            return found
        return found[1].lower() if made.get("case") == "lower" else found[1]

    def _number(self, made: Any, here: Any) -> Any:
        found = at(here, made["number"])
        return int(found) if isinstance(found, str) else found

    def _enum(self, made: Any, here: Any) -> Any:
        found = at(here, made["enum"])
        return UNSET if found is UNSET else _chosen(made["map"], found, made.get("else"))

    def _lookup(self, made: Any, here: Any) -> Any:
        found = at(here, made["lookup"])
        if found is UNSET:
            return UNSET
        key = str(found).lower() if isinstance(found, bool) else found
        return _chosen(made["in"], key if key is None else str(key), made.get("else"))

    def _time_to(self, made: Any, here: Any) -> Any:
        found = at(here, made["time_to"])
        return found if gone(found) else _written(found, made["as"])

    def _default(self, made: Any, here: Any) -> Any:
        found = self.value(made["default"], here)
        return made["value"] if found is None else found

    def _first_of(self, made: Any, here: Any) -> Any:
        found = [self.value(part, here) for part in made["first_of"]]
        return next((item for item in found if not gone(item)), None)

    def _clear(self, made: Any, here: Any) -> Any:
        found = self.value(made["clear"], here)
        if found is None and isinstance(made["clear"], dict) and "object" in made["clear"]:
            return Clear if at(here, made["clear"]["object"]) is None else {}
        return Clear if found is None else found

    def _concat(self, made: Any, here: Any) -> Any:
        return _joined([_part(part, here) for part in made["concat"]], made.get("by", ""))

    def _split(self, made: Any, here: Any) -> Any:
        return _cut(at(here, made["split"]), made["by"], made.get("take"))

    def _list(self, made: Any, here: Any) -> Any:
        found = [self.value(part, here) for part in made["list"]]
        return UNSET if UNSET in found else [part for part in found if part is not None]

    def _object(self, made: Any, here: Any) -> Any:
        found = at(here, made["object"])
        if gone(found):
            return found
        return self.fields(made["fields"], found) or None

    def _each(self, made: Any, here: Any) -> Any:
        found = at(here, made["each"])
        if gone(found):
            return found
        taken = [one for one in found if _is_taken(made.get("where", {}), one)]
        if "value" in made:
            return [self.value(made["value"], one) for one in taken]
        return [self.fields(made["fields"], one) for one in taken]


Clear: Final = type("Clear", (), {"__repr__": lambda self: "Clear"})()
CLEARED: Final = {True: "", False: None}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _written(moment: Any, how: Any) -> Any:
    if how == "date":
        return f"{moment:%Y-%m-%d}"
    since = (moment - EPOCH) // dt.timedelta(milliseconds=1)
    match how:
        case "unix_s":
            return since // 1000
        case "unix_ms":
            return since
        case "odata":
            return f"/Date({since})/"
        case "iso8601":
            return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
        case "utc_text":
            return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S}"
    return moment.astimezone(ZoneInfo(how["local"])).replace(tzinfo=None).isoformat()
