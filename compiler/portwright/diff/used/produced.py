"""What a mapping can make of whatever it is given: the values that requests may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from portwright.ir.mapping import (
    Call,
    Cleared,
    Constant,
    DecimalConstant,
    Each,
    Expression,
    FirstOf,
    IdOf,
    Listed,
    LookedUp,
    Path,
    QueryText,
    Sent,
)
from portwright.semantics.mapping.bound import BoundAdapter

Sendable: TypeAlias = "str | int | float | bool | Decimal"


@dataclass(frozen=True, slots=True)
class Produced:
    """`values` are all that can come, None where any can; `null`: null may be sent; `always`: it is
    never left out. `hook`: a function of the team's makes it, and nothing is known of it."""

    values: frozenset[Sendable] | None = None
    null: bool = False
    always: bool = False
    hook: bool = False

    def __or__(self, other: Produced) -> Produced:
        known = self.values is not None and other.values is not None
        return Produced(
            (self.values or frozenset()) | (other.values or frozenset()) if known else None,
            self.null or other.null,
            self.always or other.always,
            self.hook or other.hook,
        )


@dataclass(frozen=True, slots=True)
class Production:
    """Reads the bound expressions of an adapter."""

    tables: Mapping[str, tuple[Expression, ...]]
    functions: Mapping[str, Expression]

    def of(self, found: Expression) -> Produced:
        """What one expression makes."""
        match found:
            case Constant(value=None):
                return Produced(frozenset())
            case Constant(value=bool() | int() | float() | str() as value):
                return Produced(frozenset((value,)), always=True)
            case DecimalConstant(text=text):
                return Produced(frozenset((Decimal(text),)), always=True)
            case LookedUp():
                return self._looked_up(found)
            case FirstOf(parts=parts):
                made = [self.of(part) for part in parts]
                return _any(made, always=any(item.always for item in made))
            case Cleared(value=value, empty=empty):
                inner = self.of(value)
                cleared = frozenset(() if empty is None else (empty,))
                return inner | Produced(cleared, null=empty is None)
            case Call():
                return self._called(found)
            case Path() | IdOf(path=Path()):
                return Produced(always=_is_there(found if isinstance(found, Path) else found.path))
            case Each(path=path):
                return Produced(always=_is_there(path))
            case Listed() | QueryText():
                return Produced(always=True)
            case Sent(fields=fields, guard=guard, needed=needed):
                inside = needed or any(self.of(part).always for _, part in fields)
                return Produced(always=inside and (guard is None or _is_there(guard)))
        return Produced()

    def _looked_up(self, found: LookedUp) -> Produced:
        parts = [self.of(entry) for entry in self.tables.get(found.table, ())]
        if found.fallback is not None:
            parts.append(self.of(found.fallback))
        always = all(part.always for part in parts)
        return _any(parts, always=always and (found.takes_null or self.of(found.key).always))

    def _called(self, found: Call) -> Produced:
        arguments = (*found.arguments, *(part for _, part in found.keywords))
        given = found.takes_null or all(self.of(part).always for part in arguments)
        is_hook = found.module not in ("", ".")
        return Produced(always=given and not found.gives_null, hook=is_hook)

    def fields(
        self, found: Expression, path: str, inside: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, Produced]]:
        """What an expression makes, and what it makes of each field and element below, by path
        (`address.city`, `items[].price`)."""
        yield path, self.of(found)
        match found:
            case Sent(fields=fields):
                for name, part in fields:
                    yield from self.fields(part, f"{path}.{name}" if path else name, inside)
            case Each(item=item):
                yield from self.fields(item, f"{path}[]", inside)
            case Listed(items=items):
                yield f"{path}[]", _any([self.of(item) for item in items], always=False)
                yield from self._either(items, f"{path}[]", inside)
            case Cleared(value=value):
                yield from self._below(value, path, inside)
            case FirstOf(parts=parts):
                yield from self._either(parts, path, inside)
            case Call(function=name, module=".") if name in self.functions and name not in inside:
                yield from self._below(self.functions[name], path, (*inside, name))

    def _either(
        self, parts: Sequence[Expression], path: str, inside: tuple[str, ...]
    ) -> Iterator[tuple[str, Produced]]:
        """What is below a value that one of several makes: all that any of them can make there."""
        found: dict[str, list[Produced]] = {}
        for part in parts:
            for place, made in self._below(part, path, inside):
                found.setdefault(place, []).append(made)
        for place, several in found.items():
            by_all = len(several) == len(parts)
            yield place, _any(several, always=by_all and all(made.always for made in several))

    def _below(
        self, found: Expression, path: str, inside: tuple[str, ...]
    ) -> Iterator[tuple[str, Produced]]:
        yield from (item for item in self.fields(found, path, inside) if item[0] != path)


def production_of(adapter: BoundAdapter) -> Production:
    """With the tables and the mappings that expressions refer to."""
    return Production(
        {table.name: tuple(made for _, made in table.entries) for table in adapter.tables},
        {sender.name: sender.body for sender in adapter.send_mappers},
    )


def _any(parts: list[Produced], *, always: bool) -> Produced:
    """One of several."""
    made = Produced(frozenset())
    for part in parts:
        made |= part
    return Produced(made.values, made.null, always, made.hook)


def _is_there(path: Path) -> bool:
    """Whether a path of the port's always leads to a value."""
    if path.root_nullable or path.may_be_unset:
        return False
    return not any(step.nullable or step.kind != "attribute" for step in path.steps)
