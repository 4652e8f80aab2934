"""Small vendors made up by chance: a schema, answers that conform to it, and mappings of what is in
them to types of a port, each with whether null may come of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

WORDS = ("open", "void", "paid")
STATES = ("new", "done", "lost")
TIMES: dict[str, Any] = {
    "unix_s": (1_700_000_000, 0, -5), "unix_ms": (1_700_000_000_123, 1),
    "iso8601": ("2024-03-01T12:30:00Z", "2024-03-01T12:30:00.250+02:00"),
    "odata": ("/Date(1700000000000)/", "/Date(-1000+0060)/"),
    "utc_text": ("2024-03-01 12:30:00", "2024-03-01T12:30:00.5"),
    "date": ("2024-03-01", "2024-02-29T23:59:59Z"),
    "local": ("2024-07-01T12:30:00", "2024-01-01 00:00:00"),
}  # fmt: skip
LOCAL = {"local": "America/Los_Angeles"}


@dataclass
class Node:
    """A schema: its kind, and what is inside. `values` are texts or numbers that stand there."""

    kind: str
    nullable: bool = False
    fields: dict[str, tuple[Node, bool]] = field(default_factory=dict)
    item: Node | None = None
    values: tuple[Any, ...] = ()
    time: str = ""

    @property
    def schema(self) -> dict[str, Any]:
        made = self._bare()
        if not self.nullable:
            return made
        if self.kind in ("string", "integer", "number", "boolean"):
            return {**made, "type": [made["type"], "null"]}
        return {"anyOf": [made, {"type": "null"}]}

    def _bare(self) -> dict[str, Any]:
        if self.kind in ("object", "reference"):
            made = {
                "type": "object",
                "required": [name for name, (_, needed) in self.fields.items() if needed],
                "properties": {name: node.schema for name, (node, _) in self.fields.items()},
            }
            return made if self.kind == "object" else {"anyOf": [{"type": "string"}, made]}
        if self.item is not None:
            inside = self.item.schema
            if self.kind == "list":
                return {"type": "array", "items": inside}
            return {"type": "object", "additionalProperties": inside}
        if self.kind == "enum":
            return {"type": "string", "enum": list(WORDS)}
        return {"type": self.kind}


def json_of(node: Node, chance: Random, absent: float) -> Any:
    """Something that conforms; `absent` is how likely what need not be there is not."""
    if node.nullable and chance.random() < absent:
        return None
    if node.kind == "reference" and chance.random() < 0.5:
        return "id_1"
    if node.kind in ("object", "reference"):
        return {
            name: json_of(inside, chance, absent)
            for name, (inside, needed) in node.fields.items()
            if needed or chance.random() >= absent
        }
    if node.kind == "list" and node.item is not None:
        count = chance.choice((0, 1, 3)) if absent else 3
        return [json_of(node.item, chance, absent) for _ in range(count)]
    if node.item is not None:
        keys = [key for key in ("k", "other") if chance.random() >= absent]
        return {key: json_of(node.item, chance, absent) for key in keys}
    return chance.choice(node.values)


def node(chance: Random, depth: int) -> Node:
    kinds = ["string", "string", "integer", "number", "boolean", "enum", "time"]
    if depth:
        kinds += ["object", "object", "reference", "list", "list", "map"]
    return _node(chance.choice(kinds), chance, depth)


def _node(kind: str, chance: Random, depth: int) -> Node:
    nullable = chance.random() < 0.35
    match kind:
        case "object" | "reference":
            made = Node(kind, nullable, fields(chance, depth - 1))
            if kind == "reference" or chance.random() < 0.4:
                whole = kind == "object" and chance.random() < 0.3
                id_ = Node("integer", values=(7,)) if whole else Node("string", values=("id_2",))
                made.fields["id"] = (id_, chance.random() < 0.7)
            return made
        case "list" | "map":
            return Node(kind, nullable, item=node(chance, depth - 1))
        case "time":
            time = chance.choice(tuple(TIMES))
            base = "integer" if time.startswith("unix") else "string"
            return Node(base, nullable, values=TIMES[time], time=time)
    values = {
        "string": ("a, b", "x", "", " y,z "), "integer": (0, 1, 250), "boolean": (True, False),
        "number": (0.1, 2, 12.5, 1e3), "enum": WORDS,
    }  # fmt: skip
    return Node(kind, nullable, values=values[kind])


def fields(chance: Random, depth: int) -> dict[str, tuple[Node, bool]]:
    made = {name: (node(chance, depth), chance.random() < 0.6) for name in "abcd"}
    made["code"] = (Node("string", chance.random() < 0.2, values=("usd", "JPY", "kwd")), True)
    made["spelled"] = (Node("string", values=("1.50", "-2", "0.001")), chance.random() < 0.7)
    return made


@dataclass(frozen=True)
class Lead:
    """A path, what it leads to, and whether null may stand there."""

    path: str
    node: Node
    null: bool


def leads(root: Node, base: str = "", null: bool = False, depth: int = 3) -> Iterator[Lead]:
    """All paths through an object, to a depth."""
    for name, (inside, needed) in root.fields.items():
        lead = Lead(f"{base}{name}", inside, null or inside.nullable or not needed)
        yield lead
        yield from _below(lead, depth)


def _below(lead: Lead, depth: int) -> Iterator[Lead]:
    inside = lead.node
    if not depth:
        return
    if inside.kind in ("object", "reference"):
        is_union = inside.kind == "reference"
        yield from leads(inside, f"{lead.path}.", lead.null or is_union, depth - 1)
    elif inside.item is not None:
        step = "[1]" if inside.kind == "list" else ".k"
        one = Lead(f"{lead.path}{step}", inside.item, True)
        yield one
        yield from _below(one, depth - 1)


@dataclass
class Made:
    """An expression, the type that it gives and whether it may be null."""

    expression: Any
    type: str
    null: bool


class Mappings:
    """Expressions made up over one object; `types` gathers the records that they make."""

    def __init__(self, chance: Random, name: str, types: dict[str, dict[str, str]]) -> None:
        self.chance = chance
        self.name = name
        self.types = types

    def expression(self, root: Node, depth: int = 2) -> Made:
        """Some expression over an object; what nothing can be made of is passed by."""
        while True:
            lead = self.chance.choice(list(leads(root)))
            options = list(self._options(lead, root, depth))
            if options:
                made = self.chance.choice(options)()
                if made is not None:
                    return self._wrapped(made, root, depth)

    def _wrapped(self, made: Made, root: Node, depth: int) -> Made:
        if made.null and self.chance.random() < 0.3 and made.type in DEFAULTS:
            expression = {"default": made.expression, "value": DEFAULTS[made.type]}
            return Made(expression, made.type, False)
        if self.chance.random() < 0.2:
            others = [lead for lead in leads(root) if _plain_type(lead.node) == made.type]
            if others:
                other = self.chance.choice(others)
                parts = [made.expression, other.path]
                return Made({"first_of": parts}, made.type, made.null and other.null)
        return made

    def _options(self, lead: Lead, root: Node, depth: int) -> Iterator[Any]:
        path, inside, null = lead.path, lead.node, lead.null
        plain = _plain_type(inside)
        if plain:
            yield lambda: Made(path, plain, null)
        if inside.time:
            yield lambda: self._time(path, inside, null)
        match inside.kind:
            case "string" | "enum":
                yield lambda: self._joined(lead, root)
                yield lambda: self._split(lead)
                yield lambda: self._words(lead)
                yield lambda: Made(path, "id", null)
            case "integer":
                yield lambda: Made(path, "id", null)
                yield lambda: self._money("minor", lead, root)
                yield lambda: Made({"concat": [path]}, "string", null)
                yield lambda: self._looked_up(lead, {"1": "one"}, "many")
            case "boolean":
                yield lambda: self._looked_up(lead, {"true": "yes", "false": "no"}, None)
            case "number":
                yield lambda: Made({"decimal": path}, "decimal", null)
                yield lambda: self._money("major", lead, root)
            case "object" | "reference":
                yield from self._of_object(lead, depth)
            case "list" if inside.item is not None:
                yield lambda: self._each(lead, inside.item, depth)
        if path.endswith("spelled"):
            yield lambda: Made({"decimal": path}, "decimal", null)

    def _time(self, path: str, inside: Node, null: bool) -> Made:
        written = LOCAL if inside.time == "local" else inside.time
        type_ = "date" if inside.time == "date" else "instant"
        return Made({"time": path, "from": written}, type_, null)

    def _money(self, how: str, lead: Lead, root: Node) -> Made:
        codes = [item for item in leads(root) if item.path.endswith("code")]
        code = self.chance.choice([*codes, None])
        if code is None:
            made = {how: lead.path, "currency": {"const": "KWD"}}
            return Made({"money": made}, "money", lead.null)
        made = {how: lead.path, "currency": code.path}
        return Made({"money": made}, "money", lead.null or code.null)

    def _joined(self, lead: Lead, root: Node) -> Made:
        others = [item for item in leads(root) if item.node.kind in ("string", "integer", "enum")]
        other = self.chance.choice(others)
        parts: list[Any] = [lead.path, other.path]
        null = lead.null and other.null
        if self.chance.random() < 0.3:
            parts.append({"const": "!"})
            null = False
        return Made({"concat": parts, "by": "-"}, "string", null)

    def _split(self, lead: Lead) -> Made:
        if self.chance.random() < 0.5:
            return Made({"split": lead.path, "by": ",", "take": 1}, "string", True)
        return Made({"split": lead.path, "by": ","}, "list<string>", lead.null)

    def _words(self, lead: Lead) -> Made:
        words = WORDS if lead.node.kind == "enum" else ("x", "")
        mapped = {word: self.chance.choice(STATES) for word in words}
        made: dict[str, Any] = {"enum": lead.path, "map": mapped}
        if lead.node.kind != "enum" or self.chance.random() < 0.4:
            made["else"] = "lost"
        return self._with_null(made, mapped, lead, "State")

    def _looked_up(self, lead: Lead, table: dict[str, Any], other: str | None) -> Made:
        made: dict[str, Any] = {"lookup": lead.path, "in": table}
        if other is not None:
            made["else"] = other
        return self._with_null(made, table, lead, "string")

    def _with_null(self, made: Any, table: dict[str, Any], lead: Lead, type_: str) -> Made:
        if self.chance.random() < 0.4:
            table["null"] = "done"
            return Made(made, type_, False)
        return Made(made, type_, lead.null)

    def _of_object(self, lead: Lead, depth: int) -> Iterator[Any]:
        inside = lead.node
        if "id" in inside.fields:
            kind, needed = inside.fields["id"]
            no_id = lead.null or not needed or kind.nullable
            yield lambda: Made({"ref": lead.path}, "id", no_id)
        if depth:
            no_object = lead.null or inside.kind == "reference"
            yield lambda: self._object(lead.path, inside, no_object, depth)

    def _object(self, path: str, inside: Node, null: bool, depth: int) -> Made:
        type_, made = self.record(inside, depth - 1)
        return Made({"object": path, "fields": made}, type_, null)

    def _each(self, lead: Lead, item: Node, depth: int) -> Made | None:
        is_null = item.nullable or item.kind == "reference"
        made: dict[str, Any] = {"each": lead.path}
        if item.kind in ("object", "reference") and depth:
            type_, made["fields"] = self.record(item, depth - 1)
            if self.chance.random() < 0.5:
                made["where"] = self._where(item)
        elif item.kind == "enum":
            # Where items may be null the compiler has to see it: a list of nulls is another type.
            made["value"] = {"enum": ".", "map": dict(zip(WORDS, STATES, strict=True))}
            type_, is_null = "State", item.nullable
        else:
            return None
        return Made(made, f"list<{type_}{' | null' if is_null else ''}>", lead.null)

    def _where(self, item: Node) -> dict[str, Any]:
        lead = self.chance.choice(list(leads(item)))
        if lead.node.values and not lead.node.time:
            value = self.chance.choice(lead.node.values)
            several = [value, lead.node.values[0]]
            return {lead.path: self.chance.choice((value, {"in": several}, {"present": True}))}
        return {lead.path: self.chance.choice(({"present": True}, {"absent": True}))}

    def record(self, inside: Node, depth: int, count: int = 2) -> tuple[str, dict[str, Any]]:
        """A record of the port, and what its fields are filled with."""
        name = f"{self.name}R{len(self.types)}"
        self.types[name] = {}
        filled = {}
        for number in range(count):
            made = self.expression(inside, depth)
            filled[f"f{number}"] = made.expression
            self.types[name][f"f{number}"] = made.type + (" | null" if made.null else "")
        return name, filled


DEFAULTS: dict[str, Any] = {
    "id": "nobody",
    "string": "none",
    "int": 3,
    "State": "lost",
    "bool": True,
}


def _plain_type(inside: Node) -> str | None:
    """The port's type that a path alone gives."""
    scalars = {"string": "string", "enum": "string", "integer": "int", "boolean": "bool"}
    if inside.item is not None and not inside.item.nullable:
        item = scalars.get(inside.item.kind)
        return f"{inside.kind}<{item}>" if item else None
    return scalars.get(inside.kind)
