"""What one call of the generated Stripe client costs over a transport that answers from memory.

Everything is in it: arguments, URL, form, key, policies, header fields, decoding. Beside it stands
what msgspec alone takes to decode the same body. Every policy of the spec is on, its rates so wide
that nothing waits. CPU time, so that other processes do not count. What the policies alone may
cost is measured by `benchmarks.policies`.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import msgspec

from benchmarks.canned import CannedAsync, CannedSync, answer
from benchmarks.report import machine_line, parser, table, write_json
from benchmarks.wide import WideStripe, WideSyncStripe
from generated.stripe import StripeConnection, SyncStripe
from portwright_runtime import Answer, Secret, WireRequest, WireResponse

_CALLS = 1000
_REQUEST = WireRequest("GET", "https://api.stripe.com/", (), None, 2.0, 8.0, 0.0)

Plain = Callable[[], object]
Awaited = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Case:
    """One operation with its arguments on one client, and the parts of its cost (µs, a batch)."""

    name: str
    mode: str
    body: int
    call: Plain | Awaited
    transport: Plain | Awaited
    decode: Plain
    costs: dict[str, list[float]] = field(default_factory=dict)

    def median(self, part: str) -> float:
        return median(self.costs[part])

    @property
    def over(self) -> float:
        """The whole call less the transport."""
        return self.median("call") - self.median("transport")

    @property
    def cells(self) -> tuple[str, ...]:
        decode = self.median("decode")
        figures = (self.median("call"), self.median("transport"), self.over, decode)
        shown = [f"{figure:.1f}" for figure in (*figures, self.over - decode)]
        ratio = f"{self.over / decode:.1f}"
        return (f"{self.name} {self.mode}", *shown, ratio)


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser(__doc__, 30).parse_args(arguments)
    made = cases()
    asyncio.run(measure(made, options.runs))
    head = ("µs a call", "call", "transport", "over it", "decode", "without", "x")
    print(table(head, [case.cells for case in made]))
    bodies = ", ".join(f"{case.name} {case.body}" for case in made if case.mode == "sync")
    print(
        f"\n`over it`: the call less the transport. `decode`: msgspec alone on the same body "
        f"(bytes: {bodies}).\n`without`: over it, less that decode. `x`: over it by decode. "
        f"CPU time, medians of {options.runs} batches of {_CALLS} calls;\n{machine_line()}."
    )
    write_json(options.json, "call", {"unit": "us", "cases": [_record(case) for case in made]})
    return 0


def cases() -> list[Case]:
    """A read whose answer is large, and a write under a key, each on both clients."""
    connection = StripeConnection(api_key=Secret("sk_test_bench"), environment="test")
    intent, refund = answer("payment_intent"), answer("refund")
    read = {"intent": "pi_3Bench0000000000000001", "expand": ["latest_charge"]}
    write = {
        "charge": "ch_3Bench0000000000000001",
        "amount": 500,
        "reason": "requested_by_customer",
        "metadata": {"order": "1017"},
    }
    return [
        case
        for name, wire, given in (
            ("get_payment_intent", intent, read),
            ("create_refund", refund, write),
        )
        for case in (_sync(name, wire, given, connection), _async(name, wire, given, connection))
    ]


def _sync(name: str, wire: WireResponse, given: dict[str, Any], where: StripeConnection) -> Case:
    transport = CannedSync(wire)
    client = WideSyncStripe(where, transport=transport)
    return Case(
        name=name,
        mode="sync",
        body=len(wire.body),
        call=lambda: getattr(client, name)(**given),
        transport=lambda: transport.send(_REQUEST),
        decode=_decode(name, wire),
    )


def _async(name: str, wire: WireResponse, given: dict[str, Any], where: StripeConnection) -> Case:
    transport = CannedAsync(wire)
    client = WideStripe(where, transport=transport)
    return Case(
        name=name,
        mode="async",
        body=len(wire.body),
        call=lambda: getattr(client, name)(**given),
        transport=lambda: transport.send(_REQUEST),
        decode=_decode(name, wire),
    )


def _decode(name: str, wire: WireResponse) -> Plain:
    answers: tuple[Answer, ...] = getattr(SyncStripe, name).spec.answers
    decoder: msgspec.json.Decoder[object] = msgspec.json.Decoder(answers[0].type)
    return lambda: decoder.decode(wire.body)


async def measure(made: Sequence[Case], runs: int) -> None:
    """Fill the costs of all cases, in turns; the first round of each is not counted."""
    for number in range(runs + 1):
        for case in made:
            for part, work in (("call", case.call), ("transport", case.transport)):
                taken = await _awaited(work) if case.mode == "async" else _plain(work)
                _keep(case, part, taken, number)
            _keep(case, "decode", _plain(case.decode), number)


def _keep(case: Case, part: str, taken: float, number: int) -> None:
    if number:
        case.costs.setdefault(part, []).append(taken)


def _plain(work: Callable[[], object]) -> float:
    started = time.process_time_ns()
    for _ in itertools.repeat(None, _CALLS):
        work()
    return (time.process_time_ns() - started) / _CALLS / 1000


async def _awaited(work: Callable[[], Any]) -> float:
    started = time.process_time_ns()
    for _ in itertools.repeat(None, _CALLS):
        await work()
    return (time.process_time_ns() - started) / _CALLS / 1000


def _record(case: Case) -> dict[str, object]:
    return {
        "operation": case.name,
        "mode": case.mode,
        "body_bytes": case.body,
        "batches": {part: [round(cost, 3) for cost in costs] for part, costs in case.costs.items()},
        **{part: round(case.median(part), 3) for part in case.costs},
        "over_transport": round(case.over, 3),
        "over_decode_ratio": round(case.over / case.median("decode"), 2),
    }


if __name__ == "__main__":
    sys.exit(main())
