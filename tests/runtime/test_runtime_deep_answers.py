"""Bodies that are nested too deeply to be read: typed errors, and the vendor's failure or not."""

from dataclasses import replace
from typing import Any

import pytest

from portwright_runtime import Read, Rules
from portwright_runtime.errors import CircuitOpen, DecodeFailed, PortwrightError, Unavailable
from tests.runtime.doubles import Rig, Wire, answer
from tests.runtime.pipeline import ONCE, QUICK, of, outcome
from tests.runtime.shop import ShopRejected

DEEP = {
    "open arrays": "[" * 50_000,
    "an unknown field": '{"id":"1","amount":5,"x":' + "[" * 50_000 + "]" * 50_000 + "}",
    "objects": '{"error":' * 20_000,
}
EXPECTED: dict[int, tuple[type[PortwrightError], bool]] = {
    200: (DecodeFailed, True),
    400: (ShopRejected, False),
    503: (Unavailable, True),
}


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize("status", EXPECTED)
@pytest.mark.parametrize("body", DEEP)
def test_is_a_typed_error_and_counts_as_its_status_does(
    rig: Rig, body: str, status: int, ruled: bool
) -> None:
    kind, ill = EXPECTED[status]
    wire = Wire(script=lambda _: answer(status, DEEP[body]))
    rules: dict[str, Any] = {}
    if ruled:
        rules["classify"] = Rules(judge=lambda *_: None, needs_body=True, on_success=True)
    method = of(rig.client(wire), policy=replace(ONCE, breaker=QUICK), safety=Read(), **rules)
    assert [type(outcome(rig, method)) for _ in range(2)] == [kind, kind]
    assert (type(outcome(rig, method)) is CircuitOpen) is ill
