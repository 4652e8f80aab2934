"""Who calls: one task for each logical call, known to everything that happens in it."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from portwright.simulate.target import Subject


@dataclass(slots=True)
class Caller:
    """A logical call; `sent` counts what of it was on the wire."""

    number: int
    subject: Subject
    sent: int = 0

    @property
    def operation(self) -> str:
        """The name of what is called."""
        return self.subject.spec.name


CALLER: Final[ContextVar[Caller]] = ContextVar("caller")
