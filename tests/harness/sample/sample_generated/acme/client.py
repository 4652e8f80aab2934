"""The client of Acme."""

from __future__ import annotations

from typing import Final

from portwright_runtime import (
    DEEP_OBJECT,
    UNSET,
    Answer,
    AsyncClient,
    CallOptions,
    Idempotent,
    Keyed,
    OperationSpec,
    Policy,
    Read,
    Request,
    Retry,
    SyncClient,
    Unsafe,
    UnsetType,
    operation,
)

from . import errors, models

_DEFAULT: Final = Policy(retry=Retry(attempts=3))
_ERROR: Final = Answer("default", models.Error)

_CREATE_REFUND: Final[OperationSpec[models.Refund]] = OperationSpec(
    name="create_refund",
    method="POST",
    path="/v1/refunds",
    policy=_DEFAULT,
    safety=Keyed(header="Idempotency-Key", ttl=86400.0),
    body="form",
    answers=(Answer("200", models.Refund), _ERROR),
    errors=errors.CLASSES,
)
_CREATE_ORDER: Final[OperationSpec[models.Order]] = OperationSpec(
    name="create_order",
    method="POST",
    path="/v1/orders",
    policy=_DEFAULT,
    safety=Unsafe(),
    body="json",
    answers=(Answer("201", models.Order), _ERROR),
    errors=errors.CLASSES,
)
_GET_ORDER: Final[OperationSpec[models.Order]] = OperationSpec(
    name="get_order",
    method="GET",
    path="/v1/orders/{order_id}",
    policy=_DEFAULT,
    safety=Read(),
    answers=(Answer("200", models.Order), _ERROR),
    errors=errors.CLASSES,
)
_LIST_ORDERS: Final[OperationSpec[models.OrderList]] = OperationSpec(
    name="list_orders",
    method="GET",
    path="/v1/orders",
    policy=_DEFAULT,
    safety=Read(),
    query={"created": DEEP_OBJECT},
    answers=(Answer("200", models.OrderList), _ERROR),
    errors=errors.CLASSES,
)
_DELETE_ORDER: Final[OperationSpec[None]] = OperationSpec(
    name="delete_order",
    method="DELETE",
    path="/v1/orders/{order_id}",
    policy=_DEFAULT,
    safety=Idempotent(),
    answers=(Answer("204", None), _ERROR),
    errors=errors.CLASSES,
)


class AcmeOperations:
    @operation(_CREATE_REFUND)
    def create_refund(
        self,
        *,
        amount: int | UnsetType = UNSET,
        charge: str | UnsetType = UNSET,
        expand: list[str] | UnsetType = UNSET,
        metadata: dict[str, str] | UnsetType = UNSET,
        options: CallOptions | None = None,
    ) -> Request:
        """Create a refund."""
        body = {"amount": amount, "charge": charge, "expand": expand, "metadata": metadata}
        return Request(body=body, options=options)

    @operation(_CREATE_ORDER)
    def create_order(
        self,
        *,
        items: list[models.Item],
        customer: str | None | UnsetType = UNSET,
        options: CallOptions | None = None,
    ) -> Request:
        """Create an order."""
        return Request(body={"items": items, "customer": customer}, options=options)

    @operation(_GET_ORDER)
    def get_order(self, *, order_id: str, options: CallOptions | None = None) -> Request:
        """Get an order."""
        return Request(path={"order_id": order_id}, options=options)

    @operation(_LIST_ORDERS)
    def list_orders(
        self,
        *,
        status: list[str] | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
        created: dict[str, int] | UnsetType = UNSET,
        options: CallOptions | None = None,
    ) -> Request:
        """List orders."""
        query = {"status": status, "limit": limit, "created": created}
        return Request(query=query, options=options)

    @operation(_DELETE_ORDER)
    def delete_order(self, *, order_id: str, options: CallOptions | None = None) -> Request:
        """Delete an order."""
        return Request(path={"order_id": order_id}, options=options)


class Acme(AcmeOperations, AsyncClient):
    """Acme, asynchronous."""


class SyncAcme(AcmeOperations, SyncClient):
    """Acme, synchronous."""
