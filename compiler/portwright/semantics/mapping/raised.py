"""`then: {raise: …}`: the answers that become domain errors of the port, and where they may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.diagnostics.suggest import not_misspelt
from portwright.ir.mapping import RaisedError, RaisedField
from portwright.ir.port import Port, PortError, PortField, PortNullable, PortScalar, bare
from portwright.language.errors import Errors, RaiseError
from portwright.rules.errors import raised_by_none, unknown_port_error
from portwright.rules.mapping import mismatched_type, unknown_port_field, unset_port_field
from portwright.semantics.mapping.steps import segments
from portwright.semantics.mapping.team import Team
from portwright.source.span import Text

_TEXTS = frozenset(("string", "id"))


def bind_raised(errors: Errors | None, team: Team, sink: Diagnostics) -> dict[int, RaisedError]:
    """By the number of each rule that raises. Rules that raise the same error from other fields
    have names of their own."""
    found: dict[int, RaisedError] = {}
    if team.port_is_broken:
        return found
    for number, rule in enumerate(errors.rules if errors is not None else ()):
        if not isinstance(rule.then, RaiseError):
            continue
        made = _raised(rule.then, team.port, sink)
        if made is not None:
            found[number] = _named(made, found.values())
    return found


def _named(made: RaisedError, earlier: Iterable[RaisedError]) -> RaisedError:
    alike = (made.error, made.fields)
    others = {item.name for item in earlier if (item.error, item.fields) != alike}
    name, count = made.name, 2
    while name in others:
        name, count = f"{made.name}{count}", count + 1
    return replace(made, name=name)


def _raised(then: RaiseError, port: Port | None, sink: Diagnostics) -> RaisedError | None:
    if port is None:
        sink.add(unknown_port_error.report_no_port(then.raise_))
        return None
    error = port.error(str(then.raise_))
    if error is None:
        known = [item.name for item in port.errors]
        sink.add(unknown_port_error.report(then.raise_, port.name, known))
        return None
    if not any(error.name in operation.raises for operation in port.operations):
        sink.add(raised_by_none.report(then.raise_, port.name))
    fields = _fields(then, error, sink)
    return RaisedError(error.name, error.name, fields) if fields is not None else None


def _fields(
    then: RaiseError, error: PortError, sink: Diagnostics
) -> tuple[RaisedField, ...] | None:
    types = {item.name: item for item in error.fields}
    problems: list[Diagnostic] = []
    made: list[RaisedField] = []
    for name, path in then.fields.items():
        if name not in types:
            problems.append(unknown_port_field.report(name, error.name, types))
        elif not _is_text(types[name]):
            problems.append(mismatched_type.report_error_field(path.span, f"{error.name}.{name}"))
        else:
            made.append(_field(types[name], path))
    lacking = (name for name in types if not then.fields.declares(name))
    strange = [name for name in then.fields if name not in types]
    for wanted in not_misspelt(lacking, strange):
        if not types[wanted].has_default:
            nullable = isinstance(types[wanted].type, PortNullable)
            problems.append(unset_port_field.report(then.raise_.span, error.name, wanted, nullable))
    for problem in problems:
        sink.add(problem)
    order = [item.name for item in error.fields]
    return None if problems else tuple(sorted(made, key=lambda item: order.index(item.name)))


def _field(item: PortField, path: Text) -> RaisedField:
    steps = tuple(
        segment.index if segment.index is not None else segment.text for segment in segments(path)
    )
    return RaisedField(item.name, steps, not isinstance(item.type, PortNullable))


def _is_text(item: PortField) -> bool:
    found = bare(item.type)
    return isinstance(found, PortScalar) and found.kind in _TEXTS
