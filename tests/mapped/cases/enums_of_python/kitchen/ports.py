"""An enum as most are written, without `str` among its bases."""

from collections.abc import Sequence
from enum import Enum
from typing import Protocol


class Kind(Enum):
    dry = "sun-dry"
    wet = "wet"


class Kitchen(Protocol):
    def find(self, kind: Kind, kinds: Sequence[Kind], other: Kind | None) -> None: ...
