"""A position inside the vendor's query language: `... STARTPOSITION 101 MAXRESULTS 100`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from msgspec import UNSET

from portwright_runtime.call import R, Request
from portwright_runtime.pagination.cursor import BadPage, Cursor, number_of
from portwright_runtime.pagination.fault import Fault, at_least
from portwright_runtime.pagination.kind import Item, Kind, Seen
from portwright_runtime.pagination.place import Place

_WORD = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryPosition(Kind[R, Item]):
    """`into` holds the statement; its end gets the clauses `start` and `size`, in this order.

    A statement that already has them keeps its size and starts where it says; otherwise pages
    hold `page_size` and the first item is number `first`. The last page is an empty one, or with
    `short_is_last` one that holds less than was asked for.
    """

    into: Place
    page_size: int
    start: str = "STARTPOSITION"
    size: str = "MAXRESULTS"
    first: int = 1
    short_is_last: bool = False

    def faults(self) -> Iterator[Fault]:
        """Clauses that could not be told from the statement, or from each other."""
        yield from Kind.faults(self)
        yield from at_least(1, page_size=self.page_size)
        yield from at_least(0, first=self.first)
        for name, words in (("start", self.start), ("size", self.size)):
            if not _WORD.fullmatch(words):
                yield Fault((name,), "is not a word of a query language")
        if self.start.lower() == self.size.lower():
            yield Fault(("start", "size"), "are the same")

    def position(self, request: Request, url: str) -> Cursor | None:
        """The position that the statement says."""
        return self._read(request)[1]

    def after(self, request: Request, page: Seen[R, Item]) -> Cursor | None:
        """The position behind this page."""
        _, here, asked = self._read(request)
        says = self.says(page)
        goes_on = len(page.items) >= (asked if self.short_is_last else 1) if says is None else says
        if not goes_on:
            return None
        if not page.items:
            raise BadPage("it says that more follow, but holds no item to count")
        return here + len(page.items)

    def turn(self, request: Request, cursor: Cursor) -> Request:
        """The statement that starts at a position."""
        statement, _, asked = self._read(request)
        text = f"{statement} {self.start} {number_of(cursor)} {self.size} {asked}"
        return self.into.put(request, text)

    def opening(self, request: Request) -> Request:
        """The first request: a statement without clauses would get the vendor's own size."""
        return self.turn(request, self._read(request)[1])

    def _read(self, request: Request) -> tuple[str, int, int]:
        """The statement without its clauses, and their numbers."""
        text = self.into.get(request)
        if text is UNSET or not isinstance(text, str):
            raise ValueError("the request has no statement to put a position in")
        text = text.rstrip("; \t\r\n")
        start = size = None
        # Clauses stand at the end, so a literal that looks like one is never read.
        while found := _clause(self.start, self.size).search(text):
            text = text[: found.start()]
            start, size = found["start"] or start, found["size"] or size
        return text, int(start or self.first), int(size or self.page_size)


@lru_cache(maxsize=64)
def _clause(start: str, size: str) -> re.Pattern[str]:
    words = f"(?:{_number(start, 'start')}|{_number(size, 'size')})"
    return re.compile(rf"\s+{words}\s*$", re.IGNORECASE)


def _number(words: str, group: str) -> str:
    return r"\s+".join([*words.split(), rf"(?P<{group}>[0-9]{{1,18}})"])
