"""Each kind of paging, by itself: what follows a page, and where pages contradict themselves."""

from types import SimpleNamespace
from typing import Any

import pytest

from portwright_runtime import UNSET, Headers, Request
from portwright_runtime.paged import At, Body, Header, Query
from portwright_runtime.pagination.answer_cursor import AnswerCursor
from portwright_runtime.pagination.cursor import BadPage, Cursor
from portwright_runtime.pagination.fault import Contradiction
from portwright_runtime.pagination.kind import Kind, Seen
from portwright_runtime.pagination.last_item import LastItem
from portwright_runtime.pagination.link_header import LinkHeader
from portwright_runtime.pagination.next_url import HeaderUrl, NextUrl
from portwright_runtime.pagination.odata import ODataLink
from portwright_runtime.pagination.offset import Offset
from portwright_runtime.pagination.page_number import PageNumber
from portwright_runtime.pagination.paging import Paging
from portwright_runtime.pagination.position import QueryPosition

URL = "https://shop.example/v1/things?q=1"
BAD = "bad"


def seen(items: int = 0, headers: dict[str, str] | None = None, **facts: object) -> Seen[Any, Any]:
    things = [SimpleNamespace(id=f"t{n}") for n in range(1, items + 1)]
    return Seen(dict(facts), things, Headers((headers or {}).items()), URL)


def after(kind: Kind[Any, Any], page: Seen[Any, Any], request: Request) -> Cursor | None:
    try:
        return kind.after(request, page)
    except BadPage:
        return BAD


START = Request()
Row = tuple[Kind[Any, Any], Request, Seen[Any, Any], Cursor | None]

last: LastItem[Any, Any] = LastItem(into=Query("after"), of=lambda item: item.id)
flagged: LastItem[Any, Any] = LastItem(into=Query("after"), of=At("id"), more=At("more"))
token: AnswerCursor[Any, Any] = AnswerCursor(into=Query("cursor"), at=At("next"))
until: AnswerCursor[Any, Any] = AnswerCursor(
    into=Query("cursor"), at=At("next"), done=At("done"), ends=(0, "-1")
)
plain_offset: Offset[Any, Any] = Offset(into=Query("offset"))
totalled: Offset[Any, Any] = Offset(into=Query("offset"), total=At("total"))
cut: Offset[Any, Any] = Offset(
    into=Query("offset"),
    limit=Query("limit"),
    size=10,
    step="limit",
    total_header="X-Total-Count",
)
short: Offset[Any, Any] = Offset(
    into=Body("from"), limit=Body("size"), size=3, short_is_last=True, first=1
)
numbered: PageNumber[Any, Any] = PageNumber(into=Query("page"))
counted: PageNumber[Any, Any] = PageNumber(into=Query("page"), pages=At("pages"))
from_zero: PageNumber[Any, Any] = PageNumber(into=Query("page"), pages=At("pages"), first=0)
linked: LinkHeader[Any, Any] = LinkHeader()
headed: HeaderUrl[Any, Any] = HeaderUrl(header="Next-Page")
url: NextUrl[Any, Any] = NextUrl(at=At("next"), done=At("done"))
odata: ODataLink[Any, Any] = ODataLink(at=At("next"), context=At("context"))
gateway: ODataLink[Any, Any] = ODataLink(at=At("d", "__next"), follow="skiptoken")
qbo: QueryPosition[Any, Any] = QueryPosition(into=Query("query"), page_size=100)
qbo_short: QueryPosition[Any, Any] = QueryPosition(
    into=Query("query"), page_size=3, short_is_last=True
)


def asked(**query: object) -> Request:
    return Request(query=query)


SELECT = asked(query="select * from Invoice where Name = 'x STARTPOSITION 7'")

