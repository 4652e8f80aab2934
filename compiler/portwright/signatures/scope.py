"""One reading of the team's modules on behalf of a name in a spec."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from portwright.diagnostics.model import Diagnostics
from portwright.rules.hooks import unreadable_python
from portwright.signatures import known
from portwright.signatures.expressions import called, constant, expression, generic, keywords
from portwright.signatures.model import Class, Definition, Module
from portwright.signatures.modules import Meaning, Modules
from portwright.signatures.problem import BrokenModuleError
from portwright.source.span import Text

_MOST_ANCESTORS = 100


@dataclass(slots=True)
class Scope:
    """`dotted` is the name in the spec, whose place every finding has."""

    modules: Modules
    dotted: Text
    sink: Diagnostics = field(default_factory=Diagnostics)

    def module(self, name: str) -> Module | None:
        """The module, or None; one that is broken is reported."""
        try:
            return self.modules.get(name)
        except BrokenModuleError as error:
            self._report(error)
            return None

    def meaning(self, module: Module, name: str | None) -> Meaning:
        """What a dotted name means in a module; an unreadable module is reported and makes the
        name a stranger."""
        if name is None:
            return ""
        try:
            return self.modules.meaning(module, name)
        except BrokenModuleError as error:
            self._report(error)
            return name

    def ancestors(self, found: Definition) -> list[Meaning]:
        """A class and all that it derives from, in the order in which Python looks for names."""
        order: list[Meaning] = []
        self._visit(found, order, set())
        return order[::-1]

    def classes(self, found: Definition) -> Iterator[tuple[Module, Class]]:
        """The team's own among the ancestors of a class, itself first."""
        for meaning in self.ancestors(found):
            if isinstance(meaning, Definition) and isinstance(meaning.item, Class):
                yield meaning.module, meaning.item

    def decorators(self, module: Module, texts: tuple[str, ...]) -> dict[str, ast.expr]:
        """The decorators by what they mean; one of the team's own has its dotted name."""
        found = {}
        for text in texts:
            node = expression(text)
            meaning = self.meaning(module, called(node))
            if node is not None:
                found[meaning if isinstance(meaning, str) else meaning.dotted] = node
        return found

    def _visit(self, found: Definition, order: list[Meaning], seen: set[int]) -> None:
        """Bases first, the last of them first: read backwards, a class precedes its bases."""
        if id(found.item) in seen or not isinstance(found.item, Class):
            return
        seen.add(id(found.item))
        for text in reversed(found.item.bases):
            base = self.meaning(found.module, generic(expression(text)))
            if not isinstance(base, Definition):
                order.append(base)
            elif len(seen) < _MOST_ANCESTORS:
                self._visit(base, order, seen)
        order.append(found)

    def _report(self, error: BrokenModuleError) -> None:
        self.sink.add(
            unreadable_python.report(self.dotted.span, error.module, error.place, error.reason)
        )


def has_plain_bases(ancestors: list[Meaning], also: frozenset[str] = frozenset()) -> bool:
    """Whether no class from elsewhere is among them, which could bring fields."""
    elsewhere = [item for item in ancestors if isinstance(item, str)]
    return all(item in known.PLAIN_BASES | also for item in elsewhere)


def is_dataclass(scope: Scope, found: Definition) -> bool:
    """Whether a class has its constructor from `@dataclass` alone."""
    classes = list(scope.classes(found))
    return (
        any(is_decorated(scope, module, item) for module, item in classes)
        and has_plain_bases(scope.ancestors(found))
        and not any(item.method("__init__") or item.method("__new__") for _, item in classes)
    )


def is_decorated(scope: Scope, module: Module, item: Class) -> bool:
    """Whether `@dataclass` makes the constructor of a class."""
    node = scope.decorators(module, item.decorators).get(known.DATACLASS)
    return node is not None and constant(keywords(node).get("init")) is not False
