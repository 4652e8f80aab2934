"""Constants of a spec, read by the type of the field that they fill."""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation
from typing import Final

from portwright.ir.mapping import (
    Constant,
    DecimalConstant,
    Expression,
    Listed,
    MemberOf,
    ScalarValue,
)
from portwright.ir.port import PortEnum, PortList, PortNamed, bare
from portwright.openapi.view import View
from portwright.rules.mapping import bad_constant, unknown_enum_value
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.kinds import Kind, port_kind, vendor_kind
from portwright.semantics.mapping.values import Target, Value
from portwright.source.nodes import ScalarNode
from portwright.source.span import Span

# As YAML 1.2 writes numbers (its core schema).
IS_INTEGER: Final = re.compile(r"[-+]?[0-9]+").fullmatch
IS_NUMBER: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?").fullmatch


def several(nodes: tuple[ScalarNode, ...], at: At, span: Span | None) -> Value | None:
    """The constant, or a list of them for a target that is a list."""
    item = _item_of(at.target, at)
    if item is None and len(nodes) == 1:
        made = constant(nodes[0], at.target, at)
        return Value(made, at.target.kind, False, (), at.target.port) if made else None
    if item is None:
        at.sink.add(bad_constant.report_list(span, at.target.title, at.target.kind.label))
        return None
    values = [constant(node, item, at) for node in nodes]
    found = tuple(value for value in values if value is not None)
    if len(found) < len(values):
        return None
    made = Listed(found, at.target.container)
    return Value(made, at.target.kind, False, (), at.target.port)


def null(span: Span | None, at: At) -> Value | None:
    """The constant null, which nothing can be sent by."""
    if at.target.sends:
        at.sink.add(bad_constant.report_null(span, at.target.title))
        return None
    return Value(Constant(None), at.target.kind, True, (), at.target.port)


def constant(node: ScalarNode, target: Target, at: At) -> Expression | None:
    """One constant; None once it was reported."""
    named = bare(target.port) if target.port is not None else None
    if isinstance(named, PortNamed) and isinstance(
        found := at.around.port.type(named.name), PortEnum
    ):
        for member in found.members:
            if member.value == node.text:
                return MemberOf(found.name, member.name)
    elif (value := scalar(node, target.kind)) is not None:
        return DecimalConstant(str(value)) if target.kind.name == "decimal" else Constant(value)
    at.sink.add(_refused(node, target))
    return None


def scalar(node: ScalarNode, kind: Kind) -> ScalarValue:
    """The constant as a value of the kind; None if it is none."""
    text = node.text
    if kind.name == "enum":
        return next((word for word in kind.words or () if _spelled(word) == text), None)  # type: ignore[return-value]
    if kind.name in ("string", "id"):
        return text
    found = {"true": True, "false": False}.get(text)
    if kind.name != "boolean":
        found = _numeric(text, kind)  # type: ignore[assignment]
    return found if kind.words is None or found in kind.words else None


def _numeric(text: str, kind: Kind) -> ScalarValue:
    try:
        if kind.name == "integer" and IS_INTEGER(text):
            return int(text)
        if kind.name == "number" and IS_NUMBER(text) and math.isfinite(found := float(text)):
            return found
        if kind.name == "decimal" and IS_NUMBER(text) and Decimal(text).is_finite():
            return text
    except (ValueError, InvalidOperation):
        # More digits than Python reads.
        return None
    return None


def _spelled(word: object) -> str:
    return {True: "true", False: "false"}[word] if isinstance(word, bool) else str(word)


def _refused(node: ScalarNode, target: Target):  # type: ignore[no-untyped-def]
    if target.kind.name == "enum":
        known = [_spelled(word) for word in target.kind.words or ()]
        return unknown_enum_value.report(node.span, node.text, target.title, known)
    return bad_constant.report(node.span, node.text, target.kind.label)


def _item_of(target: Target, at: At) -> Target | None:
    """What a list takes, for a target that is one."""
    if target.kind.name != "list":
        return None
    found = bare(target.port) if target.port is not None else None
    if isinstance(found, PortList):
        return Target(port_kind(at.around.port, found.item), target.title, False, (), found.item)
    view: View = at.around.selection.schemas.merged(target.pointers)
    below = at.around.selection.schemas.merged(view.arrays)
    return Target(vendor_kind(below), target.title, False, view.arrays)
