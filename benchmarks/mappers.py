"""What a generated mapper costs against the same one written by hand, and that both agree.

Each pair maps the same decoded answers, batch about batch in one process. CPU time, so that other
processes do not count. Exit 1 when a mapper takes over 1.3 times what its twin by hand does.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import msgspec

from benchmarks import mappers_by_hand as by_hand
from benchmarks.report import machine_line, parser, table, write_json
from generated.stripe import mappings, models

LIMIT = 1.3
_BATCH = 2000

_INTENT = {
    "id": "pi_1",
    "amount": 1250,
    "amount_received": 1250,
    "capture_method": "automatic",
    "created": 1767225600,
    "currency": "eur",
    "customer": "cus_1",
    "latest_charge": "ch_1",
    "livemode": False,
    "status": "succeeded",
}
_DECLINED = {
    **_INTENT,
    "amount_received": 0,
    "status": "requires_payment_method",
    "latest_charge": {
        "id": "ch_1",
        "amount": 1250,
        "amount_captured": 0,
        "amount_refunded": 0,
        "billing_details": {},
        "captured": False,
        "created": 1767225600,
        "currency": "eur",
        "disputed": False,
        "metadata": {},
        "paid": False,
        "refunded": False,
        "status": "failed",
    },
    "last_payment_error": {"type": "card_error", "decline_code": "insufficient_funds"},
    "next_action": {"type": "redirect_to_url", "redirect_to_url": {"url": "https://bank.example"}},
}
_REFUND = {
    "id": "re_1",
    "amount": 500,
    "created": 1767225600,
    "currency": "jpy",
    "payment_intent": "pi_1",
    "status": None,
}
_CUSTOMER = {
    "id": "cus_1",
    "created": 1767225600,
    "livemode": False,
    "name": "Ada Example",
    "address": {"line1": "1 Example Street", "city": "Berlin", "country": "DE"},
}


@dataclass(slots=True)
class Pair:
    """One mapping, by us and by hand, over some answers; costs in ns for one call, by batch."""

    name: str
    ours: Callable[[Any], object]
    hand: Callable[[Any], object]
    answers: list[Any]
    costs: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))

    def check(self) -> None:
        """Both must come to the same, or there is nothing to compare."""
        for answer in self.answers:
            if (ours := self.ours(answer)) != (hand := self.hand(answer)):
                raise SystemExit(f"{self.name}: {ours!r} is not {hand!r}")

    def measure(self) -> None:
        for mapper, costs in zip((self.ours, self.hand), self.costs, strict=True):
            costs.append(_batch(mapper, self.answers))

    @property
    def ratio(self) -> float:
        """The median over batches that stood beside each other."""
        return median(ours / hand for ours, hand in zip(*self.costs, strict=True))

    @property
    def figures(self) -> dict[str, float]:
        ours, hand = (median(costs) for costs in self.costs)
        return {"ours_ns": ours, "hand_ns": hand, "ratio": self.ratio}

    @property
    def cells(self) -> tuple[str, ...]:
        ours, hand = (median(costs) for costs in self.costs)
        verdict = "ok" if self.ratio <= LIMIT else "MISSED"
        return (self.name, f"{ours:.0f}", f"{hand:.0f}", f"{self.ratio:.2f}", f"{LIMIT}", verdict)


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser(__doc__, 60).parse_args(arguments)
    pairs = list(_pairs())
    for pair in pairs:
        pair.check()
        pair.measure()
        pair.costs = ([], [])
    for _ in range(options.runs):
        for pair in pairs:
            pair.measure()
    print(
        table(("mapper", "ours ns", "by hand ns", "ratio", "limit", ""), [p.cells for p in pairs])
    )
    print(f"\nMedians of {options.runs} batches of {_BATCH}; {machine_line()}.")
    results = {pair.name: pair.figures for pair in pairs}
    write_json(options.json, "mappers", results)
    return 0 if all(pair.ratio <= LIMIT for pair in pairs) else 1


def _pairs() -> list[Pair]:
    intents = [_decoded(body, models.PaymentIntent) for body in (_INTENT, _DECLINED)]
    refunds = [_decoded(_REFUND, models.Refund)]
    customers = [_decoded(_CUSTOMER, models.Customer)]
    return [
        Pair("payment", mappings.payment, by_hand.payment, intents),
        Pair("refund", mappings.refund, by_hand.refund, refunds),
        Pair("customer", mappings.customer, by_hand.customer, customers),
    ]


def _decoded(body: dict[str, Any], model: type[Any]) -> Any:
    return msgspec.json.decode(msgspec.json.encode(body), type=model)


def _batch(mapper: Callable[[Any], object], answers: list[Any]) -> float:
    """Nanoseconds for one call."""
    chain = itertools.chain.from_iterable(itertools.repeat(answers, _BATCH // len(answers)))
    work = list(chain)
    started = time.process_time_ns()
    for answer in work:
        mapper(answer)
    return (time.process_time_ns() - started) / len(work)


if __name__ == "__main__":
    sys.exit(main())
