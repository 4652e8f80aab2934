"""How an operation's answers make one list: a constant of generated code."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic

from msgspec import UnsetType

from portwright_runtime.call import R
from portwright_runtime.pagination.fault import Fault, at_least, refuse
from portwright_runtime.pagination.kind import Item, Kind

MAX_PAGES: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging(Generic[R, Item]):
    """`items` reads the items of a page, `by` says how pages follow each other.

    More than `max_pages` pages are an error: a vendor that never ends must not keep us.
    """

    items: Callable[[R], Sequence[Item] | UnsetType | None]
    by: Kind[R, Item]
    max_pages: int = MAX_PAGES

    def __post_init__(self) -> None:
        refuse(self.faults())

    def faults(self) -> Iterator[Fault]:
        """A bound that lets no page through."""
        yield from at_least(1, max_pages=self.max_pages)

    def items_of(self, value: R) -> Sequence[Item]:
        """The items of a page; none where the vendor leaves them out."""
        found = self.items(value)
        return () if found is None or isinstance(found, UnsetType) else found
