"""What every kind of paging answers: where a request stands, what follows a page."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from msgspec import UNSET

from portwright_runtime.call import R, Request
from portwright_runtime.headers import Headers
from portwright_runtime.pagination.cursor import BadPage, Cursor
from portwright_runtime.pagination.fault import Fault, refuse, together

Item = TypeVar("Item")
Getter: TypeAlias = Callable[[R], object]

_TRUTHS = {"true": True, "false": False}


class Seen(Generic[R, Item]):
    """A page as a kind sees it: its value, items and header fields, and the URL it was under.

    `private` names the query parameters that hold credentials.
    """

    __slots__ = ("headers", "items", "private", "url", "value")

    def __init__(
        self,
        value: R,
        items: Sequence[Item],
        headers: Headers,
        url: str,
        private: Collection[str] = (),
    ) -> None:
        self.value = value
        self.items = items
        self.headers = headers
        self.url = url
        self.private = private


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[R, Item]):
    """One kind of paging: pure, and the same for every listing.

    `more` reads from a page whether another follows, `done` whether it is the last; at most one
    of them. Where the page does not say, the kind's own rule decides.
    """

    more: Getter[R] | None = None
    done: Getter[R] | None = None

    def __post_init__(self) -> None:
        refuse(self.faults())

    def faults(self) -> Iterator[Fault]:
        """What the settings contradict each other in; a kind adds its own."""
        yield from together(more=self.more, done=self.done)

    def opening(self, request: Request) -> Request:
        """The first request, where the caller's own does not say enough."""
        return request

    def position(self, request: Request, url: str) -> Cursor | None:
        """The cursor that a request stands at; None if it does not say."""
        raise NotImplementedError

    def after(self, request: Request, page: Seen[R, Item]) -> Cursor | None:
        """The cursor of the page that follows; None if none does.

        Raises BadPage if the page contradicts itself.
        """
        raise NotImplementedError

    def turn(self, request: Request, cursor: Cursor) -> Request:
        """The request for the page at a cursor; ValueError for a cursor of another kind."""
        raise NotImplementedError

    def says(self, page: Seen[R, Item]) -> bool | None:
        """Whether the page says that another follows; None if it does not say."""
        if self.more:
            return _truth(self.more(page.value), "more")
        if self.done:
            done = _truth(self.done(page.value), "done")
            return None if done is None else not done
        return None


def _truth(value: object, name: str) -> bool | None:
    if value is None or value is UNSET:
        return None
    # Some vendors write truths as text, and any text is true to Python.
    found = _TRUTHS.get(value.lower()) if isinstance(value, str) else value
    if found in (0, 1):
        return bool(found)
    raise BadPage(f"its `{name}` is neither true nor false")
