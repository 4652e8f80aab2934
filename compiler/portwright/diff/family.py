"""A family of changes: what it is called, what it says, and what it can mean."""

from __future__ import annotations

from dataclasses import dataclass

from portwright.diff.verdict import Verdict

PREFIX = "DIFF-"


@dataclass(frozen=True, slots=True)
class Family:
    """`says` is the message; it may name {subject}, {before} and {after}. `oasdiff` are the ids
    under which that tool, which many teams know, reports the same or a part of it.

    `means`, `breaks` and `remedy` are its documentation: what has changed, what that does to an
    integration, and what to do about it.
    """

    name: str
    says: str
    verdicts: tuple[Verdict, ...]
    oasdiff: tuple[str, ...] = ()
    means: str = ""
    breaks: str = ""
    remedy: str = ""

    @property
    def code(self) -> str:
        """What `portwright explain` takes."""
        return PREFIX + self.name
