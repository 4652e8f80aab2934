"""A client as the compiler writes one, cut down: what the tests of the runtime drive."""

from typing import Final, cast

import msgspec

from portwright_runtime import (
    DEEP_OBJECT,
    UNSET,
    Answer,
    AsyncClient,
    CallOptions,
    ErrorClasses,
    Keyed,
    OperationSpec,
    Policy,
    Read,
    Request,
    Retry,
    SyncClient,
    Timeout,
    UnsetType,
    operation,
    require_api,
)
from portwright_runtime import errors as base

require_api(1)


class Refund(msgspec.Struct):
    id: str
    amount: int
    reason: str | UnsetType = UNSET


class Fault(msgspec.Struct):
    code: str | None = None


class Error(msgspec.Struct):
    error: Fault


class ShopError(base.VendorError):
    """Whatever the shop answers that is not a success."""

    @property
    def error(self) -> Error | None:
        """The error body, where it is one."""
        return cast("Error | None", super().error)


class ShopRejected(ShopError, base.Rejected):
    """The request was refused."""


class ShopThrottled(ShopError, base.Throttled):
    """Too many requests."""


ERRORS: Final = ErrorClasses(
    base=ShopError, rejected=ShopRejected, throttled=ShopThrottled, code=("error", "code")
)
POLICY: Final = Policy(
    deadline=20.0,
    timeout=Timeout(connect=2.0, attempt=8.0),
    retry=Retry(attempts=3, base=0.5, throttle_base=1.0, cap=5.0, jitter="full"),
)
_ANSWERS: Final = (Answer("200", Refund), Answer("default", Error))
_CREATE_REFUND: Final[OperationSpec[Refund]] = OperationSpec(
    name="create_refund",
    method="POST",
    path="/v1/refunds",
    policy=POLICY,
    safety=Keyed(header="Idempotency-Key", ttl=86400.0),
    body="form",
    answers=_ANSWERS,
    errors=ERRORS,
)
_GET_REFUND: Final[OperationSpec[Refund]] = OperationSpec(
    name="get_refund",
    method="GET",
    path="/v1/refunds/{refund}",
    policy=POLICY,
    safety=Read(),
    query={"created": DEEP_OBJECT},
    answers=_ANSWERS,
    errors=ERRORS,
)


class ShopOperations:
    """One definition of every method."""

    @operation(_CREATE_REFUND)
    def create_refund(
        self,
        *,
        amount: int | UnsetType = UNSET,
        charge: str | UnsetType = UNSET,
        options: CallOptions | None = None,
    ) -> Request:
        """Create a refund."""
        return Request(body={"amount": amount, "charge": charge}, options=options)

    @operation(_GET_REFUND)
    def get_refund(
        self,
        refund: str,
        *,
        created: dict[str, int] | UnsetType = UNSET,
        options: CallOptions | None = None,
    ) -> Request:
        """Get a refund."""
        return Request(path={"refund": refund}, query={"created": created}, options=options)


class Shop(ShopOperations, AsyncClient):
    """The shop, asynchronously."""


class SyncShop(ShopOperations, SyncClient):
    """The shop."""
