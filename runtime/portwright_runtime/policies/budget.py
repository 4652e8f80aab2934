"""The retry budget: retries may be so large a part of the calls, and no larger."""

from dataclasses import dataclass
from typing import Final

from portwright_runtime.policies.bounds import not_negative, whole

# Counted in whole millionths: ten deposits of 0.1 make one retry, which floats do not promise.
_UNIT: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Each logical call adds `ratio` of a retry, `cap` is the most that is kept."""

    ratio: float = 0.2
    cap: int = 10

    def __post_init__(self) -> None:
        not_negative(self, "ratio")
        whole(self, "cap", least=0)


class RetryBudget:
    """Starts full. Under a total outage: sent ≤ calls · (1 + ratio) + cap."""

    __slots__ = ("_cap", "_level", "_step")

    def __init__(self, config: Budget) -> None:
        self._cap = config.cap * _UNIT
        self._step = round(config.ratio * _UNIT)
        self._level = self._cap

    @property
    def level(self) -> float:
        """The retries that are left."""
        return self._level / _UNIT

    def deposit(self) -> None:
        """A logical call begins."""
        level = self._level + self._step
        self._level = level if level < self._cap else self._cap

    def withdraw(self) -> bool:
        """Take one retry; False if there is none."""
        if self._level < _UNIT:
            return False
        self._level -= _UNIT
        return True

    def give_back(self) -> None:
        """The retry that was taken was not sent."""
        self._level = min(self._cap, self._level + _UNIT)
