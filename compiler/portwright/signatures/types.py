"""Annotations as types of a port."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from portwright.ir.port import (
    PortForeign,
    PortList,
    PortMap,
    PortNamed,
    PortNullable,
    PortScalar,
    PortStream,
    PortType,
)
from portwright.signatures import known
from portwright.signatures.enums import enum_members
from portwright.signatures.expressions import (
    alternatives,
    arguments,
    called,
    dotted,
    expression,
    spelling,
    unquoted,
)
from portwright.signatures.model import Attribute, Class, Definition, Function, Module
from portwright.signatures.scope import Scope, is_dataclass

_MOST_NESTED: Final = 40
_STRING: Final = PortScalar("string")


@dataclass(frozen=True, slots=True)
class Said:
    """What an annotation says: `type` is None where nothing but null, or unset, is left."""

    type: PortType | None
    is_null: bool = False
    is_unset: bool = False

    @property
    def port_type(self) -> PortType | None:
        """With its null; None for `None` alone."""
        if self.type is None or not self.is_null or isinstance(self.type, PortNullable):
            return self.type
        return PortNullable(self.type)

    @property
    def value_type(self) -> PortType:
        """For a field or an input, which is never nothing but null."""
        return self.port_type or PortForeign("None")


@dataclass(slots=True)
class TypeReader:
    """Reads annotations; `classes` are the records and enums that they named, by name."""

    scope: Scope
    classes: dict[str, Definition] = field(default_factory=dict)
    _aliases: dict[str, Said] = field(default_factory=dict)

    def read(self, annotation: str | None, module: Module) -> Said:
        """What is missing or not understood is a foreign type."""
        node = expression(annotation)
        return self._read(node, module, 0) if node else Said(PortForeign(annotation or "untyped"))

    def returned(self, function: Function, module: Module) -> Said:
        """What a function answers; an iterator is a stream."""
        node = unquoted(expression(function.returns))
        if isinstance(node, ast.Subscript) and self.streams(function, module):
            return Said(PortStream(self._inner(arguments(node)[0], module, 0)))
        return self.read(function.returns, module)

    def streams(self, function: Function, module: Module) -> Literal["async", "sync"] | None:
        """In which form a function answers items one by one, if it does."""
        node = unquoted(expression(function.returns))
        if not isinstance(node, ast.Subscript):
            return None
        meaning = self.scope.meaning(module, dotted(node.value))
        if meaning in known.ASYNC_STREAMS:
            return "async"
        return "sync" if meaning in known.SYNC_STREAMS and not function.is_async else None

    def _read(self, found: ast.expr, module: Module, depth: int) -> Said:
        node = unquoted(found)
        if node is None or depth > _MOST_NESTED:
            return _foreign(found)
        if isinstance(node, ast.Constant) and node.value is None:
            return Said(None, is_null=True)
        if isinstance(node, ast.BinOp):
            parts = list(alternatives(node))
            return _foreign(node) if parts == [node] else self._union(parts, module, depth)
        if isinstance(node, ast.Subscript):
            return self._generic(node, module, depth)
        return self._named(node, module, depth)

    def _inner(self, node: ast.expr, module: Module, depth: int) -> PortType:
        """A type inside another one, where nothing can be left out."""
        said = self._read(node, module, depth + 1)
        return PortForeign(spelling(node)) if said.is_unset else said.value_type

    def _union(self, nodes: Iterable[ast.expr], module: Module, depth: int) -> Said:
        read = [(node, self._read(node, module, depth + 1)) for node in nodes]
        typed = {said.type: node for node, said in reversed(read) if said.type is not None}
        is_null = any(said.is_null for _, said in read)
        is_unset = any(said.is_unset for _, said in read)
        if len(typed) < 2:
            return Said(next(iter(typed), None), is_null, is_unset)
        spelled = " | ".join(spelling(node) for node in reversed(typed.values()))
        return Said(PortForeign(spelled), is_null, is_unset)

    def _generic(self, node: ast.Subscript, module: Module, depth: int) -> Said:
        meaning = self.scope.meaning(module, dotted(node.value))
        inner = arguments(node)
        if meaning in known.WRAPPERS:
            return self._read(inner[0], module, depth + 1)
        if meaning == known.OPTIONAL:
            return replace(self._read(inner[0], module, depth + 1), is_null=True)
        if meaning == known.UNION:
            return self._union(inner, module, depth)
        if meaning in known.LISTS and len(inner) == 1:
            item = self._inner(inner[0], module, depth)
            return Said(PortList(item, "list" if meaning in known.MUTABLE_LISTS else "tuple"))
        if meaning in known.TUPLES and _is_open(inner):
            return Said(PortList(self._inner(inner[0], module, depth)))
        if meaning in known.MAPS and len(inner) == 2 and self._is_string(inner[0], module, depth):
            value = self._inner(inner[1], module, depth)
            return Said(PortMap(value, "dict" if meaning in known.MUTABLE_MAPS else "Mapping"))
        return _foreign(node)

    def _is_string(self, node: ast.expr, module: Module, depth: int) -> bool:
        return self._read(node, module, depth + 1) == Said(_STRING)

    def _named(self, node: ast.expr, module: Module, depth: int) -> Said:
        meaning = self.scope.meaning(module, dotted(node))
        if isinstance(meaning, str):
            return _of_library(meaning, node)
        if isinstance(meaning.item, Class):
            return self._class(meaning, node)
        if isinstance(meaning.item, Attribute):
            said = self._alias(meaning, meaning.item, depth)
            foreign = isinstance(said.type, PortForeign)
            return replace(said, type=PortForeign(spelling(node))) if foreign else said
        return _foreign(node)

    def _alias(self, meaning: Definition, item: Attribute, depth: int) -> Said:
        """What a type alias or a `NewType` stands for; one that stands for itself is foreign."""
        if meaning.dotted not in self._aliases:
            self._aliases[meaning.dotted] = Said(PortForeign(item.name))
            node = self._aliased(item, meaning.module)
            if node is not None:
                self._aliases[meaning.dotted] = self._read(node, meaning.module, depth + 1)
        return self._aliases[meaning.dotted]

    def _aliased(self, item: Attribute, module: Module) -> ast.expr | None:
        node = expression(item.value)
        if isinstance(node, ast.Call):
            is_new_type = self.scope.meaning(module, called(node)) == known.NEW_TYPE
            return node.args[1] if is_new_type and len(node.args) == 2 else None
        annotated = dotted(unquoted(expression(item.annotation)))
        is_alias = item.annotation is None or (
            self.scope.meaning(module, annotated) == known.TYPE_ALIAS
        )
        return node if is_alias else None

    def _class(self, meaning: Definition, node: ast.expr) -> Said:
        name = meaning.item.name
        if not is_dataclass(self.scope, meaning) and enum_members(self.scope, meaning) is None:
            return _foreign(node)
        if self.classes.setdefault(name, meaning).item is not meaning.item:
            return _foreign(node)  # another class of this name is in use already
        return Said(PortNamed(name))


def _of_library(meaning: str, node: ast.expr) -> Said:
    if meaning in known.SCALARS:
        return Said(PortScalar(known.SCALARS[meaning]))
    if meaning in known.UNSET:
        return Said(None, is_unset=True)
    return Said(None, is_null=True) if meaning in known.NONE else _foreign(node)


def _foreign(node: ast.expr) -> Said:
    return Said(PortForeign(spelling(node)))


def _is_open(inner: list[ast.expr]) -> bool:
    """Of any length: `tuple[X, ...]`."""
    return len(inner) == 2 and isinstance(inner[1], ast.Constant) and inner[1].value is ...
