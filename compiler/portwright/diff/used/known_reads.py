"""What a spec reads of answers: by `read:`, mappings, paging and error rules, with their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from portwright.diff.change import How
from portwright.diff.used.known import Entry, Words, joined
from portwright.ir.shapes import Direction
from portwright.language import errors as rules
from portwright.language import mappings as language
from portwright.language.operations import Operation
from portwright.language.record import Record, Table
from portwright.language.shape import keys_of
from portwright.language.spec import Spec
from portwright.source.nodes import ScalarNode
from portwright.source.span import Span, Text

_NO_PATHS = frozenset(("case", "by", "from", "as", "scale", "take", "value", "use", "const"))
"""Keys of transforms that hold no path into an answer."""
_PAGE = frozenset(("items", "more", "done", "next_url", "at", "context", "from", "total", "pages"))
"""Keys of `paginate:` that hold a path into a page."""


def reads_of(spec: Spec, operation: Operation) -> Iterator[Entry]:
    """All of one operation."""
    yield from selected(operation.read or (), Direction.READ, How.READ)
    if operation.paginate is not None:
        yield from _paged(operation)
    if operation.response is not None:
        yield from _Reading(spec).response(operation.response)


def selected(paths: Iterable[Text], direction: Direction, how: How) -> Iterator[Entry]:
    """`a.*` is taken as all that stands below: what it leaves out has no shape."""
    for path in paths:
        plain = path.removesuffix("*").removesuffix("*").removesuffix(".")
        deep = path.endswith("*")
        yield Entry(direction, plain, how, path.span, deep=deep)


def _read(path: str, span: Span | None, how: How, words: Words | None = None) -> Entry:
    return Entry(Direction.READ, path, how, span, words=words)


@dataclass(frozen=True, slots=True)
class _Reading:
    """`prefix` are the names that lead to what paths begin at; `inside` the mappings that are
    being read, for one may use itself."""

    spec: Spec
    prefix: str = ""
    inside: tuple[str, ...] = ()

    def response(self, found: language.Response) -> Iterator[Entry]:
        start = found.each or found.at
        here = self
        if start is not None:
            yield replace(self._path(start), opened=_is_opened(found))
            here = self._below(start)
        yield from here._conditions(found.where)
        yield from here._body(found.use, found.fields, found.value)

    def expression(self, found: object) -> Iterator[Entry]:
        match found:
            case Text():
                yield self._path(found)
            case language.EnumOf(enum=path, map=table, else_=other):
                words = Words(frozenset(map(str, table)), other is not None)
                yield replace(self._path(path), words=words)
            case language.Lookup(lookup=path, in_=keys, else_=instead):
                words = Words(frozenset(map(str, keys)), instead is not None)
                yield replace(self._path(path), words=words)
            case language.EachOf(each=path, where=where, use=use, fields=fields, value=value):
                yield replace(self._path(path), opened=_is_opened(found))
                below = self._below(path)
                yield from below._conditions(where)
                yield from below._body(use, fields, value)
            case language.ObjectOf(object=path, use=use, fields=fields):
                yield replace(self._path(path), opened=True)
                yield from self._below(path)._body(use, fields, None)
            case _:
                for inner in _inside(found):
                    yield from self.expression(inner)

    def _body(
        self,
        use: Text | None,
        fields: Table[language.Expression] | None,
        value: language.Expression | None,
    ) -> Iterator[Entry]:
        if use is not None and use in self.spec.mappings and use not in self.inside:
            inner = replace(self, inside=(*self.inside, str(use)))
            yield from inner.expression(self.spec.mappings[use].fields)
        for part in (fields, value):
            if part is not None:
                yield from self.expression(part)

    def _conditions(self, where: Table[rules.Condition] | None) -> Iterator[Entry]:
        for path, condition in where.items() if where is not None else ():
            entry = self._path(path)
            yield replace(entry, words=_tested(condition))

    def _path(self, path: Text) -> Entry:
        return _read(joined(self.prefix, path), path.span, How.MAPPED)

    def _below(self, path: str) -> _Reading:
        return replace(self, prefix=joined(self.prefix, path))


def _is_opened(found: language.Response | language.EachOf) -> bool:
    """Whether the fields are named that are read of each item."""
    return found.use is not None or found.fields is not None


def _inside(found: object) -> Iterable[object]:
    """The values right below one that may hold paths."""
    match found:
        case language.ConstValue() | language.HeaderOf():
            return ()
        case Record():
            keys = (item for item in keys_of(type(found)) if item.name not in _NO_PATHS)
            return [getattr(found, item.attribute) for item in keys]
        case Table():
            return found.values()
        case tuple():
            return found
        case _:
            return ()


def _tested(condition: rules.Condition) -> Words | None:
    """The values that a condition looks for; others it passes over."""
    match condition:
        case ScalarNode(text=text):
            return Words(frozenset((text,)), others=True)
        case rules.IsOneOf(in_=values):
            return Words(frozenset(value.text for value in values), others=True)
        case _:
            return None


def _paged(operation: Operation) -> Iterator[Entry]:
    items = operation.paginate.items if operation.paginate is not None else None
    if items is None and operation.response is not None:
        items = operation.response.each
    for name, path in texts_of(operation.paginate):
        if name in _PAGE:
            entry = _read(joined(path), path.span, How.PAGING)
            yield replace(entry, opened=name == "items")
        elif name == "from_last":
            yield _read(joined(items or "", path), path.span, How.PAGING)
    if items is not None:
        yield replace(_read(joined(items), items.span, How.PAGING), opened=True)


def texts_of(found: object) -> Iterator[tuple[str, Text]]:
    """The texts of a record and of those below it, with the keys at which they stand."""
    if not isinstance(found, Record):
        return
    for item in keys_of(type(found)):
        value = getattr(found, item.attribute)
        if isinstance(value, Text):
            yield item.name, value
        else:
            yield from texts_of(value)


def ruled(errors: rules.Errors | None) -> Iterator[Entry]:
    """What is read of answers to tell which error each is, and what is in it."""
    if errors is None:
        return
    if errors.code is not None:
        yield _read(joined(errors.code), errors.code.span, How.RULE)
    for rule in errors.rules:
        for name, condition in rule.conditions.items():
            if name.startswith("body"):
                path = joined(name.removeprefix("body"))
                yield _read(path, name.span, How.RULE, _tested(condition))
        if isinstance(rule.then, rules.RaiseError):
            for field in rule.then.fields.values():
                yield _read(joined(field), field.span, How.RULE)
