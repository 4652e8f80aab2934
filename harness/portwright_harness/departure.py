"""Where a recorded request of another client departs from what the typed method can send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portwright_harness.difference import Key

DepartureKind = Literal[
    "other method",  # than the document has; whoever reads the recording says so
    "put in",  # what the recording lost, and whoever reads it put there
    "undeclared parameter",  # a query parameter that the operation does not have
    "undeclared field",  # a field of the body that its schema does not have
    "undeclared body",  # a body, where the operation sends none
    "undeclared credential",  # a credential, where the document knows of none
    "value of another type",  # a value, or a word, that the schema does not allow
    "required, not sent",  # no call can be made without it
    "unreadable body",  # of its media type nothing is read, or it is not what it says
    "unread style",  # written in a style that is not taken apart here
]


@dataclass(frozen=True, slots=True)
class Departure:
    """One of them; `at` are the places of the request that cannot be compared for it."""

    kind: DepartureKind
    text: str
    at: tuple[Key, ...] = ()
