"""`where` of a list: what an item must be like to be taken."""

from __future__ import annotations

from typing import Final, Literal

from portwright.diagnostics.model import Diagnostic
from portwright.ir.mapping import Path, ScalarValue, Test
from portwright.language.errors import Condition, IsAbsent, IsOneOf, IsPresent
from portwright.language.record import Table
from portwright.rules.mapping import bad_constant, unknown_enum_value, unknown_input
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.constants import scalar
from portwright.semantics.mapping.kinds import KindName
from portwright.semantics.mapping.scopes import Scope
from portwright.semantics.mapping.steps import WHOLE
from portwright.semantics.mapping.transforms.plain import plain
from portwright.semantics.mapping.values import Value
from portwright.source.nodes import ScalarNode
from portwright.source.span import Text

# What is compared with a constant.
_COMPARED: Final[frozenset[KindName]] = frozenset(
    ("string", "id", "enum", "integer", "number", "decimal", "boolean")
)


def conditions(where: Table[Condition], scope: Scope | None, at: At) -> tuple[Test, ...] | None:
    """In the order of paths; None once something in them was reported."""
    found = [_condition(path, condition, scope, at) for path, condition in sorted(where.items())]
    made = tuple(test for test in found if test is not None)
    return made if len(made) == len(found) else None


def _condition(path: Text, condition: Condition, scope: Scope | None, at: At) -> Test | None:
    value = _read(path, scope, at)
    if value is None or not isinstance(value.expression, Path):
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
    is_exact = value.kind.name == "decimal"
    tested = plain(value, at).expression if test == "equals" else value.expression
    if read is None or not isinstance(tested, Path):
        return None
    return Test(tested, test, read, is_exact)


def _read(path: Text, scope: Scope | None, at: At) -> Value | None:
    if scope is None:
        at.sink.add(unknown_input.report_end(path.span, path, path, "item"))
        return None
    value = scope.whole() if path == WHOLE else scope.resolve(path)
    if isinstance(value, Diagnostic):
        at.sink.add(value)
        return None
    return value


def _values(
    nodes: tuple[ScalarNode, ...], value: Value, path: Text, at: At
) -> tuple[ScalarValue, ...] | None:
    made = []
    for node in nodes:
        found = scalar(node, value.kind) if value.kind.name in _COMPARED else None
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
