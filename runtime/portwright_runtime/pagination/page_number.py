"""Pages are numbered."""

from collections.abc import Iterator
from dataclasses import dataclass

from portwright_runtime.call import R, Request
from portwright_runtime.pagination.cursor import Cursor, count_of, number_of
from portwright_runtime.pagination.fault import Fault, at_least
from portwright_runtime.pagination.kind import Getter, Item, Kind, Seen
from portwright_runtime.pagination.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumber(Kind[R, Item]):
    """`into` is where the number goes; the first page is number `first`.

    The last page is the one whose number reaches `pages` (how many there are, read from the
    page); where the page does not say, the first empty one.
    """

    into: Place
    pages: Getter[R] | None = None
    first: int = 1

    def faults(self) -> Iterator[Fault]:
        """A first number that is none."""
        yield from Kind.faults(self)
        yield from at_least(0, first=self.first)

    def position(self, request: Request, url: str) -> Cursor | None:
        """The number that the request says."""
        said = count_of(self.into.get(request))
        return self.first if said is None else said

    def after(self, request: Request, page: Seen[R, Item]) -> Cursor | None:
        """The number after this one."""
        following = int(self.position(request, page.url) or 0) + 1
        return following if self._goes_on(page, following) else None

    def turn(self, request: Request, cursor: Cursor) -> Request:
        """The request for the page of a number."""
        return self.into.put(request, number_of(cursor))

    def _goes_on(self, page: Seen[R, Item], following: int) -> bool:
        says = self.says(page)
        if says is not None:
            return says
        pages = count_of(self.pages(page.value)) if self.pages else None
        if pages is not None:
            return following < pages + self.first
        return bool(page.items)
