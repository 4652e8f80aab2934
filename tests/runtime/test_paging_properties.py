"""Whatever the pages: every item once and in order, an end, and no page kept."""

import weakref
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portwright_runtime import (
    AsyncClient,
    Headers,
    Request,
    Response,
    SyncClient,
    WireRequest,
    WireResponse,
)
from portwright_runtime.errors import PagingFailed
from portwright_runtime.paged import Paging, paged
from portwright_runtime.pagination.walk import Walk
from portwright_runtime.prepare import url_of
from tests.runtime.doubles import Rig, Wire
from tests.runtime.vendor_of_pages import FIRST, KINDS, SPEC, Listed, Pages, paging_of, serve

BASE = "https://shop.example"
SIZES = st.lists(st.integers(0, 4), min_size=1, max_size=8)


def cut(sizes: list[int]) -> Pages:
    """The numbers from 1 on, in pages of these sizes."""
    ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
    return [list(range(end - size + 1, end + 1)) for size, end in zip(sizes, ends, strict=True)]


def walked(kind: str, pages: Pages, cursor: str | int | None = None) -> list[tuple[Any, Any]]:
    """The pages and cursors of a walk to its end."""
    walk = Walk("list_numbers", paging_of(kind), FIRST)
    if cursor is not None:
        walk.resume(cursor)
    found = []
    while request := walk.begin():
        url = url_of(SPEC, request, BASE)
        wire = serve(kind, pages, url)
        value = msgspec.json.decode(wire.body, type=Listed)
        page = walk.arrived(Response(200, wire.headers, None, value, wire.body), url)
        walk.end()
        found.append((list(page.items), page.cursor))
        assert len(found) <= len(pages) + 1
    return found


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(sizes=SIZES)
@example(sizes=[0])
@example(sizes=[0, 0, 2, 0])
def test_every_item_comes_once_and_in_order(kind: str, sizes: list[int]) -> None:
    found = walked(kind, cut(sizes))
    assert [item for items, _ in found for item in items] == list(range(1, sum(sizes) + 1))
    assert found[-1][1] is None


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(sizes=SIZES, data=st.data())
def test_a_listing_resumes_behind_any_of_its_pages(
    kind: str, sizes: list[int], data: st.DataObject
) -> None:
    found = walked(kind, cut(sizes))
    number = data.draw(st.integers(0, len(found) - 1))
    cursor = found[number][1]
    if cursor is not None:
        stored = msgspec.json.decode(msgspec.json.encode(cursor))
        assert walked(kind, cut(sizes), stored) == found[number + 1 :]


ANY_PAGE = st.builds(
    Listed,
    items=st.lists(st.integers(0, 3), max_size=3),
    next=st.one_of(st.none(), st.sampled_from(["?page=1", "?page=2", "?$skiptoken=3", "/x", 0, 4])),
    more=st.one_of(st.none(), st.booleans()),
    total=st.one_of(st.none(), st.integers(0, 20)),
    pages=st.one_of(st.none(), st.integers(0, 5)),
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(pages=st.lists(ANY_PAGE, min_size=1, max_size=6))
def test_a_vendor_that_goes_round_is_left(kind: str, pages: list[Listed]) -> None:
    walk = Walk("list_numbers", paging_of(kind, max_pages=40), FIRST)
    fetched = 0
    try:
        while request := walk.begin():
            value = pages[fetched % len(pages)]
            link = {"link": f"<{value.next}>; rel=next"} if value.next else {}
            response = Response(200, Headers(link.items()), None, value, b"")
            walk.arrived(response, url_of(SPEC, request, BASE))
            walk.end()
            fetched += 1
    except PagingFailed as failed:
        assert failed.pages == fetched
        # Again the same, and nothing is asked for.
        with pytest.raises(PagingFailed):
            walk.begin()
    assert fetched <= 40


@given(cursors=st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=30))
def test_no_cursor_is_followed_twice(cursors: list[str]) -> None:
    walk = Walk("list_numbers", paging_of("cursor"), FIRST)
    asked: list[object] = []
    with pytest.raises(PagingFailed, match="came again"):
        while request := walk.begin():
            asked.append(request.query.get("page"))
            value = Listed(items=[1], next=cursors[(len(asked) - 1) % len(cursors)])
            walk.arrived(Response(200, Headers(), None, value, b""), f"{BASE}/numbers")
            walk.end()
    assert len(asked) == len(set(asked)) <= len(set(cursors)) + 1


def test_cursors_are_told_apart_whatever_they_are() -> None:
    walk = Walk("list_numbers", paging_of("cursor"), FIRST)
    cursors = ["None", -1, -2, "a", "A", None]
    for cursor in cursors:
        assert walk.begin() is not None
        value = Listed(items=[], next=cursor)
        page = walk.arrived(Response(200, Headers(), None, value, b""), f"{BASE}/numbers")
        walk.end()
        assert page.cursor == cursor
    assert walk.begin() is None


def client_of(rig: Rig, kind: str, alive: list[Any], wire: Wire) -> Any:
    """A client whose only operation is the listing, which notes its pages in `alive`."""

    def items(page: Listed) -> list[int]:
        alive.append(weakref.ref(page))
        return page.items

    paging = Paging(items=items, by=KINDS[kind][0])

    class Numbers:
        @paged(SPEC, paging)
        def list_numbers(self) -> Request:
            return FIRST

    class Async(Numbers, AsyncClient):
        pass

    class Sync(Numbers, SyncClient):
        pass

    return rig.client(wire, (Async, Sync))


@pytest.mark.parametrize("by", ["items", "pages"])
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=10)
@given(sizes=SIZES)
def test_drivers_hold_no_page_while_they_ask_for_the_next(
    kind: str, by: str, sizes: list[int]
) -> None:
    for driver in ("async", "sync"):
        alive: list[Any] = []
        pages = cut(sizes)

        def script(
            request: WireRequest, alive: list[Any] = alive, pages: Pages = pages
        ) -> WireResponse:
            assert not any(page() for page in alive)
            return serve(kind, pages, request.url)

        rig = Rig(driver)
        client = client_of(rig, kind, alive, Wire(script=script))
        found: list[int] = []
        for step in rig.steps(getattr(client.list_numbers, by)()):
            found += [step] if by == "items" else step.items
            del step
        assert found == list(range(1, sum(sizes) + 1))
        assert len(alive) >= 1


def test_the_check_for_held_pages_can_fail(rig: Rig) -> None:
    alive: list[Any] = []
    pages = cut([1, 1])
    client = client_of(rig, "cursor", alive, Wire(script=lambda r: serve("cursor", pages, r.url)))
    kept = list(rig.steps(client.list_numbers.pages()))
    assert len(kept) == 2 and all(page() for page in alive)
