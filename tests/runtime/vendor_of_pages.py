"""A vendor whose list is cut into pages in any way, behind each kind of paging."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from portwright_runtime import Answer, Headers, OperationSpec, Read, Request, WireResponse
from portwright_runtime.paged import At, Paging, Query
from portwright_runtime.pagination.answer_cursor import AnswerCursor
from portwright_runtime.pagination.kind import Kind
from portwright_runtime.pagination.last_item import LastItem
from portwright_runtime.pagination.link_header import LinkHeader
from portwright_runtime.pagination.next_url import HeaderUrl, NextUrl
from portwright_runtime.pagination.odata import ODataLink
from portwright_runtime.pagination.offset import Offset
from portwright_runtime.pagination.page_number import PageNumber
from portwright_runtime.pagination.position import QueryPosition
from tests.runtime.doubles import answer
from tests.runtime.shop import POLICY

Pages = Sequence[Sequence[int]]
Served = tuple[dict[str, object], dict[str, str]]


class Listed(msgspec.Struct, weakref=True):
    items: list[int]
    next: str | int | None = None
    more: bool | None = None
    total: int | None = None
    pages: int | None = None


SPEC: OperationSpec[Listed] = OperationSpec(
    name="list_numbers",
    method="GET",
    path="/numbers",
    policy=POLICY,
    safety=Read(),
    answers=(Answer("200", Listed),),
)
FIRST = Request(query={"q": "select"})


def _by_items(pages: Pages, query: Mapping[str, str]) -> Served:
    flat = [item for page in pages for item in page]
    start = int(query.get("offset", "0"))
    cuts = {0: 0}
    for page in pages:
        cuts[max(cuts) + len(page)] = len(page)
    sizes = [len(page) for page in pages if page]
    before = 0
    for size in sizes:
        if before == start:
            return {"items": flat[start : start + size], "total": len(flat)}, {}
        before += size
    return {"items": [], "total": len(flat)}, {}


def _by_position(pages: Pages, query: Mapping[str, str]) -> Served:
    words = query["q"].split()
    return _by_items(pages, {"offset": str(int(words[words.index("STARTPOSITION") + 1]) - 1)})


def _by_last(pages: Pages, query: Mapping[str, str]) -> Served:
    filled = [page for page in pages if page]
    lasts = [str(page[-1]) for page in filled]
    number = lasts.index(query["after"]) + 1 if "after" in query else 0
    page = filled[number] if number < len(filled) else []
    return {"items": page, "more": number + 1 < len(filled)}, {}


def _numbered(query: Mapping[str, str], first: int = 0) -> int:
    return int(query.get("page", first)) - first


def _by_number(pages: Pages, query: Mapping[str, str]) -> Served:
    return {"items": pages[_numbered(query, 1)], "pages": len(pages)}, {}


def _by_token(link: Callable[[int], str]) -> Callable[[Pages, Mapping[str, str]], Served]:
    def serve(pages: Pages, query: Mapping[str, str]) -> Served:
        number = _numbered(query)
        follows = number + 1 < len(pages)
        return {"items": pages[number], "next": link(number + 1) if follows else None}, {}

    return serve


def _by_skiptoken(pages: Pages, query: Mapping[str, str]) -> Served:
    served = _by_token(lambda n: f"http://inner/x?$skiptoken={n}")
    return served(pages, {"page": query.get("$skiptoken", "0")})


def _by_header(name: str, link: str) -> Callable[[Pages, Mapping[str, str]], Served]:
    def serve(pages: Pages, query: Mapping[str, str]) -> Served:
        body, _ = _by_token(link.format)(pages, query)
        found = body.pop("next")
        return body, {name: str(found)} if found else {}

    return serve


Serve = Callable[[Pages, Mapping[str, str]], Served]
KINDS: dict[str, tuple[Kind[Listed, int], Serve]] = {
    "last item": (LastItem(into=Query("after"), of=lambda item: item, more=At("more")), _by_last),
    "cursor": (AnswerCursor(into=Query("page"), at=At("next")), _by_token(str)),
    "offset": (Offset(into=Query("offset")), _by_items),
    "offset to total": (Offset(into=Query("offset"), total=At("total")), _by_items),
    "page number": (PageNumber(into=Query("page"), pages=At("pages")), _by_number),
    "link header": (LinkHeader(), _by_header("link", '<?page={}>; rel="next"')),
    "url in a header": (HeaderUrl(header="Next-Page"), _by_header("next-page", "?page={}")),
    "next url": (NextUrl(at=At("next")), _by_token(lambda n: f"?page={n}")),
    "absolute": (
        NextUrl(at=At("next")),
        _by_token(lambda n: f"https://shop.example/numbers?page={n}"),
    ),
    "odata": (ODataLink(at=At("next")), _by_token(lambda n: f"numbers?page={n}&$skiptoken={n}")),
    "skiptoken": (ODataLink(at=At("next"), follow="skiptoken"), _by_skiptoken),
    "position": (QueryPosition(into=Query("q"), page_size=50), _by_position),
}


def paging_of(kind: str, **options: Any) -> Paging[Listed, int]:
    return Paging(items=lambda page: page.items, by=KINDS[kind][0], **options)


def serve(kind: str, pages: Pages, url: str) -> WireResponse:
    """The page that a request's URL asks for."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    body, headers = KINDS[kind][1](pages, query)
    wire = answer(body=msgspec.json.encode(body))
    return WireResponse(200, Headers([*wire.headers.pairs, *headers.items()]), wire.body)
