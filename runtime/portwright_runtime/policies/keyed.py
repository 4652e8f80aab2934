"""One core for each key, and no more of them than are of use."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Final, Generic, Protocol, TypeVar


class Idling(Protocol):
    """A core that knows whether it can be forgotten."""

    def idle(self, now: float) -> bool:
        """Whether a new one in its place would do the same."""
        ...


C = TypeVar("C", bound=Idling)
_KEPT: Final = 1000


class ByKey(Generic[C]):
    """Makes a core when its key is first asked for; over `kept`, the longest unused of those that
    are idle goes. What is not idle stays: forgetting it would let more through than it may.
    """

    __slots__ = ("_cores", "_kept", "_make")

    def __init__(self, make: Callable[[], C], kept: int = _KEPT) -> None:
        self._make = make
        self._kept = kept
        self._cores: OrderedDict[str, C] = OrderedDict()

    def __iter__(self) -> Iterator[C]:
        return iter(self._cores.values())

    def __len__(self) -> int:
        return len(self._cores)

    def of(self, key: str, now: float) -> C:
        """The core of a key."""
        core = self._cores.get(key)
        if core is None:
            self._make_room(now)
            core = self._cores[key] = self._make()
        else:
            self._cores.move_to_end(key)
        return core

    def _make_room(self, now: float) -> None:
        while len(self._cores) >= self._kept:
            gone = next((key for key, core in self._cores.items() if core.idle(now)), None)
            if gone is None:
                return
            del self._cores[gone]
