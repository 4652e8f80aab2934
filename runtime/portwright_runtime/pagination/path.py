"""Reads a value deep in a page; null anywhere on the way is null."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec import UNSET


@dataclass(frozen=True, init=False)
class At:
    """`At("paging", "next", "after")`: attributes of Structs, keys of maps, places in lists."""

    steps: tuple[str | int, ...]

    def __init__(self, *steps: str | int) -> None:
        if not steps:
            raise ValueError("steps: none given")
        object.__setattr__(self, "steps", steps)

    def __call__(self, value: object) -> object:
        for step in self.steps:
            value = _one(value, step)
            if value is None or value is UNSET:
                return None
        return value


def _one(value: object, step: str | int) -> object:
    if isinstance(step, str):
        found: object = value.get(step) if isinstance(value, Mapping) else getattr(value, step)
        return found
    if isinstance(value, Sequence) and -len(value) <= step < len(value):
        return value[step]
    return None
