"""The page, or a header field beside it, holds the URL of the next one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from portwright_runtime.call import R, Request
from portwright_runtime.origin import ForeignURL, followed, within
from portwright_runtime.pagination.cursor import BadPage, Cursor, cursor_of
from portwright_runtime.pagination.fault import Fault, field_names
from portwright_runtime.pagination.kind import Getter, Item, Kind, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlKind(Kind[R, Item]):
    """What the kinds share whose cursor is a URL: it replaces path and query of the operation.

    The cursor is path and query alone, so that it leads nowhere but to the vendor.
    """

    def position(self, request: Request, url: str) -> Cursor | None:
        """The path and query that the request goes to."""
        return within(url)

    def turn(self, request: Request, cursor: Cursor) -> Request:
        """The request that goes there."""
        if not isinstance(cursor, str) or not cursor.startswith("/"):
            raise ValueError("the cursor is not a path")
        return replace(request, url=cursor)

    def following(self, page: Seen[R, Item], reference: object, base: str) -> Cursor | None:
        """The path and query of the next page, from what the page says."""
        says = self.says(page)
        if says is False:
            return None
        found = cursor_of(reference)
        if found is None:
            if says:
                raise BadPage("it says that more follow, but names no URL")
            return None
        try:
            return within(followed(base, str(found)), page.private)
        except ForeignURL as foreign:
            raise BadPage(f"the URL of the next page cannot be followed: {foreign}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextUrl(UrlKind[R, Item]):
    """`at` reads the URL from the page; a relative one counts from the page's own URL.

    A URL on another origin than the page's is refused. A page without one is the last.
    """

    at: Getter[R]

    def after(self, request: Request, page: Seen[R, Item]) -> Cursor | None:
        """The URL that the page holds."""
        return self.following(page, self.at(page.value), page.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderUrl(UrlKind[R, Item]):
    """`header` is a field whose whole value is the URL, such as `Next-Page`; a page without one is
    the last."""

    header: str

    def faults(self) -> Iterator[Fault]:
        """What cannot be a header."""
        yield from UrlKind.faults(self)
        yield from field_names(header=self.header)

    def after(self, request: Request, page: Seen[R, Item]) -> Cursor | None:
        """The URL that the header holds."""
        return self.following(page, page.headers.get(self.header), page.url)
