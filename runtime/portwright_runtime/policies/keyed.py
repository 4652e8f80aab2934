"""One core for each key, and no more of them than are of use."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final, Generic, Protocol, TypeVar


class Idling(Protocol):
    """A core that knows whether it can be forgotten."""

    def idle(self, now: float) -> bool:
        """Whether a new one in its place would do the same."""
        ...


C = TypeVar("C", bound=Idling)
_KEPT: Final = 1000
# So many times what is kept may be busy at once; keys beyond that share so many cores.
_CROWD: Final = 16
_SHARED: Final = 256
# How many cores a new key looks at: more than one, so that there get to be fewer again.
_LOOKS: Final = 4


class ByKey(Generic[C]):
    """Makes a core when its key is first asked for; over `kept`, those that were not used for long
    and are idle go. What is not idle stays: forgetting it would let more through than it may.

    A new key takes the same time however many there are: it looks at a few, and those that stay
    come last again. Over sixteen times `kept` new keys share cores, which lets less through.
    """

    __slots__ = ("_cores", "_kept", "_make", "_shared")

    def __init__(self, make: Callable[[], C], kept: int = _KEPT) -> None:
        self._make = make
        self._kept = kept
        self._cores: OrderedDict[str, C] = OrderedDict()
        self._shared: dict[int, C] = {}

    def __iter__(self) -> Iterator[C]:
        return chain(self._cores.values(), self._shared.values())

    def __len__(self) -> int:
        return len(self._cores) + len(self._shared)

    def of(self, key: str, now: float) -> C:
        """The core of a key."""
        core = self._cores.get(key)
        if core is None:
            return self._new(key, now)
        self._cores.move_to_end(key)
        return core

    def _new(self, key: str, now: float) -> C:
        self._make_room(now)
        place = hash(key) % _SHARED
        shared = self._shared.get(place)
        # What a key did before in a core that it shares, one of its own would not know.
        if shared is not None and not shared.idle(now):
            return shared
        if len(self._cores) >= self._kept * _CROWD:
            return self._shared.setdefault(place, self._make())
        self._shared.pop(place, None)
        core = self._cores[key] = self._make()
        return core

    def _make_room(self, now: float) -> None:
        for _ in range(_LOOKS):
            if len(self._cores) < self._kept:
                return
            key, core = next(iter(self._cores.items()))
            if core.idle(now):
                del self._cores[key]
            else:
                self._cores.move_to_end(key)
