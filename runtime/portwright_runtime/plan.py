"""What of an operation is the same in all its calls, worked out once."""

from typing import TypeAlias

from portwright_runtime.answer import Answer
from portwright_runtime.keying import Place, place_of
from portwright_runtime.policies.classify import Outcome
from portwright_runtime.policies.safety import Safety

Reading: TypeAlias = tuple[Outcome, list[Answer]]


class Plan:
    """Belongs to one OperationSpec; the drivers use it, nobody else.

    `readings` holds, for each status that came, what it means and the answers declared for it.
    """

    __slots__ = ("_place", "_safety", "readings")

    def __init__(self, safety: Safety) -> None:
        self._safety = safety
        self._place: tuple[Place | None] | None = None
        self.readings: dict[int, Reading] = {}

    @property
    def place(self) -> Place | None:
        """Where its key goes; ConfigurationError if the safety does not say."""
        if self._place is None:
            self._place = (place_of(self._safety),)
        return self._place[0]
