"""Test cases in the port's terms, bound: inputs, result and errors read by the port's types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Case, Json
from portwright.ir.port import (
    Port,
    PortField,
    PortForeign,
    PortList,
    PortMap,
    PortNamed,
    PortOperation,
    PortRecord,
    PortScalar,
    PortStream,
    PortType,
    bare,
)
from portwright.language.cases import Case as Declared
from portwright.rules.binding import (
    bad_case_value,
    unknown_case_error,
    unknown_case_input,
    unknown_expectation,
)
from portwright.semantics.case_checks import check_raises
from portwright.semantics.expectations import check_counts
from portwright.semantics.port_values import PortValues, missing
from portwright.semantics.values import plain
from portwright.source.nodes import MappingNode, Node, ScalarNode
from portwright.source.span import Text

KEY: Final = "$key"
"""Among the inputs of a keyed operation: the caller's own key."""

COUNT: Final = "count"
WHOLE: Final = "."


def bind_port_case(
    case: Declared,
    cases: Iterable[Declared],
    port: Port | None,
    vendor: str | None,
    sink: Diagnostics,
) -> Case | None:
    """None for an operation that the port does not have, which was told before."""
    operation = port.operation(str(case.op)) if port is not None else None
    if port is None or operation is None:
        return None
    reading = _Reading(case, operation, PortValues(port, sink), sink)
    if vendor is not None:
        reading.check_raises(vendor)
    return Case(
        operation=operation.name,
        cassette=str(case.cassette) if case.cassette is not None else None,
        wire={},
        faults=tuple(plain(f) if isinstance(f, MappingNode) else str(f) for f in case.faults),
        expect=reading.expected(),
        raises=str(case.raises) if case.raises is not None else None,
        inputs=reading.inputs(_stated(case, cases)),
    )


def _stated(case: Declared, cases: Iterable[Declared]) -> MappingNode | None:
    """The inputs; a case of faults that states none has those of the case whose cassette answers
    it."""
    if case.with_ is not None or not case.faults:
        return case.with_
    for other in cases:
        answers = case.cassette is None or other.cassette == case.cassette
        if other.op == case.op and other.with_ is not None and answers and not other.faults:
            return other.with_
    return None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One case of an operation of the port."""

    case: Declared
    operation: PortOperation
    values: PortValues
    sink: Diagnostics

    @property
    def _raised(self) -> tuple[PortField, ...] | None:
        """The fields of the domain error that must be raised, if it is one."""
        name = str(self.case.raises)
        error = self.values.port.error(name) if name in self.operation.raises else None
        return error.fields if error is not None else None

    def check_raises(self, vendor: str) -> None:
        raises = self.case.raises
        others = {item.name for item in self.values.port.errors}
        if raises is not None and raises in others and raises not in self.operation.raises:
            self.sink.add(unknown_case_error.report_not_raised(raises, self.operation.name))
        else:
            check_raises(self.case, vendor, self.sink, self.operation)

    def inputs(self, node: MappingNode | None) -> dict[str, Json]:
        known = {item.name: item for item in self.operation.inputs}
        found: dict[str, Json] = {}
        for key, value in node.entries if node is not None else ():
            if key.text in known:
                found[key.text] = self.values.read(value, known[key.text].type, key.text)
            elif key.text == KEY and self.operation.key != "none":
                found[KEY] = self._key(value)
            else:
                name = self.operation.name
                self.sink.add(unknown_case_input.report(key.span, name, key.text, known))
        self._check_missing(found, node)
        return found

    def _key(self, node: Node) -> str:
        if isinstance(node, ScalarNode) and not node.is_null and node.text:
            return node.text
        self.sink.add(bad_case_value.report(node.span, KEY, "text"))
        return ""

    def _check_missing(self, found: Mapping[str, Json], node: MappingNode | None) -> None:
        span = node.span if node is not None else self.case.place.span
        lacking = missing(self.operation.inputs, found)
        if self.operation.key == "required" and KEY not in found:
            lacking.append(KEY)
        for name in lacking:
            self.sink.add(
                unknown_case_input.report_missing(span, self.operation.name, name, "with")
            )

    def expected(self) -> dict[str, Json]:
        """What must hold, as texts of the types that the paths lead to."""
        node = self.case.expect
        if node is None:
            return {}
        if self.case.faults:
            check_counts(self.case, self.sink)
            return {key.text: plain(value) for key, value in node.entries}
        found: dict[str, Json] = {}
        for key, value in node.entries:
            path = Text(key.text, key.span)
            type = self._type_at(path)
            record = self.values.record(type)
            if record is not None and isinstance(value, ScalarNode) and not value.is_null:
                names = [item.name for item in record.fields]
                self.sink.add(unknown_expectation.report_object(path.span, path, names))
            elif type is not None:
                found[key.text] = self.values.read(value, type, key.text)
        return found

    def _type_at(self, path: Text) -> PortType | None:
        """What a path leads to; None once that it leads nowhere was reported."""
        fields = self._raised
        known: list[str] = []
        if self.case.raises is not None and fields is None:
            self.sink.add(unknown_expectation.report_raised(path.span, self.case.raises))
            return None
        if fields is not None:
            title = f"`{self.case.raises}`"
            type = self._in_fields(fields, path.split("."), known)
        else:
            title = f"the result of `{self.operation.name}`"
            type = self._below(self.operation.out, path.split(".") if path != WHOLE else [], known)
        if type is None:
            self.sink.add(unknown_expectation.report_result(path.span, path, title, known))
        return type

    def _below(self, type: PortType | None, steps: list[str], known: list[str]) -> PortType | None:
        """`known` gets the names at the step where it goes nowhere."""
        if type is None or not steps:
            return type
        step, *rest = steps
        match bare(type):
            case PortNamed(name) if isinstance(found := self.values.port.type(name), PortRecord):
                return self._in_fields(found.fields, steps, known)
            case PortList(item) | PortStream(item):
                if step == COUNT and not rest:
                    return PortScalar("int")
                known.append(COUNT)
                return self._below(item, rest, known) if step.isdecimal() else None
            case PortMap(value):
                return self._below(value, rest, known)
            case PortForeign():
                return type
        return None

    def _in_fields(
        self, fields: Iterable[PortField], steps: list[str], known: list[str]
    ) -> PortType | None:
        step, *rest = steps
        types = {item.name: item.type for item in fields}
        if step not in types:
            known += types
            return None
        return self._below(types[step], rest, known)
