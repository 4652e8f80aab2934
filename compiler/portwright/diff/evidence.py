"""What recorded exchanges say to a new document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from portwright.diff.change import Finding, Use
from portwright.ir.shapes import Direction

_WORD = re.compile(r"[\w.$-]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One exchange of a cassette (`create_refund/ok.yaml:12`) that the new document refuses and
    the old one does not: at which level, and why."""

    operation: str
    place: str
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class Replay:
    """`exchanges` were driven; `failure` says why none could be."""

    exchanges: int = 0
    evidence: tuple[Evidence, ...] = ()
    failure: str = ""

    def of(self, finding: Finding) -> tuple[Evidence, ...]:
        """What speaks for a finding: exchanges of an operation that it hits, about the same field
        where both name one."""
        return tuple(item for item in self.evidence if _meets(item, finding.uses))


def _meets(item: Evidence, uses: Iterable[Use]) -> bool:
    words = set(_WORD.findall(item.text.replace(".", " ").replace("$", " ")))
    direction = Direction.SEND if item.level == "L1" else Direction.READ
    return any(
        use.operation == item.operation
        and use.direction in (direction, None)
        and _names(use, words)
        for use in uses
    )


def _names(use: Use, words: set[str]) -> bool:
    """Whether what a use names is among the words: the last name of its path, the parameter, or
    the status where it is about an answer as a whole. A use of the operation is about all."""
    where, _, inside = use.path.partition(": ")
    named = inside or where.partition(" ")[2]
    last = named.replace("[]", "").replace("{}", "").rpartition(".")[2]
    return not last or last in words
