"""Enums of the team's own Python as texts: a member need not be one."""

from __future__ import annotations

from dataclasses import replace

from portwright.ir.mapping import Each, Expression, Path, Step
from portwright.ir.port import PortEnum, PortList, PortNamed, PortScalar, PortType, bare
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.kinds import Kind
from portwright.semantics.mapping.values import Value

_VALUE = Step("value")
_ITEM = "item"


def plain(value: Value, at: At) -> Value:
    """The word of such a member, the words of a list of them; any other value as it is."""
    found = bare(value.port) if value.port is not None else None
    path = value.expression
    if not isinstance(path, Path):
        return value
    if _is_of_the_team(found, at):
        return replace(value, expression=_word(path), kind=Kind("string", "string"), port=None)
    if isinstance(found, PortList) and _is_of_the_team(found.item, at):
        words: Expression = Each(path, _ITEM, _word(Path(_ITEM)), (), "list")
        return replace(value, expression=words, port=PortList(PortScalar("string")))
    return value


def _word(path: Path) -> Path:
    return replace(path, steps=(*path.steps, _VALUE))


def _is_of_the_team(found: PortType | None, at: At) -> bool:
    enum = at.around.port.type(found.name) if isinstance(found, PortNamed) else None
    return isinstance(enum, PortEnum) and bool(enum.origin.module)
