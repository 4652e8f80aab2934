"""Inputs of a port made up by chance, and requests that a vendor is sent for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from tests.property.mapping_oracle import UNSET

VALUES: dict[str, tuple[Any, ...]] = {
    "string": ("a,b", "x", "ü & =", "y , z"), "id": ("7", "42"), "int": (0, -3, 250),
    "bool": (True, False), "decimal": (Decimal("1.50"), Decimal(-2)), "State": ("new", "done"),
    "money": ((Decimal("12.50"), "USD"), (Decimal(5), "JPY"), (Decimal("0.125"), "KWD")),
    "instant": (
        dt.datetime(2024, 3, 1, 12, 30, 0, 250_000, tzinfo=dt.UTC),
        dt.datetime(2024, 7, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=2))),
    ),
    "date": (dt.date(2024, 2, 29),), "list<string>": ([], ["a", "b"]),
    "map<string>": ({"k": "v"},),
}  # fmt: skip
TYPES = tuple(name for name in VALUES if name != "State")
TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
LOCAL = {"local": "Asia/Tokyo"}


@dataclass
class Input:
    """An input: its type, and whether it may be null or left out."""

    type: str
    null: bool = False
    unset: bool = False

    @property
    def spelled(self) -> str:
        return self.type + " | null" * self.null + " | unset" * self.unset

    def value(self, chance: Random, records: dict[str, dict[str, Input]], gone: float) -> Any:
        if self.unset and chance.random() < gone:
            return UNSET
        if self.null and chance.random() < gone:
            return None
        if self.type in records:
            inside = records[self.type]
            return {name: item.value(chance, records, gone) for name, item in inside.items()}
        if self.type.startswith("list<") and self.type[5:-1] in records:
            item = Input(self.type[5:-1])
            return [item.value(chance, records, gone) for _ in range(chance.choice((0, 2)))]
        return chance.choice(VALUES[self.type])


@dataclass
class Sent:
    """A field that is filled: its expression, its schema, and whether it may be left out."""

    expression: Any
    schema: dict[str, Any]
    null: bool
    required: bool = False


@dataclass
class Request:
    """One object of the body, and what fills its fields; `unsound`: one that the vendor requires
    may be left out."""

    name: str
    inputs: dict[str, Input] = field(default_factory=dict)
    records: dict[str, dict[str, Input]] = field(default_factory=dict)
    fields: dict[str, Sent] = field(default_factory=dict)
    unsound: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """The object that is sent; dotted names are objects in it, none of which it must have."""
        made = _empty()
        for name, sent in self.fields.items():
            into, last = made, name
            if "." in name:
                first, _, last = name.partition(".")
                into = made["properties"].setdefault(first, _empty())
            into["properties"][last] = sent.schema
            if sent.required:
                into["required"].append(last)
        return made

    @property
    def needed(self) -> frozenset[str]:
        return frozenset(name for name, sent in self.fields.items() if sent.required)


def _empty() -> dict[str, Any]:
    return {"type": "object", "required": [], "properties": {}}


def request(chance: Random, name: str) -> Request:
    """A request with inputs of its own, of all types."""
    made = Request(name)
    for number in range(4):
        part = Making(chance, made, f"{name}_{number}")
        sent = part.expression()
        wish = chance.random()
        sent.required = wish < 0.3 and not sent.null
        if wish > 0.93 and sent.null:
            sent.required = made.unsound = True
        shape = chance.choice(("f{}", "o.f{}", "o.f{}", "p{}.x")).format(number)
        made.fields[shape] = sent
    return made


class Making:
    """One expression, over inputs that it declares."""

    def __init__(self, chance: Random, made: Request, name: str) -> None:
        self.chance = chance
        self.made = made
        self.name = name
        self.count = 0

    def input(self, type_: str, *, within: dict[str, Input] | None = None) -> tuple[str, Input]:
        """A fresh input, or a field of a record; null and unset are never both here."""
        kind = self.chance.choice(("plain", "null", "null" if within is not None else "unset"))
        found = Input(type_, kind == "null", kind == "unset")
        name = f"{self.name}_{self.count}"
        self.count += 1
        (self.made.inputs if within is None else within)[name] = found
        return name, found

    def expression(self, within: dict[str, Input] | None = None) -> Sent:
        kinds = [*TYPES, "concat", "first_of", "default", "enum", "split", "inside"]
        if within is None:
            kinds += ["clear", "object", "object", "each", "each", "list", "unset_default"]
            kinds += ["through", "values"]
        kind = self.chance.choice(kinds)
        if kind in TYPES:
            path, found = self.input(kind, within=within)
            expression, schema = self._of(kind, path)
            return Sent(expression, schema, found.null or found.unset)
        made: Sent = getattr(self, f"_{kind}")(within)
        return made

    def _of(self, type_: str, path: str) -> tuple[Any, dict[str, Any]]:
        number = {"type": "number"}
        options: dict[str, list[tuple[Any, Any]]] = {
            "string": [(path, TEXT)], "id": [(path, TEXT), ({"number": path}, WHOLE)],
            "int": [(path, WHOLE), (path, number), ({"concat": [path]}, TEXT)],
            "bool": [
                (path, {"type": "boolean"}),
                ({"lookup": path, "in": {"true": "Y", "false": "N"}}, TEXT),
            ],
            "decimal": [({"number": path}, number), ({"number": path, "scale": 2}, number)],
            "money": [
                ({"minor_units": path}, WHOLE), ({"major_units": path}, number),
                ({"currency_of": path, "case": "lower"}, TEXT),
                ({"currency_of": path}, {"type": "string", "enum": ["USD", "KWD", "JPY"]}),
            ],
            "instant": [
                ({"time_to": path, "as": how}, WHOLE if str(how).startswith("unix") else TEXT)
                for how in ("unix_s", "unix_ms", "iso8601", "odata", "utc_text", LOCAL)
            ],
            "date": [({"time_to": path, "as": "date"}, TEXT)],
            "list<string>": [(path, {"type": "array", "items": TEXT})],
            "map<string>": [(path, {"type": "object", "additionalProperties": TEXT})],
        }  # fmt: skip
        return self.chance.choice(options[type_])

    def _concat(self, within: dict[str, Input] | None) -> Sent:
        (one, first), (two, second) = (
            self.input(self.chance.choice(("string", "int", "id")), within=within) for _ in "ab"
        )
        null = (first.null and second.null) or first.unset or second.unset
        return Sent({"concat": [one, two], "by": "+"}, TEXT, null)

    def _first_of(self, within: dict[str, Input] | None) -> Sent:
        (one, first), (two, second) = (self.input("string", within=within) for _ in "ab")
        if (first.null or second.null) and (first.unset or second.unset):
            first.unset = second.unset = False
        null = (first.null or first.unset) and (second.null or second.unset)
        return Sent({"first_of": [one, two]}, TEXT, null)

    def _default(self, within: dict[str, Input] | None) -> Sent:
        path, found = self.input("string", within=within)
        return Sent({"default": path, "value": "none"}, TEXT, found.unset)

    def _unset_default(self, within: None) -> Sent:
        path, found = self.input("string")
        found.null = found.unset = True
        return Sent({"default": path, "value": "none"}, TEXT, True)

    def _enum(self, within: dict[str, Input] | None) -> Sent:
        path, found = self.input("State", within=within)
        table = {"new": "n", "done": "d", "lost": "l"}
        null = found.null or found.unset
        if found.null and self.chance.random() < 0.5:
            table["null"] = "nothing"
            null = False
        return Sent(
            {"enum": path, "map": table},
            {"type": "string", "enum": ["n", "d", "l", "nothing"]},
            null,
        )

    def _split(self, within: dict[str, Input] | None) -> Sent:
        path, found = self.input("string", within=within)
        if self.chance.random() < 0.5:
            found.unset = False
            return Sent({"split": path, "by": ",", "take": 1}, TEXT, True)
        items = {"type": "array", "items": TEXT}
        return Sent({"split": path, "by": ","}, items, found.null or found.unset)

    def _inside(self, within: dict[str, Input] | None) -> Sent:
        """What a list or a map may lack."""
        type_, step = self.chance.choice((("list<string>", "[1]"), ("map<string>", ".k")))
        path, found = self.input(type_, within=within)
        found.unset = False
        return Sent(f"{path}{step}", TEXT, True)

    def _through(self, within: None) -> Sent:
        """A field of a record."""
        name = f"P{self.name.upper().replace('_', 'X')}"
        self.made.records[name] = {}
        inner, field_ = self.input("string", within=self.made.records[name])
        path, found = self.input(name)
        if field_.null:
            found.unset = False
        return Sent(f"{path}.{inner}", TEXT, found.null or found.unset or field_.null)

    def _values(self, within: None) -> Sent:
        path, found = self.input("list<string>")
        made = {"each": path, "value": {"concat": [".", {"const": "!"}]}}
        return Sent(made, {"type": "array", "items": TEXT}, found.null or found.unset)

    def _clear(self, within: None) -> Sent:
        path, found = self.input("string")
        found.null = True
        schema = {"type": ["string", "null"]}
        return Sent({"clear": path}, schema, found.unset)

    def _list(self, within: None) -> Sent:
        (one, first), (two, second) = (self.input("string") for _ in "ab")
        items = {"type": "array", "items": TEXT}
        return Sent({"list": [one, two, {"const": "c"}]}, items, first.unset or second.unset)

    def _record(self) -> tuple[str, dict[str, Any], dict[str, Any]]:
        """Its name, what fills an object by it, and the object's schema."""
        name = f"R{self.name.upper().replace('_', 'X')}{self.count}"
        inside: dict[str, Input] = {}
        self.made.records[name] = inside
        parts = {f"g{number}": self.expression(inside) for number in range(2)}
        for part in parts.values():
            part.required = not part.null and self.chance.random() < 0.4
        schema = {
            "type": "object",
            "required": [field for field, part in parts.items() if part.required],
            "properties": {field: part.schema for field, part in parts.items()},
        }
        filled = {field: part.expression for field, part in parts.items()}
        return name, filled, schema

    def _object(self, within: None) -> Sent:
        name, fields, schema = self._record()
        path, found = self.input(name)
        expression: Any = {"object": path, "fields": fields}
        return Sent(expression, schema, found.null or found.unset)

    def _each(self, within: None) -> Sent:
        name, fields, schema = self._record()
        path, found = self.input(f"list<{name}>")
        made = {"each": path, "fields": fields}
        if self.chance.random() < 0.4:
            asked = self.chance.choice(list(self.made.records[name]))
            made["where"] = {asked: self.chance.choice(({"present": True}, {"absent": True}))}
        return Sent(made, {"type": "array", "items": schema}, found.null or found.unset)
