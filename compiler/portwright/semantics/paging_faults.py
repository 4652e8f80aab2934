"""Paging that cannot work: what the runtime refuses, told where the spec says it.

The runtime's own classes are made here, so what they demand is written nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from portwright.ir.paging import Into, Paging, PagingSetting, Read
from portwright.language import paging as language
from portwright.language.record import Record
from portwright.source.span import Span
from portwright_runtime.pagination.answer_cursor import AnswerCursor
from portwright_runtime.pagination.fault import Contradiction, Fault
from portwright_runtime.pagination.kind import Kind
from portwright_runtime.pagination.last_item import LastItem
from portwright_runtime.pagination.link_header import LinkHeader
from portwright_runtime.pagination.next_url import HeaderUrl, NextUrl
from portwright_runtime.pagination.odata import ODataLink
from portwright_runtime.pagination.offset import Offset
from portwright_runtime.pagination.page_number import PageNumber
from portwright_runtime.pagination.paging import MAX_PAGES
from portwright_runtime.pagination.paging import Paging as RuntimePaging
from portwright_runtime.pagination.place import Body, Header, Query
from portwright_runtime.pagination.position import QueryPosition

_KINDS: Final[dict[str, type[Kind[Any, Any]]]] = {
    kind.__name__: kind
    for kind in (
        *(AnswerCursor, HeaderUrl, LastItem, LinkHeader, NextUrl),
        *(ODataLink, Offset, PageNumber, QueryPosition),
    )
}
_PLACES: Final = {"query": Query, "header": Header, "body": Body}
# Settings that the spec calls otherwise.
_KEYS: Final = {"into": ("param", "field", "header")}


def paging_faults(
    paging: Paging, declared: language.Paginate
) -> Iterator[tuple[Span | None, tuple[str, ...], str]]:
    """Where each fault is, the keys that it is about, and what it is."""
    for fault in _refused(paging):
        written = [found for name in fault.names if (found := _written(declared, name))]
        keys = tuple(key for key, _ in written) or fault.names
        yield max((span for _, span in written), default=None), keys, fault.reason


def _written(declared: language.Paginate, setting: str) -> tuple[str, Span] | None:
    """The key that says a setting, and where its value stands."""
    inner = getattr(declared, declared.kind)
    for record in (inner, declared):
        for key in _KEYS.get(setting, (setting,)):
            if isinstance(record, Record) and key in record.place.values:
                return key, record.place.values[key]
    return None


def _refused(paging: Paging) -> Iterator[Fault]:
    made: dict[str, Any] = {}
    for name, setting in paging.settings:
        try:
            made[name] = _made(setting)
        except Contradiction as bad:
            yield from (replace(fault, names=(name,)) for fault in bad.faults)
            made[name] = Query(name)
    most = MAX_PAGES if paging.max_pages is None else paging.max_pages
    yield from _faults_of(_KINDS[paging.kind], **made)
    yield from _faults_of(RuntimePaging, items=_nothing, by=None, max_pages=most)


def _faults_of(kind: Callable[..., object], **settings: object) -> tuple[Fault, ...]:
    try:
        kind(**settings)
    except Contradiction as bad:
        return bad.faults
    return ()


def _made(setting: PagingSetting) -> object:
    """A setting as the runtime takes it; what it reads of a page does not matter here."""
    match setting:
        case Into(place=place, names=names):
            return _PLACES[place](*names)
        case Read():
            return _nothing
        case _:
            return setting


def _nothing(value: object) -> None:
    return None
