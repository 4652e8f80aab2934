"""What a port's operation gives for `stream<T>`: the items of a listing, mapped one by one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from portwright_runtime.raising import raising

if TYPE_CHECKING:
    # So that adapters without listings do not pay for paging.
    from portwright_runtime._sync.pages import SyncItems

T = TypeVar("T")
Item = TypeVar("Item")


class SyncStream(Generic[T]):
    """Iterates over the mapped items of a listing, asked for page by page; for one consumer.

    Items that `where` says no to are left out. Errors are translated at each step as in a call,
    so they come where the listing or the mapping fails: after a page that failed the next step
    asks for it again, after an item that could not be mapped it goes on with the one behind it.
    """

    __slots__ = ("_items", "_mapper", "_raising", "_where")

    def __init__(
        self,
        items: "SyncItems[Any, Item]",
        mapper: Callable[[Item], T],
        errors: raising,
        *,
        where: Callable[[Item], bool] | None = None,
    ) -> None:
        self._items: SyncItems[Any, Any] = items
        self._mapper = mapper
        self._raising = errors
        self._where = where

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        with self._raising:
            while True:
                item = self._items.__next__()
                if self._where is None or self._where(item):
                    return self._mapper(item)
