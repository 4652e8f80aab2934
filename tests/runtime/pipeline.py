"""Clients under policies and limits, for the tests of the pipeline."""

from dataclasses import replace
from typing import Any

from portwright_runtime import Breaker, Limit, OperationSpec, Retry
from portwright_runtime.errors import PortwrightError
from tests.runtime.doubles import Rig, Wire
from tests.runtime.shop import POLICY

ONCE = replace(POLICY, retry=Retry(attempts=1))
QUICK = Breaker(min_calls=2, open_for=5.0)


def of(client: Any, **changes: Any) -> Any:
    """The client's create_refund with another spec."""
    bound = client.create_refund
    kind = type(bound._definition)
    spec: OperationSpec[Any] = replace(bound.spec, **changes)
    return type(bound)(kind(spec, bound._definition.build), client)


def limited(rig: Rig, wire: Wire, *limits: Limit, **options: Any) -> Any:
    """A client under limits."""
    plain = rig.client(wire)
    kind = type("Limited", (type(plain),), {"limits": limits})
    return kind(rig.account, transport=plain._transport, clock=plain._clock, **options)


def outcome(rig: Rig, method: Any, **arguments: Any) -> Any:
    try:
        return rig.call(method, amount=5, **arguments)
    except PortwrightError as error:
        return error


def failing(rig: Rig, method: Any, times: int) -> list[type]:
    return [type(outcome(rig, method)) for _ in range(times)]