AFTER: list[Row] = [
    (last, START, seen(2), "t2"),
    (last, START, seen(0), None),
    (flagged, START, seen(2, more=True), "t2"),
    (flagged, START, seen(2, more=False), None),
    (flagged, START, seen(2, more="false"), None),
    (flagged, START, seen(2, more="TRUE"), "t2"),
    (flagged, START, seen(2, more=None), "t2"),
    (flagged, START, seen(0, more=UNSET), None),
    (flagged, START, seen(0, more=True), BAD),
    (flagged, START, seen(2, more="maybe"), BAD),
    (flagged, START, seen(2, more=[1]), BAD),
    (token, START, seen(2, next="c2"), "c2"),
    (token, START, seen(0, next="c2"), "c2"),
    (token, START, seen(2, next=""), None),
    (token, START, seen(2, next=None), None),
    (token, START, seen(2), None),
    (token, START, seen(2, next=0), 0),
    (token, START, seen(2, next=7.0), 7),
    (token, START, seen(2, next=7.5), BAD),
    (token, START, seen(2, next=True), BAD),
    (token, START, seen(2, next=["a"]), BAD),
    (token, START, seen(2, next={"a": 1}), BAD),
    (until, START, seen(2, next=0), None),
    (until, START, seen(2, next="-1"), None),
    (until, START, seen(2, next="c", done=True), None),
    (until, START, seen(2, next="c", done=False), "c"),
    (until, START, seen(2, done=False), BAD),
    (plain_offset, START, seen(2), 2),
    (plain_offset, asked(offset=4), seen(2), 6),
    (plain_offset, asked(offset="4"), seen(2), 6),
    (plain_offset, asked(offset=4), seen(0), None),
    (totalled, START, seen(2, total=5), 2),
    (totalled, asked(offset=3), seen(2, total=5), None),
    (totalled, asked(offset=3), seen(2, total="6"), 5),
    (totalled, asked(offset=3), seen(2, total=6.0), 5),
    (totalled, asked(offset=3), seen(0, total=9), BAD),
    (totalled, asked(offset=9), seen(0, total=9), None),
    (totalled, START, seen(2, total="many"), BAD),
    (totalled, START, seen(2, total=-1), BAD),
    (totalled, START, seen(2, total="²"), BAD),
    (totalled, START, seen(2), 2),
    (cut, START, seen(7, {"x-total-count": "25"}), 10),
    (cut, asked(offset=10), seen(0, {"x-total-count": "25"}), 20),
    (cut, asked(offset=20), seen(5, {"x-total-count": "25"}), None),
    (cut, asked(limit=5), seen(1, {"x-total-count": "25"}), 5),
    (cut, asked(limit=5), seen(0), None),
    (short, START, seen(3), 4),
    (short, START, seen(2), None),
    (short, Request(body={"from": 4, "size": 2}), seen(2), 6),
    (numbered, START, seen(2), 2),
    (numbered, asked(page=3), seen(0), None),
    (counted, asked(page=2), seen(2, pages=3), 3),
    (counted, asked(page=3), seen(2, pages=3), None),
    (counted, asked(page=1), seen(0, pages=3), 2),
    (counted, START, seen(0, pages=0), None),
    (from_zero, START, seen(2, pages=2), 1),
    (from_zero, asked(page=1), seen(2, pages=2), None),
    (linked, START, seen(2, {"link": "<?q=2>; rel=next"}), "/v1/things?q=2"),
    (linked, START, seen(2, {"link": "</a>; rel=last, </b>; rel=next"}), "/b"),
    (linked, START, seen(2, {"link": '</a>; rel=next; anchor="/z"'}), None),
    (linked, START, seen(2, {"link": "</a>; rel=last"}), None),
    (linked, START, seen(2), None),
    (linked, START, seen(2, {"link": "<https://evil.example/>; rel=next"}), BAD),
    (headed, START, seen(2, {"next-page": "?q=2"}), "/v1/things?q=2"),
    (headed, START, seen(2), None),
    (headed, START, seen(2, {"next-page": "https://evil.example/"}), BAD),
    (url, START, seen(2, next="/v1/things/x-2000", done=False), "/v1/things/x-2000"),
    (url, START, seen(2, next="/v1/things/x-2000", done=True), None),
    (url, START, seen(2, done=False), BAD),
    (url, START, seen(2), None),
    (url, START, seen(2, next="https://shop.example:444/"), BAD),
    (url, START, seen(2, next=5, done=False), "/v1/5"),
    (odata, START, seen(1, next="Items?$skiptoken=2"), "/v1/Items?$skiptoken=2"),
    (odata, START, seen(1, next="Items", context="/a/$metadata#Items"), "/a/Items"),
    (odata, START, seen(1, next="Items", context="https://evil.example/a/"), BAD),
    (odata, START, seen(1), None),
    (gateway, START, seen(1, d={"__next": "http://inner:8000/x?$skiptoken=a%27b"}), "a'b"),
    (gateway, START, seen(1, d={"__next": "http://inner/x?$skip=5"}), BAD),
    (gateway, START, seen(1, d={"__next": "http://[/"}), BAD),
    (gateway, START, seen(1, d={}), None),
    (gateway, START, seen(1, d=None), None),
    (qbo, SELECT, seen(100), 101),
    (qbo, SELECT, seen(5), 6),
    (qbo, SELECT, seen(0), None),
    (qbo, asked(query="select * from X startposition 11  MaxResults 5 ; "), seen(5), 16),
    (qbo_short, SELECT, seen(2), None),
    (qbo_short, asked(query="select * from X maxresults 2"), seen(2), 3),
]


@pytest.mark.parametrize(("kind", "request_", "page", "cursor"), AFTER)
def test_what_follows_a_page(
    kind: Kind[Any, Any], request_: Request, page: Seen[Any, Any], cursor: Cursor | None
) -> None:
    assert after(kind, page, request_) == cursor


WITH_QUERY = Request(query={"limit": 2, "$skip": 4}, headers={"a": "b"}, body={"x": {"y": 1}})
TURNED: list[tuple[Kind[Any, Any], Cursor, str, object]] = [
    (last, "t2", "query", {"limit": 2, "$skip": 4, "after": "t2"}),
    (plain_offset, "20", "query", {"limit": 2, "$skip": 4, "offset": 20}),
    (AnswerCursor(into=Header("X-Next"), at=At("n")), "c", "headers", {"a": "b", "X-Next": "c"}),
    (AnswerCursor(into=Body("x", "z"), at=At("n")), 7, "body", {"x": {"y": 1, "z": 7}}),
    (AnswerCursor(into=Body("n", "z"), at=At("n")), 7, "body", {"x": {"y": 1}, "n": {"z": 7}}),
    (linked, "/b?c", "url", "/b?c"),
    (headed, "/b?c", "url", "/b?c"),
    (gateway, "a'b", "query", {"limit": 2, "$skiptoken": "a'b"}),
]


