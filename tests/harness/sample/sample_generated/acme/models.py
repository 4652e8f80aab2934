"""Models of Acme."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct, field


class Item(Struct, kw_only=True):
    sku: str
    quantity: int
    unit_price: float | None = field(name="unitPrice", default=None)


class Customer(Struct, kw_only=True):
    id: str
    email: str | None = None


class Order(Struct, kw_only=True):
    id: str
    status: str
    total: Decimal
    items: list[Item]
    customer: str | Customer | None = None


class Refund(Struct, kw_only=True):
    id: str
    amount: int
    status: str
    reason: str | None = None


class OrderList(Struct, kw_only=True):
    data: list[Order]
    has_more: bool


class ErrorDetail(Struct, kw_only=True):
    code: str
    message: str
    param: str | None = None


class Error(Struct, kw_only=True):
    error: ErrorDetail
