"""The lines of a spec that name a field of the vendor's: in `send:` and `read:`, in mappings, in
what pages, and in what is made of errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass

from portwright.ir.shapes import Direction
from portwright.language import mappings as language
from portwright.language.errors import Errors, RaiseError
from portwright.language.operations import Operation
from portwright.language.record import Record, Table
from portwright.language.spec import Spec
from portwright.source.span import Span, Text

# Keys of transforms whose values are paths into an answer, or expressions over such paths.
_READ = (
    *("minor", "major", "currency", "decimal", "enum", "lookup", "time", "ref", "default"),
    *("first_of", "concat", "split", "list", "number", "with_"),
)
_INSIDE = (language.EachOf, language.ObjectOf, language.Response)


@dataclass(frozen=True, slots=True)
class Line:
    """`path` is that of the field on the wire, without marks of lists; `how` is how it is used.
    What has no direction may go either way; `deep` takes all that is below as well."""

    path: str
    span: Span
    how: str
    direction: Direction | None = None
    deep: bool = False

    def names(self, path: str) -> bool:
        """Whether the line is about the very field."""
        return path == self.path or (self.deep and path.startswith(self.path))

    def how_of(self, path: str) -> str:
        """How the field at a path is used, which may be around this one or inside it."""
        if self.names(path):
            return self.how
        return f"{'inside' if len(path) > len(self.path) else 'around'} what is {self.how}"


def lines_of(spec: Spec, operation: Operation) -> tuple[Line, ...]:
    """Those of one operation, what it names itself before what it pages by."""
    return tuple(_Walk(spec).operation(operation))


def error_lines(errors: Errors | None) -> tuple[Line, ...]:
    """Those that read a failure, whichever operation it is of."""
    return tuple(_of_errors(errors)) if errors is not None else ()


@dataclass(frozen=True, slots=True)
class _Walk:
    """`inside` are the mappings that are being walked, for one may lead to itself."""

    spec: Spec
    inside: tuple[str, ...] = ()

    def operation(self, operation: Operation) -> Iterator[Line]:
        for path in operation.send or ():
            yield _selected(path, "sent", Direction.SEND)
        for path in operation.read or ():
            yield _selected(path, "read", Direction.READ)
        if operation.request is not None:
            yield from self._filled(operation.request, "")
        if operation.response is not None:
            yield from self._below(operation.response, "")
        yield from (Line(text, text.span, "used to page") for text in _texts(operation.paginate))
        yield from (Line(text, text.span, "sent as the key") for text in _texts(operation.safety))

    def _filled(self, table: Table[language.Expression], prefix: str) -> Iterator[Line]:
        for name, expression in table.items():
            path = _joined(prefix, name)
            yield Line(path, name.span, "filled by a mapping", Direction.SEND)
            if isinstance(expression, language.EachOf | language.ObjectOf):
                for walk, inner in self._tables(expression):
                    yield from walk._filled(inner, path)

    def _read(self, part: object, prefix: str) -> Iterator[Line]:
        """What an expression reads; `prefix` is where its paths begin."""
        match part:
            case Text():
                path = _joined(prefix, part)
                yield Line(path, part.span, "read by a mapping", Direction.READ)
            case tuple():
                for item in part:
                    yield from self._read(item, prefix)
            case Table():
                yield from self._read(tuple(part.values()), prefix)
            case language.EachOf() | language.ObjectOf():
                yield from self._below(part, prefix)
            case Record():
                for name in _READ:
                    yield from self._read(getattr(part, name, None), prefix)

    def _below(
        self, part: language.EachOf | language.ObjectOf | language.Response, prefix: str
    ) -> Iterator[Line]:
        for name in ("at", "each", "object"):
            path = getattr(part, name, None)
            if isinstance(path, Text):
                yield from self._read(path, prefix)
                prefix = _joined(prefix, path)
        for condition in getattr(part, "where", None) or ():
            yield from self._read(condition, prefix)
        for walk, table in self._tables(part):
            yield from walk._read(table, prefix)
        yield from self._read(getattr(part, "value", None), prefix)

    def _tables(
        self, part: language.EachOf | language.ObjectOf | language.Response
    ) -> Iterator[tuple[_Walk, Table[language.Expression]]]:
        """The fields that stand in a part, or in the mapping that it uses."""
        if part.fields is not None:
            yield self, part.fields
        used = part.use
        if used is not None and used in self.spec.mappings and used not in self.inside:
            yield _Walk(self.spec, (*self.inside, used)), self.spec.mappings[used].fields


def _of_errors(errors: Errors) -> Iterator[Line]:
    if errors.code is not None:
        yield Line(_plain(errors.code), errors.code.span, "read as the error's code")
    for rule in errors.rules:
        for name in rule.conditions:
            if name.startswith("body."):
                yield Line(_plain(name.removeprefix("body.")), name.span, "tested by a rule")
        if isinstance(rule.then, RaiseError):
            for path in rule.then.fields.values():
                yield Line(_plain(path), path.span, "read into an error")


def _texts(part: object) -> Iterator[Text]:
    """All texts of a record, in their order."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _texts(item)
    elif is_dataclass(part) and isinstance(part, Record):
        for item in fields(part):
            yield from _texts(getattr(part, item.name))


def _selected(path: Text, how: str, direction: Direction) -> Line:
    """A path of `send:` or `read:`; its end may take all below."""
    steps = [step for step in path.split(".") if step not in ("*", "**")]
    deep = path.endswith("*")
    return Line(".".join(steps), path.span, how, direction, deep)


def _joined(prefix: str, path: str) -> str:
    return ".".join(part for part in (prefix, _plain(path)) if part)


def _plain(path: str) -> str:
    """Without places in lists; `.` is where one stands."""
    return ".".join(step.partition("[")[0] for step in path.split(".") if step)


def nearest(lines: Iterable[Line], path: str, direction: Direction | None) -> Line | None:
    """The line that names a field, else one that takes what is around it, else the first below."""
    known = [line for line in lines if line.direction in (None, direction) or direction is None]
    around = [line for line in known if f"{path}.".startswith(f"{line.path}." if line.path else "")]
    below = (line for line in known if path and line.path.startswith(f"{path}."))
    return max(around, key=lambda line: len(line.path), default=None) or next(below, None)
