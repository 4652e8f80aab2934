"""`paginate:` of an operation: one kind of paging, with the keys that all kinds share."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.quantities import Count
from portwright.language.record import Record, Words, inline, key, record
from portwright.source.span import Text


@record(one_of=(("param", "field", "header"), ("from_last", "from")))
class Cursor(Record):
    """Where a cursor comes from, and where it goes to."""

    param: Text | None = key("The query parameter that takes it.", default=None)
    field: Text | None = key("The path of the body field that takes it.", default=None)
    header: Text | None = key("The header that takes it.", default=None)
    from_last: Text | None = key("A path in the last item of the page.", default=None)
    from_: Text | None = key("A path in the page.", default=None)
    ends: tuple[Text, ...] = key("Cursors that mean: no further page.", default=())


@record()
class Offset(Record):
    """How many items came before."""

    param: Text = key("The query parameter that takes the offset.")
    limit: Text | None = key("The query parameter that says how many a page holds.", default=None)
    size: Count | None = key("How many a page holds where the call does not say.", default=None)
    total: Text | None = key("A path to how many there are.", default=None)
    total_header: Text | None = key("A header that tells how many there are.", default=None)
    step: Annotated[Text, Words("items", "limit")] | None = key(
        "Whether the offset grows by the items of a page, or by the limit.", default=None
    )
    short_is_last: bool | None = key("That a page which is not full is the last.", default=None)
    first: Count | None = key("The offset of the first page.", default=None)


@record()
class Number(Record):
    """A number of a page."""

    param: Text = key("The query parameter that takes the number.")
    pages: Text | None = key("A path to how many pages there are.", default=None)
    first: Count | None = key("The number of the first page.", default=None)


@record()
class Link(Record):
    """A link of the `Link` header (RFC 8288)."""

    rel: Text | None = key("The relation of the next page; `next` without.", default=None)
    header: Text | None = key("The header; `Link` without.", default=None)


@record()
class Odata(Record):
    """A next link of OData."""

    at: Text = key("A path to the link: `@odata.nextLink` or `d.__next`.")
    context: Text | None = key("A path to `@odata.context`, for relative links.", default=None)
    follow: Annotated[Text, Words("link", "skiptoken")] | None = key(
        "Whether to go to the link, or to send its token.", default=None
    )


@record()
class Position(Record):
    """Clauses at the end of a statement in the vendor's query language."""

    param: Text = key("The query parameter that holds the statement.")
    page_size: Count = key("How many items to ask for at once.")
    start: Text | None = key("The word before the position.", default=None)
    size: Text | None = key("The word before the number of items.", default=None)
    first: Count | None = key("The position of the first item.", default=None)
    short_is_last: bool | None = key("That a page which is not full is the last.", default=None)


@record()
class Page(Record):
    """What every kind of paging may say."""

    items: Text | None = key(
        "A path to the items of a page, `.` for a page that is a list; `response.each` without.",
        default=None,
    )
    more: Text | None = key("A path to true where another page follows.", default=None)
    done: Text | None = key("A path to true on the last page.", default=None)
    max_pages: Count | None = key("More pages than this are an error.", default=None)


@inline("cursor")
class CursorPages(Page):
    """The next page is named by a value of this one."""

    cursor: Cursor = key("Where the value comes from and goes to.")


@inline("header")
class UrlInHeader(Record):
    """A header whose whole value is a URL."""

    header: Text = key("The header, such as `Next-Page`.")


@inline("next_url")
class NextUrlPages(Page):
    """The page, or a header beside it, holds the URL of the next one."""

    next_url: Text | UrlInHeader = key("A path to the URL, or {header: x} that holds it.")
    same_origin: bool | None = key("Refuse a URL on another origin; must be true.", default=None)


@inline("offset")
class OffsetPages(Page):
    """The next page is named by how many items came before."""

    offset: Offset = key("Where the offset goes, and how it grows.")


@inline("page")
class NumberedPages(Page):
    """Pages are numbered."""

    page: Number = key("Where the number goes.")


@inline("link")
class LinkPages(Page):
    """The `Link` header names the next page (RFC 8288)."""

    link: Link = key("Which link.")


@inline("odata")
class OdataPages(Page):
    """OData's next link."""

    odata: Odata = key("Where the link is.")


@inline("position")
class PositionPages(Page):
    """A position inside the vendor's query language."""

    position: Position = key("The clauses.")


Paginate: TypeAlias = (
    CursorPages
    | NextUrlPages
    | OffsetPages
    | NumberedPages
    | LinkPages
    | OdataPages
    | PositionPages
)
