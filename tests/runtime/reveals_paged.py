"""What a type checker must see of listings; read by test_runtime_typing.py, never run."""

from typing import reveal_type

from portwright_runtime.adapter import AsyncStream, SyncStream, raising
from tests.runtime.catalogue import Catalogue, SyncCatalogue, Thing


def identity(thing: Thing) -> str:
    return thing.id


async def asynchronous(catalogue: Catalogue) -> list[str]:
    reveal_type(await catalogue.list_things(limit=1))  # is: Things
    reveal_type(await catalogue.list_things.raw(limit=1))  # is: Response[Things]
    async for page in catalogue.list_things.pages(limit=1):
        reveal_type(page)  # is: Page[Things, Thing]
        reveal_type(page.items)  # is: Sequence[Thing]
        reveal_type(page.cursor)  # is: str | int | None
    async for item in catalogue.list_things.items(limit=1).resume("a"):
        reveal_type(item)  # is: Thing
    items = catalogue.list_things.items_of(Catalogue.list_things.request(limit=1))
    reveal_type(items)  # is: AsyncItems[Things, Thing]
    stream = AsyncStream(items, identity, raising("list"), where=lambda thing: bool(thing.id))
    reveal_type(stream)  # is: AsyncStream[str]
    async for one in stream:
        reveal_type(one)  # is: str
    AsyncStream(items, len, raising("list"))  # wrong
    catalogue.list_things.items(limit="1")  # wrong
    catalogue.list_things.pages(limti=1)  # wrong
    catalogue.query.items()  # wrong
    catalogue.query.items("q").resume(None)  # wrong
    list(catalogue.list_things.items())  # wrong
    return [item.id async for item in catalogue.search.items(filters=["a"])]


def synchronous(catalogue: SyncCatalogue) -> list[str]:
    reveal_type(catalogue.list_things(limit=1))  # is: Things
    for page in catalogue.list_things.pages(limit=1):
        reveal_type(page)  # is: Page[Things, Thing]
        reveal_type(page.value)  # is: Things
    for item in catalogue.list_linked.items("me"):
        reveal_type(item)  # is: Thing
    items = catalogue.list_things.items_of(Catalogue.list_things.request(limit=1))
    for one in SyncStream(items, identity, raising("list")):
        reveal_type(one)  # is: str
    catalogue.list_linked.items(owner=1)  # wrong
    return [item.id for item in catalogue.query.items(q="q")]


def definition() -> None:
    reveal_type(Catalogue.list_things.paging)  # is: Paging[Things, Thing]
    reveal_type(Catalogue.list_things.spec)  # is: OperationSpec[Things]
