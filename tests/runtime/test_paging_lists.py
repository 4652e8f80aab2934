"""Listings through the drivers: lazy, each page a call of its own, resumable."""

import asyncio
import itertools
import json
import pickle
from collections.abc import Iterable
from typing import Any

import pytest

from portwright_runtime import ApiKey, CallOptions, Secret, WireRequest, WireResponse
from portwright_runtime.auth.hosts import BaseUrlFromToken
from portwright_runtime.errors import (
    ConfigurationError,
    PagingFailed,
    PortwrightError,
    TooManyPages,
    Unavailable,
)
from tests.runtime.catalogue import Catalogue, SyncCatalogue
from tests.runtime.doubles import KEY, Account, Rig, Wire, answer, fields_of
from tests.runtime.vendor import TOKEN_URL, client_credentials

KINDS = (Catalogue, SyncCatalogue)


def things(*ids: str, more: bool = False) -> WireResponse:
    data = [{"id": one} for one in ids]
    return answer(body=json.dumps({"data": data, "has_more": more}))


def rows(*ids: str, then: str | None = None) -> WireResponse:
    body = {"records": [{"id": one} for one in ids], "done": then is None, "nextRecordsUrl": then}
    return answer(body=json.dumps(body))


def three_pages() -> Wire:
    return Wire(things("a", "b", more=True), things("c", more=True), things("d"))


def ids(items: Iterable[Any]) -> list[str]:
    return [item.id for item in items]


def failing(rig: Rig, iterator: Any, kind: type[PortwrightError]) -> tuple[list[str], Any]:
    """What an iterator gives until it fails, and the error."""
    found = []
    with pytest.raises(kind) as caught:
        for item in rig.steps(iterator):
            found.append(item.id)
    return found, caught.value


def test_items_of_all_pages_come_in_order(rig: Rig) -> None:
    wire = three_pages()
    listing = rig.client(wire, KINDS).list_things.items(limit=2)
    assert ids(rig.steps(listing)) == ["a", "b", "c", "d"]
    assert [request.url.partition("?")[2] for request in wire.sent] == [
        "limit=2",
        "limit=2&starting_after=b",
        "limit=2&starting_after=c",
    ]
    assert list(rig.steps(listing)) == [] and len(wire.sent) == 3


def test_nothing_is_asked_for_before_it_is_needed(rig: Rig) -> None:
    wire = three_pages()
    listing = rig.client(wire, KINDS).list_things.items()
    assert wire.sent == []
    assert ids(itertools.islice(rig.steps(listing), 2)) == ["a", "b"]
    assert len(wire.sent) == 1


def test_pages_say_their_items_answer_and_cursor(rig: Rig) -> None:
    listing = rig.client(three_pages(), KINDS).list_things.pages()
    assert listing.cursor is None
    pages = []
    for page in rig.steps(listing):
        pages.append(page)
        assert listing.cursor == page.cursor
    assert [page.cursor for page in pages] == ["b", "c", None]
    assert [ids(page.items) for page in pages] == [["a", "b"], ["c"], ["d"]]
    assert pages[0].value.has_more and pages[0].response.status == 200
    assert repr(pages[0]) == "<Page of 2 items>"


def test_one_call_is_one_page(rig: Rig) -> None:
    client = rig.client(three_pages(), KINDS)
    assert ids(rig.call(client.list_things, limit=2).data) == ["a", "b"]
    assert rig.call(client.list_things.raw).status == 200


def test_every_page_has_a_deadline_of_its_own(rig: Rig) -> None:
    wire = three_pages()
    client = rig.client(wire, KINDS)
    wire.takes = itertools.repeat(4.0)
    listing = client.list_things.items(options=CallOptions(deadline=5.0))
    assert len(list(rig.steps(listing))) == 4
    assert [request.deadline for request in wire.sent] == [105.0, 109.0, 113.0]


def test_a_page_is_repeated_as_any_call(rig: Rig) -> None:
    wire = Wire(things("a", more=True), answer(503, "{}"), things("b"))
    assert ids(rig.steps(rig.client(wire, KINDS).list_things.items())) == ["a", "b"]
    assert len(rig.clock.slept) == 1
    assert wire.sent[1].url == wire.sent[2].url


