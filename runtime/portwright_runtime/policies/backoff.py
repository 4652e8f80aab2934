"""How long to wait before the next attempt."""

from collections.abc import Callable, Mapping
from typing import Final

from portwright_runtime.policies.policy import Jitter

_JITTERED: Final[Mapping[Jitter, Callable[[float, float], float]]] = {
    "full": lambda d, u: d * u,
    "equal": lambda d, u: d / 2 + d / 2 * u,
    "none": lambda d, u: d,
}
# 2.0 ** 1024 is the first power that a float cannot hold.
_LAST_POWER: Final = 1023


def backoff(attempt: int, *, base: float, cap: float, jitter: Jitter, u: float) -> float:
    """Seconds to wait after attempt number `attempt` (from 1) failed; `u` is uniform in [0, 1)."""
    d = min(cap, base * 2.0 ** min(attempt - 1, _LAST_POWER))
    return _JITTERED[jitter](d, u)
