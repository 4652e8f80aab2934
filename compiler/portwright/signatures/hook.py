"""Hooks: typed functions of the team that mappings call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import PortType
from portwright.rules.hooks import unknown_hook, unreadable_hook, wrong_argument
from portwright.signatures.model import Class, Definition, Function
from portwright.signatures.modules import Modules
from portwright.signatures.scope import Scope
from portwright.signatures.types import TypeReader
from portwright.source.span import Text


@dataclass(frozen=True, slots=True)
class HookParameter:
    """`annotation` as the source spells it; `required`: it has no default."""

    name: str
    type: PortType
    annotation: str
    required: bool


@dataclass(frozen=True, slots=True)
class Hook:
    """A function that is called by name with all its arguments: `from module import name`.

    `annotation` is that of the result, as the source spells it; `place` the file and line.
    """

    module: str
    name: str
    parameters: tuple[HookParameter, ...]
    returns: PortType
    annotation: str
    place: str

    def parameter(self, name: str) -> HookParameter | None:
        return next((item for item in self.parameters if item.name == name), None)


def hook(dotted: Text, modules: Modules, sink: Diagnostics) -> Hook | None:
    """The function of this name, read from its text; None when anything was wrong with it.

    Findings stand at `dotted`, the name in the spec.
    """
    scope = Scope(modules, dotted)
    found = _definition(scope)
    read = _hook(scope, found, found.item) if found and isinstance(found.item, Function) else None
    for diagnostic in scope.sink:
        sink.add(diagnostic)
    return None if scope.sink.has_errors else read


def check_arguments(hook: Hook, call: Text, given: Iterable[Text], sink: Diagnostics) -> bool:
    """Whether the names of `with` are parameters, and none that is required is left out; `call` is
    the hook's name in the spec."""
    names = list(given)
    known_names = [item.name for item in hook.parameters]
    found = [
        wrong_argument.unknown(name.span, hook.name, name, hook.place, known_names)
        for name in names
        if name not in known_names
    ]
    found += [
        wrong_argument.missing(call.span, hook.name, item.name, hook.place)
        for item in hook.parameters
        if item.required and item.name not in names
    ]
    for diagnostic in found:
        sink.add(diagnostic)
    return not found


def _definition(scope: Scope) -> Definition | None:
    """The function, or None and a finding."""
    name, _, last = scope.dotted.rpartition(".")
    span, modules = scope.dotted.span, scope.modules
    module = scope.module(name)
    if module is None:
        if not scope.sink.has_errors:
            scope.sink.add(unknown_hook.no_module(span, name, modules.near(name), modules.searched))
        return None
    meaning = scope.meaning(module, last)
    if not isinstance(meaning, Definition):
        functions = [key for key, item in module.items.items() if isinstance(item, Function)]
        scope.sink.add(unknown_hook.no_function(span, name, last, functions))
        return None
    if not isinstance(meaning.item, Function):
        kind = "a class" if isinstance(meaning.item, Class) else "a variable"
        scope.sink.add(unknown_hook.no_plain_function(span, last, meaning.place, kind))
    return meaning


def _hook(scope: Scope, found: Definition, function: Function) -> Hook:
    for reason, help in _faults(function):
        span = scope.dotted.span
        scope.sink.add(unreadable_hook.report(span, function.name, found.place, reason, help))
    reader = TypeReader(scope)
    parameters = tuple(
        HookParameter(
            item.name,
            reader.read(item.annotation, found.module).value_type,
            item.annotation or "",
            item.default is None,
        )
        for item in function.parameters
    )
    returns = reader.returned(function, found.module).value_type
    annotation = function.returns or ""
    return Hook(found.module.name, function.name, parameters, returns, annotation, found.place)


def _faults(function: Function) -> Iterator[tuple[str, str | None]]:
    if function.is_async:
        yield "is async", "write `def`: a mapping waits for nothing"
    if function.is_overloaded:
        yield "is overloaded", "write one signature, under a name of its own"
    for item in function.parameters:
        if item.kind == "many":
            yield f"takes `*{item.name}`", "write each parameter by its name"
        elif item.kind == "positional_only":
            yield f"takes `{item.name}` by its position alone", "leave out the `/`"
        elif item.annotation is None:
            yield f"has no annotation for `{item.name}`", f"write `{item.name}: ...` with its type"
    if function.returns is None:
        yield "does not say what it returns", "write `-> ...` with its type"
    elif function.returns == "None":
        yield "returns nothing", "give the value that the field gets"
