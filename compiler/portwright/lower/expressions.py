"""Expressions with Python names: the vendor's fields as attributes of generated models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

from portwright.ir.mapping import (
    AllOf,
    Call,
    ClauseOf,
    Cleared,
    Each,
    Expression,
    FirstOf,
    IdOf,
    Listed,
    LookedUp,
    Made,
    MemberOf,
    Path,
    QueryText,
    Sent,
    Step,
    Test,
)
from portwright.ir.shapes import (
    Anything,
    Array,
    Choice,
    Direction,
    Field,
    Map,
    Model,
    Named,
    Scalar,
    Shape,
    Struct,
    is_nullable,
    members,
    without_null,
)

Variables: TypeAlias = Mapping[str, Shape]
_DECIMALS: Final = frozenset(("decimal", "exact"))
ShapeKey: TypeAlias = tuple[tuple[str, ...], Direction, str]


class Naming:
    """Puts names into expressions. `shapes` are those at the pointers that expressions hold;
    `names` are other names for classes of the port, `tables` the constants of places."""

    def __init__(
        self,
        models: Iterable[Model],
        shapes: Mapping[ShapeKey, Shape],
        names: Mapping[str, str],
        tables: Mapping[str, str],
    ) -> None:
        self.shapes = shapes
        self.names = names
        self.tables = tables
        self._structs: dict[str, Struct] = {}
        self._choices: dict[str, Choice] = {}
        for model in models:
            if isinstance(model, Struct):
                self._structs[model.name] = model
            else:
                self._choices[model.name] = model.choice

    def open(self, shape: Shape) -> Shape:
        """The scalar that constants are of; any other shape as it is."""
        first = members(shape)[0]
        if isinstance(first, Named):
            first = self._choices.get(first.name, first)
        return Scalar(first.kind) if isinstance(first, Choice) else shape

    def expression(self, found: Expression, variables: Variables, scope: str) -> Expression:
        """The same expression, in terms of what is generated; `variables` are the vendor's."""
        match found:
            case Path():
                return self.path(found, variables)[0]
            case IdOf(path):
                return self._identity(path, variables)
            case Each():
                return self._each(found, variables, scope)
            case AllOf(tests):
                return AllOf(self._tests(tests, variables))
            case Sent():
                return self._sent(found, variables, scope)
            case MemberOf(enum=enum):
                return replace(found, enum=self.names.get(enum, enum))
            case Made():
                return self._made(found, variables, scope)
            case LookedUp(table=table):
                found = replace(found, table=self.tables[table])
        return _mapped(found, lambda part: self.expression(part, variables, scope))

    def _made(self, made: Made, variables: Variables, scope: str) -> Made:
        fields = tuple(
            (name, self.expression(part, variables, scope)) for name, part in made.fields
        )
        record = self.names.get(made.record, made.record)
        return replace(made, record=record, fields=fields, guard=self._guard(made.guard, variables))

    def path(self, path: Path, variables: Variables) -> tuple[Path, Shape]:
        """The path with attributes for names, and the shape that it leads to."""
        if not path.of_vendor or path.root not in variables:
            return path, Anything("the port's")
        shape = variables[path.root]
        steps: list[Step] = []
        for step in path.steps:
            owner = self._owner(shape) if step.kind == "attribute" else ""
            path = _narrowed(path, steps, _class_for(step.kind, owner), shape)
            name, shape = self._step(owner, shape, step)
            steps.append(replace(step, name=name))
        if path.whole:
            path = _narrowed(path, steps, _class_for("attribute", self._owner(shape)), shape)
        return replace(path, steps=tuple(steps)), shape

    def struct_of(self, shape: Shape) -> Shape:
        """The object among what a value may be."""
        found = [part for part in members(shape) if self._is_struct(part)]
        return found[0] if found else without_null(shape)

    def _is_struct(self, shape: Shape) -> bool:
        return isinstance(shape, Named) and shape.name in self._structs

    def _owner(self, shape: Shape) -> str:
        """The model among what a value may be; empty for none."""
        found = self.struct_of(shape)
        return found.name if isinstance(found, Named) and self._is_struct(found) else ""

    def _step(self, owner: str, shape: Shape, step: Step) -> tuple[str, Shape]:
        if owner:
            field = self._field(owner, step.name)
            return field.name, field.shape
        for part in members(without_null(shape)):
            if isinstance(part, Array) and step.kind == "index":
                return step.name, part.item
            if isinstance(part, Map) and step.kind == "key":
                return step.name, part.value
        return step.name, Anything("not typed")

    def _field(self, owner: str, wire: str) -> Field:
        return next(field for field in self._structs[owner].fields if field.wire == wire)

    def _identity(self, path: Path, variables: Variables) -> Expression:
        """Of a text the text; of an object its id; of either, whichever it is."""
        named, shape = self.path(path, variables)
        parts = members(without_null(shape))
        owner = self._owner(shape)
        if not owner:
            return named
        field = self._field(owner, "id")
        nullable = not field.required or is_nullable(field.shape)
        if len(parts) == 1:
            step = Step(field.name, nullable=nullable)
            return replace(named, steps=(*named.steps, step))
        return IdOf(named, owner, field.name, nullable)

    def _each(self, each: Each, variables: Variables, scope: str) -> Each:
        path, shape = self.path(each.path, variables)
        below = dict(variables)
        for part in members(without_null(shape)):
            if isinstance(part, Array) and each.path.of_vendor:
                below[each.variable] = part.item
        where = self._tests(each.where, below)
        item = self.expression(each.item, below, scope)
        return replace(each, path=path, item=item, where=where)

    def _tests(self, tests: tuple[Test, ...], variables: Variables) -> tuple[Test, ...]:
        return tuple(self._test(test, variables) for test in tests)

    def _test(self, test: Test, variables: Variables) -> Test:
        """A decimal is equal to no float that is written like it, and to no text."""
        path, shape = self.path(test.path, variables)
        kinds = {part.kind for part in members(without_null(shape)) if isinstance(part, Scalar)}
        return replace(test, path=path, exact=test.exact or bool(kinds & _DECIMALS))

    def _guard(self, guard: Path | None, variables: Variables) -> Path | None:
        return self.path(guard, variables)[0] if guard is not None else None

    def _sent(self, sent: Sent, variables: Variables, scope: str) -> Sent:
        shape = self.struct_of(self.shapes[(sent.pointers, Direction.SEND, scope)])
        owner = shape.name if isinstance(shape, Named) else ""
        fields = {name: self.expression(part, variables, scope) for name, part in sent.fields}
        if not owner:
            ordered = tuple((name, fields[name]) for name in sorted(fields))
            return replace(sent, fields=ordered, optional=frozenset(fields))
        known = {field.wire: field for field in self._structs[owner].fields}
        named = {known[wire].name: part for wire, part in fields.items()}
        return replace(
            sent,
            model=owner,
            fields=tuple((name, named[name]) for name in sorted(named)),
            optional=frozenset(known[wire].name for wire in fields if not known[wire].required),
        )


