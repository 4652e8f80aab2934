"""The course of one listing: which page comes next, and that it ends."""

from collections.abc import Collection
from typing import Generic

from portwright_runtime.call import R, Request, Response
from portwright_runtime.errors import ConfigurationError, PagingFailed, TooManyPages
from portwright_runtime.pagination.cursor import BadPage, Cursor
from portwright_runtime.pagination.kind import Item, Seen
from portwright_runtime.pagination.page import Page
from portwright_runtime.pagination.paging import Paging


class Walk(Generic[R, Item]):
    """Knows the next request and where it has been; holds no page and does no I/O.

    `begin` and `arrived` take turns, each turn closed by `end`; a page that did not arrive is
    begun again.
    """

    __slots__ = (
        "_been",
        "_operation",
        "_pages",
        "_paging",
        "_request",
        "_stop",
        "_turns",
        "cursor",
    )

    def __init__(self, operation: str, paging: Paging[R, Item], request: Request) -> None:
        self._operation = operation
        self._paging = paging
        self._request: Request | None
        try:
            self._request = paging.by.opening(request)
        except ValueError as bad:
            raise ConfigurationError(f"{operation}: cannot be paged: {bad}") from None
        self._stop: PagingFailed | None = None
        self._been: set[int] = set()
        self._pages = 0
        # One ticket; taking it out of a list is atomic, so of two threads one gets it.
        self._turns = [None]
        self.cursor: Cursor | None = None

    def resume(self, cursor: Cursor) -> None:
        """Begin at a cursor; ConfigurationError for one of another kind of listing."""
        if self._pages or self._request is None:
            raise ConfigurationError(f"{self._operation}: resumed after its first page")
        if not isinstance(cursor, str | int) or cursor == "":
            # The cursor of a last page is None, and must not begin the list again.
            raise ConfigurationError(f"{self._operation}: cannot resume: there is no cursor")
        try:
            self._request = self._paging.by.turn(self._request, cursor)
        except ValueError as bad:
            raise ConfigurationError(f"{self._operation}: cannot resume: {bad}") from None
        self.cursor = cursor

    def begin(self) -> Request | None:
        """The request for the next page, None after the last one.

        Raises PagingFailed where the list cannot go on, RuntimeError while a page is under way.
        """
        try:
            self._turns.pop()
        except IndexError:
            text = f"{self._operation}: a page is under way; one consumer at a time"
            raise RuntimeError(text) from None
        if self._stop is None and self._request and self._pages >= self._paging.max_pages:
            self._stop = TooManyPages(self._operation, self._pages, self.cursor)
        if self._stop or self._request is None:
            self.end()
        if self._stop:
            raise self._stop
        return self._request

    def end(self) -> None:
        """Close a turn, whether its page arrived or not."""
        self._turns.append(None)

    def arrived(
        self, response: Response[R], url: str, private: Collection[str] = ()
    ) -> Page[R, Item]:
        """The page; `url` is what it was asked for under, `private` names the query parameters
        that hold credentials.
        """
        assert self._request is not None
        items = self._paging.items_of(response.value)
        seen = Seen(response.value, items, response.headers, url, private)
        following = self._following(self._request, seen)
        self._pages += 1
        if isinstance(following, PagingFailed):
            self._stop = following
            return Page(items, response, following)
        self.cursor = following
        if following is None:
            self._request = None
        else:
            self._request = self._paging.by.turn(self._request, following)
        return Page(items, response, following)

    def _following(self, request: Request, seen: Seen[R, Item]) -> Cursor | PagingFailed | None:
        kind = self._paging.by
        try:
            first = None if self._pages else kind.position(request, seen.url)
            if first is not None:
                self._passed(first)
            cursor = kind.after(request, seen)
        except BadPage as bad:
            # Told when the next page is asked for: the items of this one are good.
            return self._failed(f"a page cannot be followed: {bad}")
        if cursor is None or self._passed(cursor):
            return cursor
        return self._failed("a cursor came again, so the list would never end")

    def _passed(self, cursor: Cursor) -> bool:
        """Note a place; False if it was passed before."""
        # Hashes: cursors may be URLs of kilobytes, and lists have many pages. Of texts: -1 and -2
        # have one hash.
        mark = hash(str(cursor))
        new = mark not in self._been
        self._been.add(mark)
        return new

    def _failed(self, reason: str) -> PagingFailed:
        return PagingFailed(self._operation, reason, pages=self._pages + 1)
