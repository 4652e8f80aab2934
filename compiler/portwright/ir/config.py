"""Configuration of the runtime as a tree: what class, with which settings.

The runtime's own classes hold the defaults and check the values (`semantics.configured`); a tree
says only what a spec sets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Setting: TypeAlias = "str | int | float | bool | tuple[int | float, ...] | Config"


@dataclass(frozen=True, slots=True)
class Config:
    """A constructor call: `kind` is a class of `portwright_runtime`, `settings` its arguments."""

    kind: str
    settings: tuple[tuple[str, Setting], ...] = ()

    def get(self, name: str) -> Setting | None:
        return next((value for key, value in self.settings if key == name), None)


def config(kind: str, **settings: Setting | None) -> Config:
    """A configuration with the settings that are given; None leaves the runtime's default."""
    return Config(kind, tuple((k, v) for k, v in settings.items() if v is not None))
