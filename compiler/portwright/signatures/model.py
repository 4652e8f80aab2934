"""What a module of Python says, as far as signatures go. Annotations and values are text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

ParameterKind: TypeAlias = Literal["positional_only", "positional", "keyword", "many"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """`kind` is how it may be passed; `many` is `*args` or `**kwargs`."""

    name: str
    annotation: str | None
    kind: ParameterKind = "positional"
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Function:
    """`yields` tells an async generator from a coroutine that returns one."""

    name: str
    line: int
    parameters: tuple[Parameter, ...]
    returns: str | None
    decorators: tuple[str, ...] = ()
    docstring: str = ""
    is_async: bool = False
    yields: bool = False
    is_overloaded: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """A name with an annotation, a value, or both."""

    name: str
    line: int
    annotation: str | None
    value: str | None
    is_class_var: bool = False
    is_property: bool = False


@dataclass(frozen=True, slots=True)
class Class:
    """`attributes` and `methods` in the order of the source, its own alone."""

    name: str
    line: int
    bases: tuple[str, ...]
    decorators: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    methods: tuple[Function, ...]

    def method(self, name: str) -> Function | None:
        return next((item for item in self.methods if item.name == name), None)


Item: TypeAlias = Class | Function | Attribute


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """`file` is shown to people; `imports` are absolute dotted names by the local name, `stars`
    the modules of which everything is imported."""

    name: str
    file: str
    items: Mapping[str, Item]
    imports: Mapping[str, str]
    stars: tuple[str, ...] = ()

    def place(self, item: Item) -> str:
        return f"{self.file}:{item.line}"


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A name, and the module that it is defined in."""

    module: Module
    item: Item

    @property
    def place(self) -> str:
        return self.module.place(self.item)

    @property
    def dotted(self) -> str:
        return f"{self.module.name}.{self.item.name}"
