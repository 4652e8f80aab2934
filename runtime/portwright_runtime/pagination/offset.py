"""The next page is named by how many items come before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from portwright_runtime.call import R, Request
from portwright_runtime.pagination.cursor import BadPage, Cursor, count_of, number_of
from portwright_runtime.pagination.fault import Fault, at_least, field_names, one_of, together
from portwright_runtime.pagination.kind import Getter, Item, Kind, Seen
from portwright_runtime.pagination.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset(Kind[R, Item]):
    """`into` is where the offset goes; the first page is at `first`.

    The offset grows by the items of the page or, with `step="limit"`, by the size that was asked
    for: right where a vendor takes items out of a page after it was cut (ServiceNow's access
    rules). That size is what the request says at `limit`, else `size`.

    The last page is the one that reaches `total` (read from the page, or from the header field
    `total_header`); where no total is said, one that is empty, or with `short_is_last` one that
    holds less than was asked for.
    """

    into: Place
    limit: Place | None = None
    size: int | None = None
    total: Getter[R] | None = None
    total_header: str | None = None
    step: Literal["items", "limit"] = "items"
    short_is_last: bool = False
    first: int = 0

    def faults(self) -> Iterator[Fault]:
        """Counts that are none, totals that exclude each other, a size that is not known."""
        yield from Kind.faults(self)
        yield from at_least(1, size=self.size)
        yield from at_least(0, first=self.first)
        yield from one_of(("items", "limit"), step=self.step)
        yield from together(total=self.total, total_header=self.total_header)
        yield from field_names(total_header=self.total_header)
        for name, counts in (("step", self.step == "limit"), ("short_is_last", self.short_is_last)):
            if counts and self.size is None:
                yield Fault((name,), "needs `size`: how many items were asked for")

    def position(self, request: Request, url: str) -> Cursor | None:
        """The offset that the request says."""
        said = count_of(self.into.get(request))
        return self.first if said is None else said

    def after(self, request: Request, page: Seen[R, Item]) -> Cursor | None:
        """The offset behind this page."""
        here = int(self.position(request, page.url) or 0)
        asked = self._asked(request)
        behind = here + (asked if self.step == "limit" else len(page.items))
        if not self._goes_on(page, behind, asked):
            return None
        if behind == here:
            raise BadPage("it says that more follow, but holds no item to count")
        return behind

    def turn(self, request: Request, cursor: Cursor) -> Request:
        """The request for the page at an offset."""
        return self.into.put(request, number_of(cursor))

    def _asked(self, request: Request) -> int:
        said = count_of(self.limit.get(request)) if self.limit else None
        return said or self.size or 0

    def _goes_on(self, page: Seen[R, Item], behind: int, asked: int) -> bool:
        says = self.says(page)
        if says is not None:
            return says
        total = self._total(page)
        if total is not None:
            return behind < total + self.first
        return len(page.items) >= (asked if self.short_is_last else 1)

    def _total(self, page: Seen[R, Item]) -> int | None:
        if self.total_header:
            return count_of(page.headers.get(self.total_header))
        return count_of(self.total(page.value)) if self.total else None
