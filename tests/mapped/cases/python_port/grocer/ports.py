"""What this shop needs of whoever brings fruit."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Protocol


class State(Enum):
    RIPE = "ripe"
    RAW = "raw"


@dataclass
class Size:
    label: str
    grams: Decimal


@dataclass
class Tree:
    height: int | None
    tall: bool


@dataclass
class Fruit:
    name: str
    colours: list[str]
    sizes: list[Size]
    state: State
    tags: Sequence[str]
    tree: Tree | None = None


class NoFruit(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Fruits(Protocol):
    async def get(self, id: str) -> Fruit:
        """One fruit.

        Raises:
            NoFruit: there is none.
        """
        ...

    async def names(self) -> list[str]: ...

    def every(self, *, state: State | None = None) -> AsyncIterator[Fruit]: ...

    async def put(self, fruit_id: str, fruit: Fruit, *, code: uuid.UUID | None = None) -> None: ...
