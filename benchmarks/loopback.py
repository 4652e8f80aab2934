"""What a whole typed call costs over loopback, against the same request with bare httpx2.

Both decode the answer to the same type with msgspec, in a second row the bare one to a dict with
its own `json()`. Batches take turns; CPU time of this process, in which no server runs. Exit 1
when the limit is missed.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import httpx2
import msgspec

from benchmarks.measure import ROOT
from benchmarks.report import machine_line, parser, table, write_json
from benchmarks.wide import WideStripe, WideSyncStripe
from generated.stripe import StripeConnection, models
from portwright_runtime import Secret

LIMIT = 1.05
_CALLS = 100
_KEY = "sk_test_bench"
_INTENT = "pi_3Bench0000000000000001"
_DECODER = msgspec.json.Decoder(models.PaymentIntent)
_QUERY = {"expand[]": "latest_charge"}
_HEADERS = {
    "Accept": "application/json",
    "User-Agent": "portwright-runtime/1",
    "Stripe-Version": "2022-11-15",
    "Authorization": f"Bearer {_KEY}",
    "Accept-Encoding": "gzip, deflate",
}

# One call; answers something to await in async.
Work = Callable[[], Any]


class LocalConnection(StripeConnection):
    """The generated connection, to the server of the measurement."""

    port: int = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(slots=True)
class Row:
    """One mode against one bare way; µs of each batch."""

    mode: str
    against: str
    limit: float | None
    ours: Work
    bare: Work
    pairs: list[tuple[float, float]] = field(default_factory=list)

    @property
    def medians(self) -> tuple[float, float]:
        return median(mine for mine, _ in self.pairs), median(bare for _, bare in self.pairs)

    @property
    def ratio(self) -> float:
        """The median of the ratios of the pairs."""
        return median(mine / bare for mine, bare in self.pairs)

    @property
    def ok(self) -> bool:
        return self.limit is None or self.ratio <= self.limit

    @property
    def cells(self) -> tuple[str, ...]:
        mine, bare = self.medians
        limit, verdict = "", ""
        if self.limit:
            limit, verdict = f"{self.limit:g}", "ok" if self.ok else "MISSED"
        figures = (f"{mine:.0f}", f"{bare:.0f}", f"{mine - bare:.0f}", f"{self.ratio:.3f}")
        return (f"{self.mode}, {self.against}", *figures, limit, verdict)


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser(__doc__, 40).parse_args(arguments)
    with _server() as port:
        rows = asyncio.run(measure(port, options.runs))
    head = ("µs a call over loopback", "ours", "bare", "more", "x", "limit", "")
    print(table(head, [row.cells for row in rows]))
    print(
        f"\n`x`: median of the ratios of {options.runs} pairs of batches of {_CALLS} calls, taken "
        f"in turns. CPU time of the calling process;\n{machine_line()}."
    )
    write_json(options.json, "loopback", {"unit": "us", "rows": [_record(row) for row in rows]})
    return 0 if all(row.ok for row in rows) else 1


@contextmanager
def _server() -> Iterator[int]:
    command = [sys.executable, "-m", "benchmarks.loopback_server"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        if process.stdout is None:
            raise SystemExit("no pipe from the server")
        yield int(process.stdout.readline())


async def measure(port: int, runs: int) -> list[Row]:
    """All rows, their pairs in turns; the first of each is not counted."""
    connection = _connection(port)
    url = f"{connection.base_url}/v1/payment_intents/{_INTENT}"
    async with WideStripe(connection) as ours, httpx2.AsyncClient() as bare:
        with WideSyncStripe(connection) as ours_sync, httpx2.Client() as bare_sync:
            rows = _rows(ours_sync, bare_sync, ours, bare, url)
            await _check(rows)
            for number in range(runs + 1):
                for row in rows:
                    pair = await _pair(row, swapped=bool(number % 2))
                    if number:
                        row.pairs.append(pair)
    return rows


def _connection(port: int) -> LocalConnection:
    made = LocalConnection(api_key=Secret(_KEY), environment="test")
    object.__setattr__(made, "port", port)
    return made


def _rows(
    ours_sync: WideSyncStripe,
    bare_sync: httpx2.Client,
    ours: WideStripe,
    bare: httpx2.AsyncClient,
    url: str,
) -> list[Row]:
    def typed_sync() -> object:
        return _DECODER.decode(bare_sync.get(url, params=_QUERY, headers=_HEADERS).content)

    def plain_sync() -> object:
        return bare_sync.get(url, params=_QUERY, headers=_HEADERS).json()

    async def typed() -> object:
        return _DECODER.decode((await bare.get(url, params=_QUERY, headers=_HEADERS)).content)

    async def plain() -> object:
        return (await bare.get(url, params=_QUERY, headers=_HEADERS)).json()

    def call_sync() -> object:
        return ours_sync.get_payment_intent(intent=_INTENT, expand=["latest_charge"])

    def call() -> object:
        return ours.get_payment_intent(intent=_INTENT, expand=["latest_charge"])

    return [
        Row("sync", "msgspec", LIMIT, call_sync, typed_sync),
        Row("sync", "json()", None, call_sync, plain_sync),
        Row("async", "msgspec", LIMIT, call, typed),
        Row("async", "json()", None, call, plain),
    ]


async def _check(rows: Sequence[Row]) -> None:
    """Both ways of a row answer the same, or the comparison means nothing."""
    for row in rows:
        mine, bare = [await _once(row.mode, work) for work in (row.ours, row.bare)]
        if isinstance(bare, dict):
            bare = _DECODER.decode(msgspec.json.encode(bare))
        if mine != bare:
            raise SystemExit(f"{row.mode}, {row.against}: the answers differ")


async def _once(mode: str, work: Work) -> object:
    return await work() if mode == "async" else work()


async def _pair(row: Row, *, swapped: bool) -> tuple[float, float]:
    works = (row.bare, row.ours) if swapped else (row.ours, row.bare)
    timed = _awaited if row.mode == "async" else _plain
    first, second = [await timed(work) for work in works]
    return (second, first) if swapped else (first, second)


async def _plain(work: Work) -> float:
    gc.collect()
    started = time.process_time_ns()
    for _ in itertools.repeat(None, _CALLS):
        work()
    return (time.process_time_ns() - started) / _CALLS / 1000


async def _awaited(work: Work) -> float:
    gc.collect()
    started = time.process_time_ns()
    for _ in itertools.repeat(None, _CALLS):
        await work()
    return (time.process_time_ns() - started) / _CALLS / 1000


def _record(row: Row) -> dict[str, object]:
    mine, bare = row.medians
    return {
        "mode": row.mode,
        "against": row.against,
        "pairs": [[round(cost, 2) for cost in pair] for pair in row.pairs],
        "ours": round(mine, 2),
        "bare": round(bare, 2),
        "ratio": round(row.ratio, 4),
        "limit": row.limit,
        "ok": row.ok,
    }


if __name__ == "__main__":
    sys.exit(main())
