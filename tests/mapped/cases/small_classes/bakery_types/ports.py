"""Names in small letters, among them such as generated modules use themselves."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class text(Enum):
    a = "a"
    b = "b"


@dataclass
class order:
    id: str
    text: text


@dataclass
class models:
    id: str
    mappings: str


class error(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)


class Shop(Protocol):
    def find(self, id: str, order: text) -> order:
        """One order.

        Raises:
            error: it is refused
        """
        ...

    def order(self, models: str, text: text) -> "models": ...
