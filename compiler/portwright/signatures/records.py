"""Fields of the team's dataclasses and exceptions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portwright.ir.port import PortField
from portwright.signatures import known
from portwright.signatures.expressions import (
    called,
    constant,
    expression,
    generic,
    keywords,
    unquoted,
)
from portwright.signatures.model import Attribute, Class, Definition, Function, Module
from portwright.signatures.scope import Scope, is_decorated
from portwright.signatures.types import TypeReader


def is_error(scope: Scope, found: Definition) -> bool:
    """Whether a definition is a class of exceptions."""
    return not known.EXCEPTIONS.isdisjoint(scope.ancestors(found))


def record_fields(reader: TypeReader, found: Definition) -> tuple[PortField, ...]:
    """What the constructor of a dataclass takes, inherited fields first."""
    fields: dict[str, PortField] = {}
    for module, item in reversed(list(reader.scope.classes(found))):
        if is_decorated(reader.scope, module, item):
            fields |= {one.name: one for one in _fields(reader, module, item)}
    return tuple(fields.values())


def error_fields(reader: TypeReader, found: Definition) -> tuple[PortField, ...] | None:
    """What the constructor of an exception takes by name; None when it takes something without."""
    for module, item in reader.scope.classes(found):
        init = item.method("__init__")
        if init is not None:
            return _parameters(reader, module, init)
        if is_decorated(reader.scope, module, item):
            return record_fields(reader, found)
    return ()


def _fields(reader: TypeReader, module: Module, item: Class) -> Iterator[PortField]:
    for attribute in item.attributes:
        if attribute.annotation is None or attribute.is_class_var or attribute.is_property:
            continue
        wrapper = reader.scope.meaning(module, generic(unquoted(expression(attribute.annotation))))
        has_default, is_given = _default(reader.scope, module, attribute)
        if wrapper in (known.CLASS_VAR, known.KEYWORDS_ONLY) or not is_given:
            continue
        if wrapper == known.INIT_VAR and has_default:
            continue  # it is no attribute afterwards, and need not be given
        said = reader.read(attribute.annotation, module)
        yield PortField(attribute.name, said.value_type, said.is_unset, has_default)


def _default(scope: Scope, module: Module, attribute: Attribute) -> tuple[bool, bool]:
    """Whether a field has a default, and whether the constructor takes it."""
    value = expression(attribute.value)
    if not isinstance(value, ast.Call) or scope.meaning(module, called(value)) != known.FIELD:
        return attribute.value is not None, True
    words = keywords(value)
    return not {"default", "default_factory"}.isdisjoint(words), constant(
        words.get("init")
    ) is not False


def _parameters(reader: TypeReader, module: Module, init: Function) -> tuple[PortField, ...] | None:
    given = [item for item in init.parameters[1:] if item.kind != "many"]
    if any(item.kind == "positional_only" for item in given):
        return None
    read = [(item, reader.read(item.annotation, module)) for item in given]
    return tuple(
        PortField(item.name, said.value_type, said.is_unset, item.default is not None)
        for item, said in read
    )
