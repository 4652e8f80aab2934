"""`where` of a list: what an item must be like to be taken."""

from __future__ import annotations

from typing import Literal

from portwright.diagnostics.model import Diagnostic
from portwright.ir.mapping import Path, ScalarValue, Test
from portwright.language.errors import Condition, IsAbsent, IsOneOf, IsPresent
from portwright.language.record import Table
from portwright.rules.mapping import bad_constant, unknown_enum_value
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.constants import scalar
from portwright.semantics.mapping.scopes import Scope
from portwright.semantics.mapping.values import Value
from portwright.source.nodes import ScalarNode
from portwright.source.span import Text


def conditions(where: Table[Condition], scope: Scope | None, at: At) -> tuple[Test, ...] | None:
    """None once something in them was reported."""
    found = [_condition(path, condition, scope, at) for path, condition in where.items()]
    made = tuple(test for test in found if test is not None)
    return made if len(made) == len(found) else None


def _condition(path: Text, condition: Condition, scope: Scope | None, at: At) -> Test | None:
    if scope is None:
        return None
    value = scope.resolve(path)
    if isinstance(value, Diagnostic):
        at.sink.add(value)
        return None
    if not isinstance(value.expression, Path):
        return None
    test: Literal["equals", "present", "absent"] = "equals"
    nodes: tuple[ScalarNode, ...] = ()
    match condition:
        case IsPresent():
            test = "present"
        case IsAbsent():
            test = "absent"
        case IsOneOf(in_=values):
            nodes = values
        case ScalarNode():
            nodes = (condition,)
    read = _values(nodes, value, path, at)
    return Test(value.expression, test, read) if read is not None else None


def _values(
    nodes: tuple[ScalarNode, ...], value: Value, path: Text, at: At
) -> tuple[ScalarValue, ...] | None:
    made = []
    for node in nodes:
        found = scalar(node, value.kind)
        if found is None:
            known = value.kind.words
            at.sink.add(
                unknown_enum_value.report(node.span, node.text, path, map(str, known))
                if known is not None
                else bad_constant.report(node.span, node.text, value.kind.label)
            )
        else:
            made.append(found)
    return tuple(made) if len(made) == len(nodes) else None