def test_a_page_that_failed_is_asked_for_again_by_the_next_step(rig: Rig) -> None:
    wire = Wire(things("a", more=True), *[answer(503, "{}")] * 3, things("b", more=True), things())
    listing = rig.client(wire, KINDS).list_things.items()
    found, _ = failing(rig, listing, Unavailable)
    assert found == ["a"] and listing.cursor == "a"
    assert ids(rig.steps(listing)) == ["b"]


def test_a_listing_resumes_in_another_process(rig: Rig) -> None:
    wire = three_pages()
    first = next(iter(rig.steps(rig.client(wire, KINDS).list_things.pages(limit=2))))
    wire = Wire(things("c", more=True), things("d"))
    resumed = rig.client(wire, KINDS).list_things.items(limit=2).resume(first.cursor)
    assert resumed.cursor == "b"
    assert ids(rig.steps(resumed)) == ["c", "d"]
    assert wire.sent[0].url.endswith("?limit=2&starting_after=b")


def test_there_is_no_resuming_from_nothing_or_under_way(rig: Rig) -> None:
    wire = three_pages()
    client = rig.client(wire, KINDS)
    for nothing in (None, ""):
        with pytest.raises(ConfigurationError, match="there is no cursor"):
            client.list_things.items().resume(nothing)
    with pytest.raises(ConfigurationError, match="not a path"):
        client.query.items("q").resume("https://evil.example/")
    listing = client.list_things.pages()
    next(iter(rig.steps(listing)))
    with pytest.raises(ConfigurationError, match="after its first page"):
        listing.resume("b")
    assert len(wire.sent) == 1


def test_a_token_goes_into_the_body_beside_what_was_there(rig: Rig) -> None:
    wire = Wire(
        answer(body='{"results":[],"paging":{"cursor":"c2"}}'),
        answer(body='{"results":[{"id":"a"}],"paging":{"cursor":""}}'),
    )
    listing = rig.client(wire, KINDS).search.items(filters=["x"], paging={"size": 1})
    assert ids(rig.steps(listing)) == ["a"]
    assert [json.loads(request.body or b"") for request in wire.sent] == [
        {"filters": ["x"], "paging": {"size": 1}},
        {"filters": ["x"], "paging": {"size": 1, "after": "c2"}},
    ]


def test_a_relative_url_is_followed_with_credentials(rig: Rig) -> None:
    wire = Wire(rows("a", then="/services/data/v59.0/query/01g-2000?x=1"), rows("b"))
    assert ids(rig.steps(rig.client(wire, KINDS).query.items("select"))) == ["a", "b"]
    assert wire.sent[1].url == "https://shop.example/services/data/v59.0/query/01g-2000?x=1"
    assert fields_of(wire.sent[1])["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/x",
        "//evil.example/x",
        "http://shop.example/x",
        "https://a@shop.example",
    ],
)
def test_another_origin_is_not_followed_but_its_page_is_given(rig: Rig, url: str) -> None:
    wire = Wire(rows("a", then=url))
    found, error = failing(rig, rig.client(wire, KINDS).query.items("q"), PagingFailed)
    assert found == ["a"] and len(wire.sent) == 1
    assert (error.operation, error.pages) == ("query", 1)
    assert "evil" not in str(error)


def test_a_page_that_cannot_be_followed_says_so_when_asked_for_its_cursor(rig: Rig) -> None:
    wire = Wire(rows("a", then="https://evil.example/x"))
    page = next(iter(rig.steps(rig.client(wire, KINDS).query.pages("q"))))
    assert ids(page.items) == ["a"]
    with pytest.raises(PagingFailed):
        _ = page.cursor


def test_links_keep_the_headers_of_the_call(rig: Rig) -> None:
    wire = Wire(
        answer(body='[{"id":"a"}]', link='<https://shop.example/linked/me?page=2>; rel="next"'),
        answer(body='[{"id":"b"}]', link='<https://shop.example/linked/me>; rel="prev"'),
    )
    assert ids(rig.steps(rig.client(wire, KINDS).list_linked.items("me"))) == ["a", "b"]
    assert wire.sent[1].url == "https://shop.example/linked/me?page=2"
    assert fields_of(wire.sent[1])["x-kept"] == "yes"


def test_a_repeated_cursor_is_an_error_after_its_page(rig: Rig) -> None:
    wire = Wire(script=lambda request: things("a", more=True))
    found, error = failing(rig, rig.client(wire, KINDS).list_things.items(), PagingFailed)
    assert found == ["a", "a"] and "came again" in str(error)


