"""`paginate:` of an operation: one kind of paging, with the keys that all kinds share."""

from __future__ import annotations

from typing import TypeAlias

from portwright.language.quantities import Count
from portwright.language.record import Record, inline, key, record
from portwright.source.nodes import Node
from portwright.source.span import Text


@record()
class Cursor(Record):
    """A parameter that takes a value of the page before."""

    param: Text = key("The query parameter that takes the cursor.")
    from_last: Text = key("A path in the last item of the page.")


@record()
class Page(Record):
    """What every kind of paging may say."""

    more: Text | None = key("A path to true where another page follows.", default=None)
    done: Text | None = key("A path to true on the last page.", default=None)
    max_pages: Count | None = key("More pages than this are an error.", default=None)


@inline("cursor")
class CursorPages(Page):
    """The next page is named by a value of this one."""

    cursor: Cursor = key("Where the value comes from and goes to.")


@inline("next_url")
class NextUrlPages(Page):
    """The page holds the URL of the next one."""

    next_url: Text = key("A path to the URL.")
    same_origin: bool | None = key("Refuse a URL on another origin.", default=None)


@inline("offset")
class OffsetPages(Page):
    """The next page is named by how many items came before."""

    offset: Node = key("Options of the kind.")


@inline("page")
class NumberedPages(Page):
    """Pages are numbered."""

    page: Node = key("Options of the kind.")


@inline("link")
class LinkPages(Page):
    """The `Link` header names the next page (RFC 8288)."""

    link: Node = key("Options of the kind.")


@inline("token")
class TokenPages(Page):
    """A token of the page goes into the body of the next request."""

    token: Node = key("Options of the kind.")


@inline("odata")
class OdataPages(Page):
    """OData's next link."""

    odata: Node = key("Options of the kind.")


@inline("position")
class PositionPages(Page):
    """A position inside the vendor's query language."""

    position: Node = key("Options of the kind.")


Paginate: TypeAlias = (
    CursorPages
    | NextUrlPages
    | OffsetPages
    | NumberedPages
    | LinkPages
    | TokenPages
    | OdataPages
    | PositionPages
)
