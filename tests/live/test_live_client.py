"""The generated adapter of Kinto, against Kinto."""

from __future__ import annotations

import asyncio

import pytest

from generated.kinto import KintoConnection, KintoLibrary, SyncKintoLibrary
from generated.kinto.errors import KintoConflict, KintoForbidden, KintoNotFound
from generated.ports.library import Outdated
from scripts.kinto_live.server import Server


def connection(server: Server) -> KintoConnection:
    return KintoConnection.from_env(environ=server.environ)


def test_who_did_not_see_the_last_change_changes_nothing(kinto: Server) -> None:
    with SyncKintoLibrary(connection(kinto)) as library:
        library.wire.make_shelf(id="two-readers")
        library.wire.make_collection(bucket_id="two-readers", id="books")
        book = library.add_book(shelf="two-readers", title="Emma", pages=474)
        place = {"shelf": "two-readers", "book_id": book.id}
        library.revise_book(**place, title="Emma", pages=512, version=book.version)
        with pytest.raises(Outdated):
            library.revise_book(**place, title="Emma!", pages=1, version=book.version)
        seen = library.get_book(**place)
        assert (seen.title, seen.pages) == ("Emma", 512)
        with pytest.raises(Outdated):
            library.remove_book(**place, version=book.version)
        library.remove_book(**place, version=seen.version)
        with pytest.raises(KintoNotFound):
            library.get_book(**place)


def test_the_version_is_the_etag(kinto: Server) -> None:
    with SyncKintoLibrary(connection(kinto)) as library:
        library.wire.make_shelf(id="versions", if_none_match="*")
        library.wire.make_collection(bucket_id="versions", id="books")
        book = library.add_book(shelf="versions", title="Emma", pages=474)
        answer = library.wire.get_book.raw(bucket_id="versions", collection_id="books", id=book.id)
        assert answer.headers["etag"] == book.version
        with pytest.raises(KintoConflict):
            library.wire.make_shelf(id="versions", if_none_match="*")


def test_page_after_page_is_read(kinto: Server) -> None:
    async def titles() -> list[str]:
        async with KintoLibrary(connection(kinto)) as library:
            await library.wire.make_shelf(id="pages")
            await library.wire.make_collection(bucket_id="pages", id="books")
            for title in "EDCBA":
                await library.add_book(shelf="pages", title=title, pages=1)
            return [book.title async for book in library.list_books(shelf="pages")]

    assert asyncio.run(titles()) == [*"ABCDE"]


def test_the_shelf_of_another_is_closed(kinto: Server) -> None:
    with SyncKintoLibrary(connection(kinto)) as library:
        library.wire.make_shelf(id="closed")
    stranger = Server(kinto.origin)
    with SyncKintoLibrary(connection(stranger)) as library, pytest.raises(KintoForbidden):
        next(iter(library.list_books(shelf="closed")))
