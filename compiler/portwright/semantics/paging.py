"""`paginate:` bound: the cursor can be sent, what is read of a page is there and selected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from portwright.ir.paging import Into, Paging, PagingSetting, Read
from portwright.ir.shapes import Direction
from portwright.language import paging as language
from portwright.openapi.combine import one_object
from portwright.rules.paging import (
    foreign_next_url,
    impossible_paging,
    unreadable_page,
    unsendable_cursor,
)
from portwright.semantics.bound import BoundAnswer
from portwright.semantics.call import Call
from portwright.semantics.paging_faults import paging_faults
from portwright.semantics.paths import one_path
from portwright.source.span import Text

WHOLE: Final = "."

Settings = Iterator[tuple[str, PagingSetting]]


def bind_paging(
    call: Call, answers: tuple[BoundAnswer, ...], fields: frozenset[str]
) -> Paging | None:
    """The operation's paging; `fields` are the top-level fields of its body."""
    declared = call.spec.paginate
    if declared is None:
        return None
    binder = _Binder(call, answers, fields)
    items = binder.items(declared)
    kind, settings = binder.kind(declared, items)
    common = tuple(binder.common(declared))
    most = int(declared.max_pages) if declared.max_pages is not None else None
    paging = Paging(kind, (*settings, *common), tuple(_item_steps(items or WHOLE)), most)
    for span, keys, reason in paging_faults(paging, declared):
        call.around.sink.add(impossible_paging.report(span, call.name, keys, reason))
    return paging


