"""Methods of a Protocol as operations of a port."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from portwright.ir.port import PortField, PortOperation, PortScalar
from portwright.rules.hooks import unreadable_method
from portwright.signatures import known
from portwright.signatures.model import Attribute, Class, Definition, Function, Module, Parameter
from portwright.signatures.records import is_error
from portwright.signatures.scope import Scope
from portwright.signatures.types import Said, TypeReader

Form: TypeAlias = Literal["async", "sync"]
Key: TypeAlias = Literal["none", "optional", "required"]
_KEY: Final = "key"
_NO_METHODS: Final = {
    "builtins.staticmethod": "is a static method",
    "builtins.classmethod": "is a class method",
}


@dataclass(frozen=True, slots=True)
class Method:
    """A method, and the module that its annotations are read in."""

    module: Module
    owner: str
    function: Function

    @property
    def name(self) -> str:
        return f"{self.owner}.{self.function.name}"

    @property
    def place(self) -> str:
        return self.module.place(self.function)


def methods(scope: Scope, protocol: Definition) -> list[Method]:
    """The methods of a Protocol and of those that it extends, which come first; other members
    are reported."""
    found: dict[str, Method] = {}
    for module, owner in reversed(list(scope.classes(protocol))):
        _report_others(scope, module, owner)
        for function in owner.methods:
            found[function.name] = Method(module, owner.name, function)
    return list(found.values())


def form(reader: TypeReader, method: Method) -> Form:
    """Whether a method is async: it is a coroutine, or answers an async iterator."""
    streams = reader.streams(method.function, method.module)
    return "async" if method.function.is_async or streams == "async" else "sync"


def is_awaited_stream(reader: TypeReader, method: Method) -> bool:
    """Whether a method is a coroutine that gives an iterator, as one without a `yield` is."""
    function = method.function
    streams = reader.streams(function, method.module)
    return function.is_async and streams == "async" and not function.yields


def operation(reader: TypeReader, method: Method) -> PortOperation:
    """A method as an operation; what it leaves unsaid is reported."""
    for reason, help in _faults(reader, method):
        span = reader.scope.dotted.span
        reader.scope.sink.add(
            unreadable_method.report(span, method.name, method.place, reason, help)
        )
    read = [
        (item, reader.read(item.annotation, method.module))
        for item in method.function.parameters[1:]
        if item.kind != "many"
    ]
    return PortOperation(
        method.function.name,
        tuple(_input(item, said) for item, said in read if _key(item, said) == "none"),
        reader.returned(method.function, method.module).port_type,
        tuple(error.item.name for error in raised_errors(reader.scope, method)),
        next((key for item, said in read if (key := _key(item, said)) != "none"), "none"),
    )


def raised_errors(scope: Scope, method: Method) -> Iterator[Definition]:
    """The team's exceptions that the docstring names under `Raises:`."""
    from portwright.signatures.parse import raised

    for name in raised(method.function.docstring):
        meaning = scope.meaning(method.module, name)
        if isinstance(meaning, Definition) and is_error(scope, meaning):
            yield meaning


def _input(item: Parameter, said: Said) -> PortField:
    positional = item.kind != "keyword"
    return PortField(
        item.name, said.value_type, said.is_unset, item.default is not None, positional
    )


def _key(item: Parameter, said: Said) -> Key:
    """Whether a parameter is the idempotency key, and must be given."""
    if item.name != _KEY or said.type != PortScalar("string") or said.is_unset:
        return "none"
    if said.is_null:
        return "optional" if item.default in (None, "None") else "none"
    return "required" if item.default is None else "none"


def _report_others(scope: Scope, module: Module, owner: Class) -> None:
    for item in owner.attributes:
        if not item.name.startswith("__"):
            scope.sink.add(
                unreadable_method.report(
                    scope.dotted.span,
                    f"{owner.name}.{item.name}",
                    module.place(item),
                    f"is {_kind(item)}, not a method",
                    "an adapter has methods alone",
                )
            )


def _kind(item: Attribute) -> str:
    return "a property" if item.is_property else "an attribute"


def _faults(reader: TypeReader, method: Method) -> Iterator[tuple[str, str | None]]:
    function = method.function
    yield from _decorated(reader.scope, method)
    if not function.parameters:
        yield "takes no `self`", None
    for item in function.parameters[1:]:
        if item.kind == "many":
            yield f"takes `*{item.name}`", "write each parameter by its name"
        elif item.annotation is None:
            yield f"has no annotation for `{item.name}`", f"write `{item.name}: ...` with its type"
        elif item.kind != "keyword" and _key(item, reader.read(item.annotation, method.module)) != (
            "none"
        ):
            yield "takes `key` by its position", "put `key` behind `*`"
    if function.returns is None:
        yield "does not say what it returns", "write `-> ...` with its type, or `-> None`"


def _decorated(scope: Scope, method: Method) -> Iterator[tuple[str, str | None]]:
    if method.function.is_overloaded:
        yield "is overloaded", "write one signature"
    for name in scope.decorators(method.module, method.function.decorators):
        if name in _NO_METHODS:
            yield _NO_METHODS[name], None
        elif name not in known.HARMLESS:
            yield f"is decorated with `{name}`, which may change its signature", None
