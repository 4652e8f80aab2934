"""The page names the cursor or token of the next one, which goes into query, body or header."""

from dataclasses import dataclass

from portwright_runtime.call import R, Request
from portwright_runtime.pagination.cursor import BadPage, Cursor, cursor_of
from portwright_runtime.pagination.kind import Getter, Item, Kind, Seen
from portwright_runtime.pagination.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCursor(Kind[R, Item]):
    """`at` reads the cursor from the page, `into` is where it goes.

    A page without a cursor is the last; so is one whose cursor is among `ends` (0 or "-1" at
    some vendors). An empty page with a cursor goes on.
    """

    into: Place
    at: Getter[R]
    ends: tuple[Cursor, ...] = ()

    def position(self, request: Request, url: str) -> Cursor | None:
        """The cursor that the request holds."""
        return cursor_of(self.into.get(request))

    def after(self, request: Request, page: Seen[R, Item]) -> Cursor | None:
        """The cursor that the page holds."""
        says = self.says(page)
        if says is False:
            return None
        cursor = cursor_of(self.at(page.value), self.ends)
        if cursor is None and says:
            raise BadPage("it says that more follow, but names no cursor")
        return cursor

    def turn(self, request: Request, cursor: Cursor) -> Request:
        """The request that holds the cursor."""
        return self.into.put(request, cursor)
