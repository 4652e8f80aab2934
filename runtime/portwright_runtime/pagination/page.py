"""One page of a list, as callers get it."""

from collections.abc import Sequence
from typing import Generic

from portwright_runtime.call import R, Response
from portwright_runtime.errors import PagingFailed
from portwright_runtime.pagination.cursor import Cursor
from portwright_runtime.pagination.kind import Item


class Page(Generic[R, Item]):
    """The items of a page, the answer that they came in, and where the list goes on."""

    __slots__ = ("__weakref__", "_following", "items", "response")

    def __init__(
        self,
        items: Sequence[Item],
        response: Response[R],
        following: Cursor | PagingFailed | None,
    ) -> None:
        self.items = items
        self.response = response
        self._following = following

    @property
    def cursor(self) -> Cursor | None:
        """Where the next page begins, for `resume`; None on the last page.

        Raises PagingFailed if the vendor's answer does not let the list go on.
        """
        if isinstance(self._following, PagingFailed):
            raise self._following
        return self._following

    @property
    def value(self) -> R:
        """The whole answer."""
        return self.response.value

    def __repr__(self) -> str:
        return f"<Page of {len(self.items)} items>"
