"""Paging of an operation as Python: getters over the models, by their attribute names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portwright.emit.python import annotation, literal
from portwright.ir.integration import Operation
from portwright.ir.paging import Into, PagingSetting, Read
from portwright.ir.shapes import Array, Model, Named, Shape, Struct, is_nullable, members

_MODULES = {
    "LastItem": "last_item",
    "AnswerCursor": "answer_cursor",
    "Offset": "offset",
    "PageNumber": "page_number",
    "LinkHeader": "link_header",
    "HeaderUrl": "next_url",
    "NextUrl": "next_url",
    "ODataLink": "odata",
    "QueryPosition": "position",
}
_PLACES = {"query": "Query", "header": "Header", "body": "Body"}


@dataclass(frozen=True, slots=True)
class PagingView:
    """`item` is the annotation of an item, `items` the source of its getter, `by` a call."""

    constant: str
    item: str
    items: str
    by: str
    max_pages: str


@dataclass(frozen=True, slots=True)
class _Way:
    """Attribute names along a wire path; `sure` when none but the last may be null."""

    attributes: tuple[str, ...]
    sure: bool
    shape: Shape | None


def paging_view(operation: Operation, models: Mapping[str, Model]) -> PagingView | None:
    """None for an operation that is not paged."""
    paging = operation.paging
    if paging is None:
        return None
    answers = (item.shape for item in operation.answers if item.is_success)
    page = next((shape for shape in answers if shape is not None), None)
    items = _way(page, paging.items, models)
    item = _element(items.shape)
    settings = (f"{name}={_setting(value, page, item, models)}" for name, value in paging.settings)
    return PagingView(
        constant=f"_{operation.name.upper()}_PAGING",
        item=annotation(item) if item is not None else "object",
        items=_getter("page", items),
        by=f"{paging.kind}({', '.join(settings)})",
        max_pages=literal(paging.max_pages) if paging.max_pages is not None else "",
    )


def paging_classes() -> tuple[str, ...]:
    """All classes of the runtime that an operation may page by, and those that it puts into."""
    return (*_MODULES, *_PLACES.values())


def paging_imports(operations: Iterable[Operation]) -> list[tuple[str, str]]:
    """The runtime's modules and classes that the operations page by."""
    kinds = {item.paging.kind for item in operations if item.paging is not None}
    return sorted((_MODULES[kind], kind) for kind in kinds)


def _setting(
    value: PagingSetting, page: Shape | None, item: Shape | None, models: Mapping[str, Model]
) -> str:
    match value:
        case Into(place=place, names=names):
            return f"{_PLACES[place]}({', '.join(literal(name) for name in names)})"
        case Read(source=source, path=path):
            return _getter(source, _way(page if source == "page" else item, path, models))
        case tuple():
            return f"({', '.join(literal(part) for part in value)},)"
        case _:
            return literal(value)


def _getter(source: str, way: _Way) -> str:
    """Plain attributes where nothing can be null on the way, else a path that stops at null."""
    if way.sure:
        return f"lambda {source}: {'.'.join((source, *way.attributes))}"
    return f"At({', '.join(literal(name) for name in way.attributes)})"


def _way(shape: Shape | None, path: tuple[str, ...], models: Mapping[str, Model]) -> _Way:
    attributes: list[str] = []
    sure = True
    for step in path:
        field = next((f for s in _structs(shape, models) for f in s.fields if f.wire == step), None)
        if field is None:
            return _Way((*attributes, step), False, None)
        sure = sure and not (shape is not None and (is_nullable(shape) or _is_mixed(shape)))
        attributes.append(field.name)
        shape = field.shape
        if not field.required and len(attributes) < len(path):
            sure = False
    return _Way(tuple(attributes), sure, shape)


def _structs(shape: Shape | None, models: Mapping[str, Model]) -> Iterator[Struct]:
    for member in members(shape) if shape is not None else ():
        if isinstance(member, Named) and isinstance(found := models.get(member.name), Struct):
            yield found


def _is_mixed(shape: Shape) -> bool:
    return len(members(shape)) > 1


def _element(shape: Shape | None) -> Shape | None:
    found = (part.item for part in members(shape) if isinstance(part, Array)) if shape else ()
    return next(iter(found), None)
