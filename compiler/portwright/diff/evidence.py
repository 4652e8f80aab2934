"""What recorded exchanges say to a new document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from portwright.diff.change import Finding, Use

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
    return any(use.operation == item.operation and _names(use, words) for use in uses)


def _names(use: Use, words: set[str]) -> bool:
    """Whether the last name of a use's path is among the words; a use without one is about all."""
    names = _WORD.findall(use.path.rpartition(": ")[2].replace("[]", "").replace("{}", ""))
    last = names[-1].rpartition(".")[2] if names and ": " in use.path else ""
    return not last or last in words
