"""What fields stand below a schema, level by level, as the paths of `send` and `read` see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from portwright.diagnostics.model import Diagnostics
from portwright.ir.shapes import Direction
from portwright.openapi.combine import one_object
from portwright.openapi.effective import Schemas
from portwright.openapi.view import View
from portwright.semantics.selection import Selection

Pointers: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """The fields right below some schemas. `open` says that there may be others, too: a map, any
    value, or a name that no path can spell."""

    fields: Mapping[str, Pointers]
    open: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.fields and not self.open


@dataclass(slots=True)
class Fields:
    """The levels of one document in one direction, each found once."""

    schemas: Schemas
    direction: Direction
    _levels: dict[Pointers, Level] = field(default_factory=dict)
    _types: dict[Pointers, str] = field(default_factory=dict)
    _selection: Selection = field(init=False)

    def __post_init__(self) -> None:
        self._selection = Selection(self.schemas, Diagnostics())

    def below(self, pointers: Pointers) -> Level:
        """What a path may go on with; it passes through lists."""
        if (known := self._levels.get(pointers)) is None:
            known = self._levels[pointers] = self._find(pointers)
        return known

    def type_of(self, pointers: Pointers) -> str:
        """A word or two for people: `string`, `list of objects`."""
        if (known := self._types.get(pointers)) is None:
            known = self._types[pointers] = _described(self.schemas.merged(pointers), self.schemas)
        return known

    def values(self, pointers: Pointers) -> tuple[str, ...]:
        """The words of an enum; nothing where any value goes."""
        scalars = self.schemas.merged(pointers).scalars
        if any(item.values is None for item in scalars):
            return ()
        found = (value for item in scalars for value in item.values or ())
        return tuple(value for value in found if isinstance(value, str))

    def at(self, level: Level, path: str) -> Pointers:
        """The schemas at a path below a level; none where it leads nowhere."""
        found: Pointers = ()
        for name in path.split("."):
            found = level.fields.get(name, ())
            level = self.below(found) if found else Level({})
        return found

    def items(self, pointers: Pointers) -> Pointers:
        """What the lists there hold, through lists of lists; nothing where there is no list."""
        found = self.schemas.merged(pointers).arrays
        for _ in range(_DEEPEST_LIST):
            inner = self.schemas.merged(found).arrays if found else ()
            if not inner:
                break
            found = inner
        return found

    def _find(self, pointers: Pointers) -> Level:
        fields: dict[str, Pointers] = {}
        is_open = False
        for view in self._views(pointers):
            is_open |= bool(view.maps) or view.anything is not None
            made = one_object(view)
            if made is None:
                continue
            for name, found in self._selection.properties(made, self.direction).items():
                if is_spelled(name):
                    fields[name] = tuple(dict.fromkeys((*fields.get(name, ()), *found)))
                else:
                    is_open = True
        return Level(fields, is_open)

    def _views(self, pointers: Pointers) -> Iterator[View]:
        """The schemas themselves, and what lists among them hold."""
        seen: set[Pointers] = set()
        while pointers and pointers not in seen:
            seen.add(pointers)
            view = self.schemas.merged(pointers)
            yield view
            pointers = view.arrays


_DEEPEST_LIST = 4


def is_spelled(name: str) -> bool:
    """Whether a path can name a field."""
    return bool(name) and not any(sign in "." or sign.isspace() for sign in name) and name not in (
        "*", "**"
    )  # fmt: skip


def _described(view: View, schemas: Schemas) -> str:
    words = [scalar.format or scalar.kind for scalar in view.scalars]
    words += ["object"] if view.objects else []
    words += ["map"] if view.maps else []
    words += [f"list of {_plural(schemas.merged(view.arrays))}"] if view.arrays else []
    return " or ".join(dict.fromkeys(words)) or "any value"


def _plural(view: View) -> str:
    if view.objects:
        return "objects"
    return f"{view.scalars[0].kind}s" if view.scalars else "values"
