"""What the mappings of an operation read of its answer, as dotted paths like those of `read:`.

They are taken from the bound expressions, so that whatever a transform reads is among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from portwright.ir.mapping import Call, Each, Expression, Made, Path
from portwright.ir.port import PortStream
from portwright.language import mappings as language
from portwright.language.spec import Spec
from portwright.semantics.mapping.bound import BoundAdapter
from portwright.semantics.mapping.steps import segments

_FOUND = "found"


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where the variables of an expression stand, by name, as the names that lead there; `inside`
    are the functions that are being read, for one may lead to itself."""

    functions: Mapping[str, Expression]
    variables: Mapping[str, tuple[str, ...]]
    inside: tuple[str, ...] = ()

    def function(self, name: str, start: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if name in self.functions and name not in self.inside:
            below = _Reading(self.functions, {_FOUND: start}, (*self.inside, name))
            yield from below.paths(self.functions[name])

    def paths(self, part: object) -> Iterator[tuple[str, ...]]:
        match part:
            case Path():
                yield from self._place(part)
            case Each(path=path, variable=variable, item=item, where=where):
                for place in self._place(path):
                    variables = {**self.variables, variable: place}
                    yield from _Reading(self.functions, variables, self.inside).paths((item, where))
            case Call(function=name, arguments=(Path() as path,), module="."):
                for place in self._place(path):
                    yield from self.function(name, place)
            case Made(fields=made):  # Its guard is what the fields begin at.
                yield from self.paths(made)
            case tuple():
                for item in part:
                    yield from self.paths(item)
            case _ if is_dataclass(part) and not isinstance(part, type):
                yield from self.paths(tuple(getattr(part, item.name) for item in fields(part)))

    def _place(self, path: Path) -> Iterator[tuple[str, ...]]:
        """Steps into lists are left out, as in `read:`."""
        if path.root in self.variables:
            names = tuple(step.name for step in path.steps if step.kind != "index")
            yield (*self.variables[path.root], *names)


def read_paths(spec: Spec, adapter: BoundAdapter) -> dict[str, tuple[str, ...]]:
    """By operation of the port, in the order of the paths."""
    reading = _Reading({item.name: item.body for item in adapter.mappers}, {})
    found: dict[str, tuple[str, ...]] = {}
    for item in adapter.operations:
        name, response = item.port.name, spec.operations[item.port.name].response
        if response is not None:
            start = _items(response) if isinstance(item.port.out, PortStream) else ()
            paths = {".".join(path) for path in reading.function(item.result, start)}
            found[name] = tuple(sorted(paths - {""}))
    return found


def _items(response: language.Response) -> tuple[str, ...]:
    """Where the items of a page stand: a stream's function reads one of them."""
    written = [path for path in (response.at, response.each) if path is not None and path != "."]
    return tuple(
        segment.text for path in written for segment in segments(path) if segment.index is None
    )
