"""Listings as the compiler writes them, one of each kind of paging."""

from typing import Final

import msgspec

from portwright_runtime import (
    UNSET,
    Answer,
    AsyncClient,
    CallOptions,
    OperationSpec,
    Read,
    Request,
    SyncClient,
    UnsetType,
)
from portwright_runtime.paged import At, Body, Paging, Query, paged
from portwright_runtime.pagination.answer_cursor import AnswerCursor
from portwright_runtime.pagination.last_item import LastItem
from portwright_runtime.pagination.link_header import LinkHeader
from portwright_runtime.pagination.next_url import NextUrl
from tests.runtime.shop import POLICY


class Thing(msgspec.Struct):
    id: str


class Things(msgspec.Struct, weakref=True):
    data: list[Thing]
    has_more: bool


class Paths(msgspec.Struct):
    cursor: str | None = None


class Found(msgspec.Struct):
    results: list[Thing] | UnsetType = UNSET
    paging: Paths | None = None


class Rows(msgspec.Struct):
    records: list[Thing]
    done: bool
    next_url: str | None = msgspec.field(default=None, name="nextRecordsUrl")


_LIST_THINGS: Final[OperationSpec[Things]] = OperationSpec(
    name="list_things",
    method="GET",
    path="/v1/things",
    policy=POLICY,
    safety=Read(),
    answers=(Answer("200", Things),),
)
_LIST_THINGS_PAGING: Final[Paging[Things, Thing]] = Paging(
    items=lambda page: page.data,
    by=LastItem(
        into=Query("starting_after"), of=lambda item: item.id, more=lambda page: page.has_more
    ),
    max_pages=1000,
)
_SEARCH: Final[OperationSpec[Found]] = OperationSpec(
    name="search",
    method="POST",
    path="/v1/search",
    policy=POLICY,
    safety=Read(),
    body="json",
    answers=(Answer("200", Found),),
)
_SEARCH_PAGING: Final[Paging[Found, Thing]] = Paging(
    items=lambda page: page.results,
    by=AnswerCursor(into=Body("paging", "after"), at=At("paging", "cursor")),
)
_QUERY: Final[OperationSpec[Rows]] = OperationSpec(
    name="query",
    method="GET",
    path="/services/data/v59.0/query",
    policy=POLICY,
    safety=Read(),
    answers=(Answer("200", Rows),),
)
_QUERY_PAGING: Final[Paging[Rows, Thing]] = Paging(
    items=lambda page: page.records,
    by=NextUrl(at=lambda page: page.next_url, done=lambda page: page.done),
)
_LIST_LINKED: Final[OperationSpec[list[Thing]]] = OperationSpec(
    name="list_linked",
    method="GET",
    path="/linked/{owner}",
    policy=POLICY,
    safety=Read(),
    answers=(Answer("200", list[Thing]),),
)
_LIST_LINKED_PAGING: Final[Paging[list[Thing], Thing]] = Paging(
    items=lambda page: page, by=LinkHeader()
)


class CatalogueOperations:
    """One definition of every listing."""

    @paged(_LIST_THINGS, _LIST_THINGS_PAGING)
    def list_things(
        self,
        *,
        limit: int | UnsetType = UNSET,
        starting_after: str | UnsetType = UNSET,
        options: CallOptions | None = None,
    ) -> Request:
        """List things."""
        return Request(query={"limit": limit, "starting_after": starting_after}, options=options)

    @paged(_SEARCH, _SEARCH_PAGING)
    def search(
        self,
        *,
        filters: list[str] | UnsetType = UNSET,
        paging: dict[str, object] | UnsetType = UNSET,
    ) -> Request:
        """Search things."""
        return Request(body={"filters": filters, "paging": paging})

    @paged(_QUERY, _QUERY_PAGING)
    def query(self, q: str) -> Request:
        """Query things."""
        return Request(query={"q": q})

    @paged(_LIST_LINKED, _LIST_LINKED_PAGING)
    def list_linked(self, owner: str) -> Request:
        """List things of an owner."""
        return Request(path={"owner": owner}, headers={"X-Kept": "yes"})


class Catalogue(CatalogueOperations, AsyncClient):
    """The catalogue, asynchronously."""


class SyncCatalogue(CatalogueOperations, SyncClient):
    """The catalogue."""
