"""Everything that happened in a run, in its order: what checks and reports are made from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Final, Literal, TypeAlias

Kind: TypeAlias = Literal[
    # the caller
    "arrive",
    "end",
    # the runtime, by its own events
    "started",
    "attempt",
    "wait",
    "refused",
    "state",
    "finished",
    # the wire
    "send",
    "answer",
    "unsent",
    "lost",
    # the vendor
    "applied",
    "replayed",
    # the script
    "fault",
    "calm",
    "suspend",
    "drained",
    "inventory",
]

OK: Final = "ok"
CANCELLED: Final = "cancelled"
UNKNOWN: Final = "OutcomeUnknown"
# The digits of a second that are written down.
_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened at the virtual second `at`; what does not apply is empty.

    | kind | who says so | `what` | `seconds` | `key` | `count` |
    |---|---|---|---|---|---|
    | `arrive` | caller | | its deadline | | |
    | `end` | caller | `ok`, `cancelled` or the error's class | it took | of OutcomeUnknown | |
    | `started` … `finished` | runtime | its outcome | its seconds | | attempt |
    | `send` | wire | | its timeout | that is on the wire | attempt |
    | `answer` | wire | `unreadable` or `unexpected` | | | status |
    | `unsent`, `lost` | wire | why no answer came | | | |
    | `applied`, `replayed` | vendor | | | that it saw | |
    | `fault`, `calm` | script | its kind | wall clock set so far | | number |
    | `suspend` | script | | the machine slept | | |
    | `drained` | run | | | | |
    | `inventory` | run | started so many | | | wanted so many |

    `unsent` says that surely nothing reached the vendor, `lost` that it may have. `stage` is that
    of the runtime's event, or what an inventory is of. `headers` and `body` are those of an answer
    that a fault has made. It is unreadable if it says that all is well and its body is not what is
    declared, and unexpected if the body is not even of that kind.
    """

    at: float
    kind: Kind
    call: int = 0
    operation: str = ""
    what: str = ""
    seconds: float = 0.0
    key: str = ""
    count: int = 0
    stage: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""


class Log(list[Entry]):
    """The entries of a run, in the order in which they happened."""


_NAMES: Final = tuple(item.name for item in fields(Entry))


def as_json(entry: Entry) -> dict[str, Any]:
    """What is not empty, for people and their tools."""
    named = ((name, getattr(entry, name)) for name in _NAMES)
    shown = {name: value for name, value in named if value or name == "at"}
    return {
        name: round(value, _DIGITS) if isinstance(value, float) else value
        for name, value in shown.items()
    }


def lines(entries: Iterable[Entry]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(as_json(entry)) + "\n" for entry in entries)
