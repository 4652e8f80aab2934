"""A module that stands where it should and cannot be read."""

from __future__ import annotations


class BrokenModuleError(Exception):
    """`place` is the file, with the line where one is known."""

    def __init__(self, module: str, place: str, reason: str) -> None:
        super().__init__(f"{module}: {reason}")
        self.module = module
        self.place = place
        self.reason = reason
