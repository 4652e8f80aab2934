"""OData's next link: `__next` in version 2, `@odata.nextLink` in version 4."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from portwright_runtime.call import R, Request
from portwright_runtime.origin import ForeignURL, followed
from portwright_runtime.pagination.cursor import BadPage, Cursor, cursor_of
from portwright_runtime.pagination.fault import Fault, one_of
from portwright_runtime.pagination.kind import Getter, Item, Seen
from portwright_runtime.pagination.next_url import UrlKind
from portwright_runtime.pagination.place import Query

_TOKEN = "$skiptoken"


@dataclass(frozen=True, slots=True, kw_only=True)
class ODataLink(UrlKind[R, Item]):
    """`at` reads the link from the page; a page without one is the last.

    `follow="link"` goes to it, on the page's own origin only; a relative one counts from
    `context` (the page's `@odata.context`, if read) or from the page's URL (OData JSON 4.01,
    4.5.1). `follow="skiptoken"` takes its `$skiptoken` and puts that into the first request:
    for servers behind a gateway, whose links name a host that callers cannot reach.
    """

    at: Getter[R]
    context: Getter[R] | None = None
    follow: Literal["link", "skiptoken"] = "link"

    def faults(self) -> Iterator[Fault]:
        """A way to follow that there is not."""
        yield from UrlKind.faults(self)
        yield from one_of(("link", "skiptoken"), follow=self.follow)

    def position(self, request: Request, url: str) -> Cursor | None:
        """The URL, or the token, of the request."""
        if self.follow == "link":
            return UrlKind.position(self, request, url)
        return cursor_of(Query(_TOKEN).get(request))

    def after(self, request: Request, page: Seen[R, Item]) -> Cursor | None:
        """The link, or its token."""
        link = self.at(page.value)
        if self.follow == "link":
            return self.following(page, link, self._base(page))
        token = None if self.says(page) is False else cursor_of(link)
        return None if token is None else _token(str(token))

    def turn(self, request: Request, cursor: Cursor) -> Request:
        """The request that goes to the link, or holds its token."""
        if self.follow == "link":
            return UrlKind.turn(self, request, cursor)
        query = {name: value for name, value in request.query.items() if name != "$skip"}
        return replace(request, query={**query, _TOKEN: cursor})

    def _base(self, page: Seen[R, Item]) -> str:
        context = cursor_of(self.context(page.value)) if self.context else None
        if context is None:
            return page.url
        try:
            return followed(page.url, str(context))
        except ForeignURL as foreign:
            raise BadPage(f"the context of its next link is not to be used: {foreign}") from None


def _token(link: str) -> str:
    try:
        found = parse_qs(urlsplit(link).query).get(_TOKEN)
    except ValueError:
        found = None
    if not found:
        raise BadPage("its next link holds no $skiptoken")
    return found[0]
