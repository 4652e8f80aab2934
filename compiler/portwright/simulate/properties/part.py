"""This process's part of a limit, worked out from what the spec says and not by the runtime."""

from __future__ import annotations

from portwright_runtime.policies.limit import Limit


def part_of(limit: Limit) -> tuple[int, float]:
    """So many in so many seconds, of a rate or a quota that has to be shared as it says.

    Where the part is less than one a period, it is one in as many periods as make one.
    """
    count, period = limit.rate or limit.quota or (0, 0.0)
    mine, of_all = limit.share
    whole, _ = divmod(count * mine, of_all)
    return (whole, period) if whole else (1, period * of_all / (count * mine))


def slots_of(limit: Limit) -> int:
    """Of a limit of calls at once; a part of them is one at least."""
    mine, of_all = limit.share
    return max(1, (limit.concurrent or 0) * mine // of_all)