def _narrowed(path: Path, steps: list[Step], wanted: str, shape: Shape) -> Path:
    """Say of what stands before a step that it has to be one of what it may be."""
    if not wanted or len(members(without_null(shape))) < 2:
        return path
    if not steps:
        return path if path.root_asserted else replace(path, root_narrow=wanted)
    if not steps[-1].asserted:
        steps[-1] = replace(steps[-1], narrow=wanted)
    return path


def _class_for(kind: str, owner: str) -> str:
    """What Python's `isinstance` is asked for."""
    return {"index": "list", "key": "dict"}.get(kind, f"models.{owner}" if owner else "")


def parts_of(found: Expression) -> Iterator[Expression]:
    """The expressions that an expression is made of."""
    match found:
        case Call(arguments=arguments, keywords=keywords):
            yield from arguments
            yield from (part for _, part in keywords)
        case LookedUp(key=key, fallback=fallback):
            yield key
            if fallback is not None:
                yield fallback
        case FirstOf(parts):
            yield from parts
        case Each(item=item):
            yield item
        case Listed(items=items):
            yield from items
        case Made(fields=fields) | Sent(fields=fields):
            yield from (part for _, part in fields)
        case Cleared(value=value):
            yield value
        case QueryText(clauses=clauses):
            yield from (clause.value for clause in clauses)


def _mapped(found: Expression, change: Any) -> Expression:
    match found:
        case Call(arguments=arguments, keywords=keywords):
            return replace(
                found,
                arguments=tuple(change(part) for part in arguments),
                keywords=tuple(
                    (name, change(dict(keywords)[name])) for name in sorted(dict(keywords))
                ),
            )
        case LookedUp(key=key, fallback=fallback):
            instead = change(fallback) if fallback is not None else None
            return replace(found, key=change(key), fallback=instead)
        case FirstOf(parts):
            return replace(found, parts=tuple(change(part) for part in parts))
        case Listed(items=items):
            return replace(found, items=tuple(change(part) for part in items))
        case Cleared(value=value):
            return replace(found, value=change(value))
        case QueryText(clauses=clauses):
            ordered = sorted(clauses, key=lambda clause: (clause.field, clause.operator))
            return replace(found, clauses=tuple(_clause(clause, change) for clause in ordered))
    return found


def _clause(clause: ClauseOf, change: Any) -> ClauseOf:
    return replace(clause, value=change(clause.value))
