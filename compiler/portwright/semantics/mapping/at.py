"""Where an expression stands, and what all expressions of one adapter share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.ir.mapping import ITEM_VARIABLES, Expression, ScalarValue
from portwright.ir.port import Port, PortType
from portwright.language import mappings as language
from portwright.language.record import Table as Written
from portwright.rules.mapping import mismatched_type
from portwright.semantics.mapping.bound import BoundTable
from portwright.semantics.mapping.functions import Functions
from portwright.semantics.mapping.kinds import Kind, KindName
from portwright.semantics.mapping.scopes import Scope
from portwright.semantics.mapping.steps import WHOLE
from portwright.semantics.mapping.values import Target, Value
from portwright.semantics.selection import Selection
from portwright.source.span import Span, Text

if TYPE_CHECKING:
    from portwright.semantics.mapping.hooks import Hooks
    from portwright.semantics.mapping.mappers import Mappers


@dataclass(frozen=True, slots=True)
class Around:
    """What the mappings of one spec share. `exponents` are the vendor's exceptions to ISO 4217;
    `tables` gathers the constants that expressions look things up in, by name; `broken` are the
    mappings that are from or to nothing known, `sending` those that may make what is sent;
    `functions` are what they are called."""

    port: Port
    selection: Selection
    mappings: Written[language.Mapping]
    exponents: Mapping[str, int]
    mappers: Mappers
    hooks: Hooks
    sink: Diagnostics
    tables: dict[str, BoundTable] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    sending: frozenset[str] = frozenset()
    functions: Functions = field(default_factory=Functions)

    @property
    def called(self) -> frozenset[str]:
        """The functions of mappings that requests may call."""
        sent = self.functions.sent.items()
        return frozenset(function for (name, _), function in sent if name in self.sending)

    def add_table(
        self,
        place: tuple[str, ...],
        entries: tuple[tuple[ScalarValue, Expression], ...],
        key: PortType | tuple[str, ...],
        value: PortType | tuple[str, ...],
        operation: str = "",
    ) -> str:
        """Keep a table and answer its name, the place, which no other has. Types are the port's,
        or pointers of the vendor's schema."""
        name, count = "/".join(place), 2
        made = BoundTable(name, entries, key, value, operation)
        while name in self.tables and not made.is_like(self.tables[name]):
            name, count = "/".join((*place, str(count))), count + 1
        self.tables[name] = replace(made, name=name)
        return name


@dataclass(frozen=True, slots=True)
class At:
    """One expression's place: what paths lead through, what it fills, and the name of that place,
    as words (`payment`, `status`). `operation` names what stands inline in one. `headers` gathers
    the headers of the answer that are read; it is None where there are none."""

    around: Around
    scope: Scope
    target: Target
    name: tuple[str, ...]
    span: Span | None
    operation: str = ""
    headers: set[str] | None = None

    @property
    def sink(self) -> Diagnostics:
        return self.around.sink

    @property
    def is_response(self) -> bool:
        """Whether a vendor's value becomes the port's."""
        return not self.target.sends

    def add_table(
        self,
        entries: tuple[tuple[ScalarValue, Expression], ...],
        key: PortType | tuple[str, ...],
        value: PortType | tuple[str, ...],
    ) -> str:
        """Keep a table of this place; see Around."""
        return self.around.add_table(self.name, entries, key, value, self.operation)

    def into(self, target: Target) -> At:
        return replace(self, target=target)

    def read(self, path: Text) -> Value | None:
        """What a path leads to; None once that was reported."""
        if path == WHOLE and self.scope.base is not None:
            return self.scope.whole()
        found = self.scope.resolve(path)
        if isinstance(found, Diagnostic):
            self.sink.add(found)
            return None
        return found

    def operand(
        self, path: Text, accepted: frozenset[KindName], wanted: str, help: str | None = None
    ) -> Value | None:
        """What a path leads to, if a transform can take it."""
        value = self.read(path)
        if value is None:
            return None
        if value.kind.name not in accepted:
            self.sink.add(
                mismatched_type.report_operand(path.span, path, value.kind.label, wanted, help)
            )
            return None
        return value

    def fresh(self) -> str:
        """A variable for an item that hides none of those around it."""
        base = self.scope.base
        outer = base.root if base is not None else ""
        number = ITEM_VARIABLES.index(outer) + 1 if outer in ITEM_VARIABLES else 0
        return ITEM_VARIABLES[number % len(ITEM_VARIABLES)]


def made(expression: Expression, value: Value, kind: KindName, label: str | None = None) -> Value:
    """What a transform makes of a value: null and unset stay what they are."""
    return Value(
        expression, Kind(kind, label or kind), value.nullable, (), None, value.may_be_unset
    )
