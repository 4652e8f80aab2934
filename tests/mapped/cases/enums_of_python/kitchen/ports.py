"""An enum as most are written, without `str` among its bases."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Kind(Enum):
    dry = "sun-dry"
    wet = "wet"


@dataclass(frozen=True, slots=True)
class Dish:
    name: str
    kind: Kind
    other: Kind | None


class Kitchen(Protocol):
    def find(
        self, kind: Kind, kinds: Sequence[Kind], other: Kind | None, dishes: Sequence[Dish]
    ) -> None: ...