class _Binder:
    def __init__(
        self, call: Call, answers: tuple[BoundAnswer, ...], fields: frozenset[str]
    ) -> None:
        self._call = call
        self._fields = fields
        self._sink = call.around.sink
        self._schemas = call.around.schemas
        success = (item for item in answers if item.is_success and item.kind == "json")
        self._page = next((item.pointer for item in success if item.pointer), None)

    def items(self, declared: language.Page) -> Text | None:
        """The path to the list; the answer's `each` where the rule does not say."""
        response = self._call.spec.response
        path = declared.items or (response.each if response is not None else None)
        if path is None:
            span = self._call.spec.place.keys.get("paginate")
            self._sink.add(unreadable_page.report_no_items(span, self._call.name))
            return None
        found = self._follow(path, _item_steps(path))
        if found is not None and not self._schemas.merged(found).arrays:
            self._sink.add(unreadable_page.report_no_list(path))
        return path

    def kind(
        self, declared: language.Paginate, items: Text | None
    ) -> tuple[str, tuple[tuple[str, PagingSetting], ...]]:
        match declared:
            case language.CursorPages(cursor=cursor):
                return self._cursor(cursor, items)
            case language.NextUrlPages(next_url=url):
                if not declared.same_origin:
                    self._sink.add(foreign_next_url.report(declared.place.values.get("next_url")))
                if isinstance(url, language.UrlInHeader):
                    return "HeaderUrl", (("header", str(url.header)),)
                return "NextUrl", (("at", self._read(url)),)
            case language.OffsetPages(offset=offset):
                return "Offset", tuple(self._offset(offset))
            case language.NumberedPages(page=page):
                return "PageNumber", tuple(self._number(page))
            case language.LinkPages(link=link):
                return "LinkHeader", tuple(_given(rel=link.rel, header=link.header))
            case language.OdataPages(odata=odata):
                return "ODataLink", tuple(self._odata(odata))
            case language.PositionPages(position=position):
                return "QueryPosition", tuple(self._position(position))

    def common(self, declared: language.Page) -> Settings:
        for name, path in (("more", declared.more), ("done", declared.done)):
            if path is not None:
                yield name, self._read(path)

    def _cursor(
        self, cursor: language.Cursor, items: Text | None
    ) -> tuple[str, tuple[tuple[str, PagingSetting], ...]]:
        into = self._into(cursor)
        if cursor.from_last is not None:
            path = cursor.from_last
            if items is not None:
                whole = Text(".".join([*_item_steps(items), path]), path.span)
                steps = whole.split(".")
                if self._follow(whole, steps) is not None:
                    self._select(whole, steps)
            return "LastItem", (("into", into), ("of", Read("item", tuple(path.split(".")))))
        ends = (("ends", tuple(str(end) for end in cursor.ends)),) if cursor.ends else ()
        path = cursor.from_ or Text("", self._call.spec.place.span)
        return "AnswerCursor", (("into", into), ("at", self._read(path)), *ends)

    def _into(self, cursor: language.Cursor) -> Into:
        if cursor.param is not None:
            return self._query(cursor.param)
        if cursor.header is not None:
            return Into("header", (str(cursor.header),))
        field = cursor.field or Text("", cursor.place.span)
        names = tuple(field.split("."))
        if names[0] and names[0] not in self._fields:
            self._unsendable(Text(names[0], field.span), "body field", sorted(self._fields))
        return Into("body", names)

    def _query(self, name: Text) -> Into:
        known = [item.name for item in self._call.view.parameters if item.where == "query"]
        if name and name not in known:
            self._unsendable(name, "query parameter", known)
        return Into("query", (str(name),))

    def _unsendable(self, name: Text, what: str, known: list[str]) -> None:
        self._sink.add(unsendable_cursor.report(name, self._call.entry.id, what, known))

    def _offset(self, offset: language.Offset) -> Settings:
        yield "into", self._query(offset.param)
        if offset.limit is not None:
            yield "limit", self._query(offset.limit)
        if offset.total is not None:
            yield "total", self._read(offset.total)
        yield from _given(
            size=offset.size,
            total_header=offset.total_header,
            step=offset.step,
            short_is_last=offset.short_is_last,
            first=offset.first,
        )

    def _number(self, page: language.Number) -> Settings:
        yield "into", self._query(page.param)
        if page.pages is not None:
            yield "pages", self._read(page.pages)
        yield from _given(first=page.first)

    def _odata(self, odata: language.Odata) -> Settings:
        yield "at", self._read(odata.at)
        if odata.context is not None:
            yield "context", self._read(odata.context)
        yield from _given(follow=odata.follow)

    def _position(self, position: language.Position) -> Settings:
        yield "into", self._query(position.param)
        yield from _given(
            page_size=position.page_size,
            start=position.start,
            size=position.size,
            first=position.first,
            short_is_last=position.short_is_last,
        )

    def _read(self, path: Text) -> Read:
        """A path in the page; what paging reads is selected by itself."""
        steps = _steps(path)
        if self._follow(path, steps) is not None:
            self._select(path, steps)
        return Read("page", tuple(steps))

    def _select(self, path: Text, steps: list[str]) -> None:
        if self._page is not None:
            root = self._call.root(self._page, Direction.READ)
            self._call.around.selection.add(root, one_path(steps, path))

    def _follow(self, path: Text, steps: list[str]) -> tuple[str, ...] | None:
        """The schemas at a path of the page, through lists; a step that is not there is told."""
        pointers: tuple[str, ...] | None = (self._page,) if self._page is not None else None
        for step in steps:
            if pointers is None:
                return None
            view = self._schemas.merged(pointers)
            while view.arrays and not view.objects:
                view = self._schemas.merged(view.arrays)
            made = one_object(view)
            known = made.properties if made is not None else {}
            if step not in known:
                self._sink.add(unreadable_page.report(path, step, known))
                return None
            pointers = known[step]
        return pointers


def _item_steps(path: str) -> list[str]:
    """`.` is the page itself, as in `response.each`: a list that nothing stands around."""
    return [] if path == WHOLE else path.split(".")


def _steps(path: str) -> list[str]:
    """`@odata.nextLink` is one name, though it has a dot."""
    if path.startswith("@odata."):
        return [path]
    return path.split(".")


def _given(**settings: object) -> Settings:
    for name, value in settings.items():
        if value is None:
            continue
        if isinstance(value, bool):
            yield name, value
        else:
            yield name, int(value) if isinstance(value, int) else str(value)
