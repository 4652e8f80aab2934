"""The team's modules by name, each read once, and what a name in one of them means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from portwright.signatures import known
from portwright.signatures.model import Definition, Module
from portwright.signatures.problem import BrokenModuleError
from portwright.source.files import SourceFile, shown_name
from portwright.source.problem import SourceError
from portwright.source.python_modules import find_module, module_names

MAX_MODULES: Final = 200
Meaning: TypeAlias = Definition | str
"""A definition of the team's, or the absolute dotted name of something else."""


@dataclass(slots=True)
class Modules:
    """Modules below `roots`. Reading one is what imports griffe: without a port in Python and
    without hooks nobody pays for it."""

    roots: tuple[Path, ...]
    _found: dict[str, Module | BrokenModuleError | None] = field(default_factory=dict)
    _files: dict[str, SourceFile] = field(default_factory=dict)

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that were read so far, by the names of their modules."""
        return tuple(file for _, file in sorted(self._files.items()))

    def get(self, name: str) -> Module | None:
        """The module of this dotted name; raises BrokenModuleError."""
        if name not in self._found:
            self._found[name] = self._read(name)
        found = self._found[name]
        if isinstance(found, BrokenModuleError):
            raise found
        return found

    @property
    def searched(self) -> list[str]:
        """The roots, as shown to people."""
        return [shown_name(root) for root in self.roots if root.is_dir()]

    def near(self, name: str) -> list[str]:
        """Modules that may be meant by a name that is none: one part of it is another."""
        parts = name.split(".")
        for cut in range(len(parts) - 1, -1, -1):
            names = module_names(".".join(parts[:cut]), self.roots)
            if names:
                return [".".join([found, *parts[cut + 1 :]]) for found in names]
        return []

    def meaning(self, module: Module, name: str) -> Meaning:
        """What a dotted name means in a module; raises BrokenModuleError."""
        found = self._within(module, name, set())
        if found is not None:
            return found
        head = name.partition(".")[0]
        return f"builtins.{name}" if known.is_builtin(head) else self.absolute(name)

    def absolute(self, dotted: str) -> Meaning:
        """What a dotted name means that no module qualifies; raises BrokenModuleError."""
        return self._absolute(known.plain(dotted), set())

    def _absolute(self, dotted: str, seen: set[str]) -> Meaning:
        parts = dotted.split(".")
        for cut in range(len(parts) - 1, 0, -1):
            if parts[0] in known.LIBRARIES:
                break
            module = self.get(".".join(parts[:cut]))
            if module is not None:
                return self._within(module, ".".join(parts[cut:]), seen) or dotted
        return dotted

    def _within(self, module: Module, name: str, seen: set[str]) -> Meaning | None:
        """What the module itself says of the name; `seen` ends circles of imports."""
        if f"{module.name}:{name}" in seen:
            return None
        seen.add(f"{module.name}:{name}")
        head, _, rest = name.partition(".")
        if head in module.items:
            return f"{module.name}.{name}" if rest else Definition(module, module.items[head])
        if head in module.imports:
            target = f"{module.imports[head]}.{rest}" if rest else module.imports[head]
            return self._absolute(known.plain(target), seen)
        # In a package, griffe leaves out `from . import module`, and Python need not have it.
        below = self.get(f"{module.name}.{head}") if rest else None
        if below is not None:
            return self._within(below, rest, seen)
        found = (self._within(star, name, seen) for star in self._stars(module, head))
        return next((meaning for meaning in found if meaning is not None), None)

    def _stars(self, module: Module, name: str) -> Iterator[Module]:
        for star in module.stars if not name.startswith("_") else ():
            found = self.get(star)
            if found is not None:
                yield found

    def _read(self, name: str) -> Module | BrokenModuleError | None:
        try:
            file = find_module(name, self.roots)
        except SourceError as error:
            place = error.span.file if error.span else name
            return BrokenModuleError(name, place, error.message)
        if file is None:
            return None
        if len(self._files) >= MAX_MODULES:
            return BrokenModuleError(name, file.name, f"more than {MAX_MODULES} modules to read")
        self._files[name] = file
        from portwright.signatures.parse import parse_module

        try:
            return parse_module(name, file)
        except BrokenModuleError as error:
            return error
