"""When callers come, and what each of them calls."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from heapq import merge
from itertools import accumulate
from typing import Final

from portwright.simulate.script import Arriving, Script


def arrivals(script: Script, seed: int) -> Iterator[tuple[float, str]]:
    """Moments and operations, in order of time; the same for the same seed."""
    streams = (
        _stream(one, random.Random(f"{seed}:arrivals:{number}"))
        for number, one in enumerate(script.arrivals)
    )
    return merge(*streams, key=lambda arrival: arrival[0])


def _stream(arriving: Arriving, rng: random.Random) -> Iterator[tuple[float, str]]:
    names = list(arriving.shares)
    bounds = list(accumulate(arriving.shares.values()))
    for moment in _MOMENTS[arriving.kind](arriving, rng):
        if moment >= arriving.end:
            return
        yield moment, rng.choices(names, cum_weights=bounds)[0]


def _constant(arriving: Arriving, rng: random.Random) -> Iterator[float]:
    number = 0
    while True:
        yield arriving.begin + number * arriving.seconds / arriving.count
        number += 1


def _poisson(arriving: Arriving, rng: random.Random) -> Iterator[float]:
    moment = arriving.begin
    while True:
        moment += rng.expovariate(arriving.count / arriving.seconds)
        yield moment


def _burst(arriving: Arriving, rng: random.Random) -> Iterator[float]:
    moment = arriving.begin
    while True:
        for _ in range(int(arriving.count)):
            yield moment
        if not arriving.seconds:
            return
        moment += arriving.seconds


_MOMENTS: Final[Mapping[str, Callable[[Arriving, random.Random], Iterator[float]]]] = {
    "constant": _constant,
    "poisson": _poisson,
    "burst": _burst,
}