def test_a_link_to_the_page_itself_is_a_loop(rig: Rig) -> None:
    wire = Wire(script=lambda request: rows("a", then="/services/data/v59.0/query?q=x"))
    found, _ = failing(rig, rig.client(wire, KINDS).query.items("x"), PagingFailed)
    assert found == ["a"] and len(wire.sent) == 1


def test_too_many_pages_say_where_to_go_on(rig: Rig) -> None:
    def page(request: WireRequest) -> WireResponse:
        number = int(request.url.rpartition("=")[2]) if "after" in request.url else 0
        return things(str(number + 1), more=True)

    found, error = failing(
        rig, rig.client(Wire(script=page), KINDS).list_things.items(), TooManyPages
    )
    assert len(found) == 1000 and (error.pages, error.cursor) == (1000, "1000")


def test_a_key_in_the_query_is_neither_in_cursors_nor_sent_twice(rig: Rig) -> None:
    rig.account = Account(auth=ApiKey(Secret(KEY), query="key"))
    wire = Wire(rows("a", then=f"/next?key={KEY}&page=2"), rows("b"))
    pages = list(rig.steps(rig.client(wire, KINDS).query.pages("q")))
    assert pages[0].cursor == "/next?page=2"
    assert wire.sent[1].url == f"https://shop.example/next?page=2&key={KEY}"


@pytest.mark.parametrize("resumed", [False, True])
def test_links_stay_on_the_origin_that_the_token_names(rig: Rig, *, resumed: bool) -> None:
    base = BaseUrlFromToken(field="instance_url", allow_hosts=("*.my.shop.example",))
    host = "https://acme.my.shop.example"
    rig.account = Account(base_url="", auth=client_credentials(base_url=base))
    pages = {
        "/q/2": rows("b", then=f"{host}/q/3"),
        "/q/3": rows("c", then="https://shop.example/q"),
    }

    def script(request: WireRequest) -> WireResponse:
        if request.url == TOKEN_URL:
            token = {"access_token": "t", "token_type": "Bearer", "instance_url": host}
            return answer(body=json.dumps(token))
        assert request.url.startswith(f"{host}/")
        return pages.get(request.url.removeprefix(host)) or rows("a", then="/q/2")

    listing = rig.client(Wire(script=script), KINDS).query.items("x")
    if resumed:
        listing.resume("/q/2")
    found, _ = failing(rig, listing, PagingFailed)
    assert found == (["b", "c"] if resumed else ["a", "b", "c"])


def test_a_page_under_way_is_not_begun_twice(rig: Rig) -> None:
    refused: list[str] = []

    def script(request: WireRequest) -> WireResponse:
        step = listing.__next__ if rig.kind == "sync" else lambda: listing.__anext__().send(None)
        with pytest.raises(RuntimeError) as caught:
            step()
        refused.append(str(caught.value))
        return things("a", more=len(refused) < 2)

    listing = rig.client(Wire(script=script), KINDS).list_things.pages()
    assert len(list(rig.steps(listing))) == 2
    assert len(refused) == 2 and "one consumer" in refused[0]


def test_a_cancelled_page_is_not_lost() -> None:
    wire = Wire(things("a", more=True), things("b"))
    client = Rig("async").client(wire, KINDS)
    send = client._transport.send

    async def never(request: WireRequest) -> WireResponse:
        await asyncio.Event().wait()
        raise AssertionError

    async def cancelled() -> list[str]:
        listing = client.list_things.items()
        found = [(await anext(listing)).id]
        client._transport.send = never
        step = asyncio.ensure_future(anext(listing))
        await asyncio.sleep(0)
        step.cancel()
        with pytest.raises(asyncio.CancelledError):
            await step
        client._transport.send = send
        return found + [item.id async for item in listing]

    assert asyncio.run(cancelled()) == ["a", "b"]


def test_a_listing_that_cannot_be_paged_says_so_before_it_is_sent(rig: Rig) -> None:
    wire = three_pages()
    client = rig.client(wire, KINDS)
    with pytest.raises(ConfigurationError, match="no fields"):
        client.search.items(paging=3).resume("c")
    assert wire.sent == []


def test_errors_of_listings_cross_processes() -> None:
    for error in (PagingFailed("op", "why", 2), TooManyPages("op", 2, "c")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
        assert str(error).startswith("op: ") and "after 2 pages" in str(error)