@pytest.mark.parametrize(("kind", "cursor", "part", "value"), TURNED)
def test_where_a_cursor_goes(
    kind: Kind[Any, Any], cursor: Cursor, part: str, value: object
) -> None:
    turned = kind.turn(WITH_QUERY, cursor)
    assert getattr(turned, part) == value
    others = {"query", "headers", "body", "url"} - {part}
    assert all(getattr(turned, one) == getattr(WITH_QUERY, one) for one in others)


@pytest.mark.parametrize(
    "kind", [last, token, plain_offset, numbered, linked, headed, url, odata, gateway]
)
def test_a_request_stands_where_it_was_turned_to(kind: Kind[Any, Any]) -> None:
    cursor: Cursor = "/v1/things?q=1" if kind in (linked, headed, url, odata) else 7
    assert kind.position(kind.turn(START, cursor), URL) == cursor


STATEMENTS = {
    "select * from X": "select * from X STARTPOSITION 9 MAXRESULTS 100",
    "select * from X startposition 1": "select * from X STARTPOSITION 9 MAXRESULTS 100",
    "select * from X MAXRESULTS 20;": "select * from X STARTPOSITION 9 MAXRESULTS 20",
    "select * from X\nSTARTPOSITION 1\nMAXRESULTS 20 ": (
        "select * from X STARTPOSITION 9 MAXRESULTS 20"
    ),
    "select * from X where a = 'MAXRESULTS 5'": (
        "select * from X where a = 'MAXRESULTS 5' STARTPOSITION 9 MAXRESULTS 100"
    ),
}


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_position_goes_to_the_end_of_the_statement(statement: str) -> None:
    assert qbo.turn(asked(query=statement), 9).query["query"] == STATEMENTS[statement]


def test_the_first_statement_says_its_size() -> None:
    assert qbo.opening(asked(query="select * from X")).query["query"] == (
        "select * from X STARTPOSITION 1 MAXRESULTS 100"
    )
    with pytest.raises(ValueError, match="no statement"):
        qbo.opening(START)


REFUSED: dict[str, Any] = {
    "more, done exclude": lambda: LastItem(
        into=Query("a"), of=At("id"), more=At("m"), done=At("d")
    ),
    "name is empty": lambda: Query(""),
    "name is": Body,
    "name is not the name of a header": lambda: Header("X Cursor"),
    "steps": At,
    "size is not positive": lambda: Offset(into=Query("o"), size=0),
    "step needs `size`": lambda: Offset(into=Query("o"), step="limit"),
    "short_is_last needs `size`": lambda: Offset(into=Query("o"), short_is_last=True),
    "first is negative": lambda: Offset(into=Query("o"), first=-1),
    "first is": lambda: PageNumber(into=Query("o"), first=-1),
    "step is neither": lambda: Offset(into=Query("o"), step="page"),  # type: ignore[arg-type]
    "total, total_header": lambda: Offset(into=Query("o"), total=At("t"), total_header="T"),
    "total_header is": lambda: Offset(into=Query("o"), total_header=""),
    "rel is not one": lambda: LinkHeader(rel="next last"),
    "header is not": lambda: LinkHeader(header=""),
    "header is not the name": lambda: HeaderUrl(header="Next Page"),
    "follow is": lambda: ODataLink(at=At("n"), follow="all"),  # type: ignore[arg-type]
    "page_size is": lambda: QueryPosition(into=Query("q"), page_size=0),
    "start is": lambda: QueryPosition(into=Query("q"), page_size=1, start="START; DROP"),
    "start, size are the same": lambda: QueryPosition(
        into=Query("q"), page_size=1, size="startposition"
    ),
    "max_pages is": lambda: Paging(items=At("a"), by=last, max_pages=0),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_contradiction_is_refused_by_the_name_of_its_field(fault: str) -> None:
    with pytest.raises(ValueError, match=f"^{fault}"):
        REFUSED[fault]()


def test_all_faults_of_a_listing_are_told_at_once() -> None:
    with pytest.raises(Contradiction) as refused:
        Offset(into=Query("o"), size=0, first=-1, more=At("m"), done=At("d"))
    assert [fault.names for fault in refused.value.faults] == [
        ("more", "done"),
        ("size",),
        ("first",),
    ]


def test_a_path_reads_structs_maps_and_lists_and_null_is_null() -> None:
    page = {"a": [SimpleNamespace(b=1), None], "u": UNSET}
    assert At("a", 0, "b")(page) == 1
    assert At("a", -2, "b")(page) == 1
    for path in (At("a", 1, "b"), At("a", 9), At("x", "y"), At("u", "y"), At("u")):
        assert path(page) is None
