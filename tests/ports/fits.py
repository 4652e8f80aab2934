"""Adapters of the port of `cases/everything`, for the type checker alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

from msgspec import UNSET, UnsetType
from team_code.ports.people import Country
from team_code.ports.shop_orders import (
    Line,
    Order,
    OrdersError,
    OrdersPort,
    Refused,
    Status,
    SyncOrdersPort,
)

from portwright_runtime import Money


class Shop:
    async def get_order(self, *, id: str) -> Order | None:
        return None

    async def list_orders(self, *, since: dt.datetime | None = None) -> AsyncIterator[Order]:
        orders: tuple[Order, ...] = ()
        for order in orders:
            yield order

    async def pay_order(self, *, total: Money, key: str | None = None) -> None:
        raise Refused(status=Status.PENDING, tags=(), field=None)

    async def ping(self) -> None: ...

    async def put_order(
        self,
        *,
        name: str,
        ids: Sequence[str],
        countries: Mapping[str, Sequence[Country]],
        lines: Sequence[Sequence[Line]] | None = None,
        until: dt.date | UnsetType = UNSET,
        note: str | UnsetType | None = UNSET,
        key: str,
    ) -> Order:
        raise NotImplementedError

    async def sizes(self) -> dict[str, int]:
        return {}


class Forgetful(Shop):
    async def get_order(self, *, id: str, region: str) -> Order | None:  # type: ignore[override]
        return None


class SyncShop:
    def list_orders(self, *, since: dt.datetime | None = None) -> Iterator[Order]:
        return iter(())


fits: OrdersPort = Shop()
forgets: OrdersPort = Forgetful()  # does not fit
lacks: SyncOrdersPort = SyncShop()  # does not fit
waits: SyncOrdersPort = Shop()  # does not fit


async def use(port: OrdersPort) -> str | None:
    try:
        async for order in port.list_orders():
            if order.status is Status.PENDING and order.buyer is not None:
                return order.buyer.address.city
        await port.put_order(name="a", ids=["b"], countries={"c": [Country.DE]}, key="k", note=None)
        await port.put_order(name="a", ids=["b"], countries={})  # does not fit
        await port.put_order(name="a", ids=["b"], countries={}, key="k", until=None)  # does not fit
        await port.pay_order(total=12.5)  # does not fit
    except Refused as error:
        return error.field
    except OrdersError as error:
        return str(error)
    return None


def change(order: Order) -> None:
    order.name = "new"  # does not fit
    order.lines.append(order.lines[0])  # does not fit
