"""What a type checker must see: `# is:` says the type, `# wrong` that it must object.

Read by test_runtime_typing.py, never run.
"""

from typing import reveal_type

from portwright_runtime import Response
from tests.runtime.shop import Refund, Shop, ShopError, SyncShop


async def asynchronous(shop: Shop) -> Refund:
    reveal_type(await shop.create_refund(amount=1))  # is: Refund
    reveal_type(await shop.create_refund.raw(amount=1))  # is: Response[Refund]
    ready = Shop.create_refund.request(amount=1)
    reveal_type(ready)  # is: Request
    reveal_type(await shop.create_refund.send(ready))  # is: Refund
    reveal_type(await shop.create_refund.send_raw(ready))  # is: Response[Refund]
    await shop.create_refund(amount="1")  # wrong
    await shop.create_refund(amuont=1)  # wrong
    await shop.get_refund()  # wrong
    async with shop as same:
        reveal_type(same)  # is: Shop
    return await shop.get_refund("re_1", created={"gte": 1})


def synchronous(shop: SyncShop) -> Response[Refund]:
    reveal_type(shop.create_refund(amount=1))  # is: Refund
    reveal_type(shop.create_refund.raw(amount=1))  # is: Response[Refund]
    ready = SyncShop.create_refund.request(amount=1)
    reveal_type(shop.create_refund.send(ready))  # is: Refund
    reveal_type(shop.create_refund.send_raw(ready))  # is: Response[Refund]
    shop.create_refund(amount="1")  # wrong
    shop.get_refund(refund=1)  # wrong
    with shop as same:
        reveal_type(same)  # is: SyncShop
    return shop.get_refund.raw(refund="re_1")


def definition() -> None:
    reveal_type(Shop.create_refund.spec)  # is: OperationSpec[Refund]
    Shop.create_refund.build(None, amount="1")  # wrong
    Shop.create_refund.request(amount="1")  # wrong


def narrowed(error: ShopError) -> str | None:
    return error.error.error.code if error.error else None
