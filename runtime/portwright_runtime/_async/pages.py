"""A listing as lazy iterators: by page and by item, at most one page held."""

from collections.abc import Iterator
from typing import Generic, Self

from portwright_runtime._async.client import AsyncClient
from portwright_runtime.call import R, Request
from portwright_runtime.pagination.cursor import Cursor
from portwright_runtime.pagination.kind import Item
from portwright_runtime.pagination.page import Page
from portwright_runtime.pagination.paging import Paging
from portwright_runtime.pagination.walk import Walk
from portwright_runtime.prepare import url_of
from portwright_runtime.spec import OperationSpec


class AsyncPages(Generic[R, Item]):
    """Iterates over the pages; each is a call of its own, under all policies, made when asked for.

    A page whose call failed is asked for again by the next step. For one consumer at a time.
    """

    __slots__ = ("_client", "_spec", "_walk")

    def __init__(
        self,
        client: AsyncClient,
        spec: OperationSpec[R],
        paging: Paging[R, Item],
        request: Request,
    ) -> None:
        self._client = client
        self._spec = spec
        self._walk = Walk(spec.name, paging, request)

    def resume(self, cursor: Cursor) -> Self:
        """The same listing from a cursor on, of a page or an iterator of the same arguments."""
        self._walk.resume(cursor)
        return self

    @property
    def cursor(self) -> Cursor | None:
        """Where the page that comes next begins; None before the first page and after the last."""
        return self._walk.cursor

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Page[R, Item]:
        request = self._walk.begin()
        if request is None:
            raise StopAsyncIteration
        try:
            response = await self._client._perform(self._spec, request)
            credentials = self._client._connection.auth.query_parameters()
            private = [name for name, _ in credentials]
            return self._walk.arrived(response, self._url_of(request), private)
        finally:
            self._walk.end()

    def _url_of(self, request: Request) -> str:
        client = self._client
        base_url = client._credentials.base_url or client._connection.base_url
        return url_of(self._spec, request, self._spec.server or base_url)


class AsyncItems(Generic[R, Item]):
    """Iterates over the items of all pages; for one consumer at a time."""

    __slots__ = ("_cursor", "_items", "_pages")

    def __init__(self, pages: AsyncPages[R, Item]) -> None:
        self._pages = pages
        self._items: Iterator[Item] = iter(())
        self._cursor: Cursor | None = None

    def resume(self, cursor: Cursor) -> Self:
        """The same listing from a cursor on, of a page or an iterator of the same arguments."""
        self._pages.resume(cursor)
        self._cursor = cursor
        return self

    @property
    def cursor(self) -> Cursor | None:
        """Where the page under way begins: resumed there, the list misses nothing.

        None on the first page. When the call for a page failed, it is that page's.
        """
        return self._cursor

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Item:
        while True:
            # The iterator lets its page go at the end, before the next one is asked for.
            for item in self._items:
                return item
            self._cursor = self._pages.cursor
            self._items = iter((await self._pages.__anext__()).items)
