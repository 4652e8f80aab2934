"""The next page is named by the last item of this one (Stripe's `starting_after`)."""

from collections.abc import Callable
from dataclasses import dataclass

from portwright_runtime.call import R, Request
from portwright_runtime.pagination.cursor import BadPage, Cursor, cursor_of
from portwright_runtime.pagination.kind import Item, Kind, Seen
from portwright_runtime.pagination.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class LastItem(Kind[R, Item]):
    """`of` reads the cursor from the last item, `into` is where it goes.

    Without `more` or `done`, an empty page is the last.
    """

    into: Place
    of: Callable[[Item], object]

    def position(self, request: Request, url: str) -> Cursor | None:
        """The item that the page comes after."""
        return cursor_of(self.into.get(request))

    def after(self, request: Request, page: Seen[R, Item]) -> Cursor | None:
        """The cursor of the last item."""
        says = self.says(page)
        if says is False or (says is None and not page.items):
            return None
        if not page.items:
            raise BadPage("it says that more follow, but holds no item to go on from")
        cursor = cursor_of(self.of(page.items[-1]))
        if cursor is None:
            raise BadPage("its last item has no cursor")
        return cursor

    def turn(self, request: Request, cursor: Cursor) -> Request:
        """The request for what comes after an item."""
        return self.into.put(request, cursor)
