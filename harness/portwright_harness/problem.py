"""What a check finds wrong, as text for the person who reads the failure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "request",  # a request differs from the recorded one
    "extra",  # a request that the cassette does not hold
    "unplayed",  # an interaction that no request asked for
    "network",  # something tried to leave the replay
    "outcome",  # raised or returned what the scenario does not say
    "response",  # a recorded answer is not what the vendor's document says
    "deviation",  # a reviewed deviation has expired, or nobody reviewed it
    "snapshot",  # the port's result is not the one of the snapshot, or there is none
    "decode",  # the typed model does not hold the recorded answer
    "vacuous",  # nothing was verified
    "inputs",  # the scenario's inputs are no arguments of the method
    "cassette",  # the cassette or the manifest cannot be used
    "expect",  # the counts of a fault case
    "provenance",  # nothing says where a cassette comes from
    "digest",  # a cassette does not say what it was sealed as
    "stale",  # the schema of a recorded answer has changed since
    "redaction",  # a cassette holds what must not be kept
    "place",  # a file that no check reads
    "case",  # a case that no cassette answers, or a cassette that no case names
    "package",  # the generated package or its manifest cannot be used
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding that fails a check; `cause` tells problems of one kind apart, where that helps
    to count them."""

    kind: Kind
    text: str
    cause: str = ""


class ScenarioError(Exception):
    """A scenario that cannot be played at all."""

    def __init__(self, kind: Kind, text: str) -> None:
        super().__init__(text)
        self.problem = Problem(kind, text)
