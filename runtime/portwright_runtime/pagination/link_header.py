"""A Link header field names the next page (RFC 8288)."""

from collections.abc import Iterator
from dataclasses import dataclass

from portwright_runtime.call import R, Request
from portwright_runtime.pagination.cursor import Cursor
from portwright_runtime.pagination.fault import Fault, field_names
from portwright_runtime.pagination.kind import Item, Seen
from portwright_runtime.pagination.link_field import links
from portwright_runtime.pagination.next_url import UrlKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkHeader(UrlKind[R, Item]):
    """Follows the link of relation `rel`; a page without one is the last."""

    rel: str = "next"
    header: str = "Link"

    def faults(self) -> Iterator[Fault]:
        """What cannot be a relation, or a header."""
        yield from UrlKind.faults(self)
        if self.rel != self.rel.lower() or self.rel.split() != [self.rel]:
            yield Fault(("rel",), "is not one relation in lower case")
        yield from field_names(header=self.header)

    def after(self, request: Request, page: Seen[R, Item]) -> Cursor | None:
        """The URL of the link."""
        return self.following(page, self._target(page.headers.get(self.header, "")), page.url)

    def _target(self, field: str) -> str | None:
        # A link with an anchor is about another resource than this page.
        fit = (at for at in links(field) if self.rel in at.relations and not at.anchored)
        found = next(fit, None)
        return found.target if found else None
