"""Labels of series: what is not of a closed set is one word."""

from collections.abc import Callable, Mapping
from typing import Final

from portwright_runtime.telemetry.event import OUTCOMES, STAGES, STATES, Event

OTHER: Final = "other"


def _one_of(allowed: frozenset[str], text: str) -> str:
    return text if text in allowed else OTHER


def _state(event: Event) -> str:
    return f"{_one_of(STAGES, event.stage)}_{_one_of(STATES, event.outcome)}"


_CLASSES: Final[Mapping[str, Callable[[Event], str]]] = {
    "started": lambda event: "started",
    "attempt": lambda event: _one_of(OUTCOMES, event.outcome),
    "wait": lambda event: _one_of(STAGES, event.stage),
    "refused": lambda event: _one_of(STAGES, event.stage),
    "state": _state,
    "finished": lambda event: _one_of(OUTCOMES, event.outcome),
}


def class_of(event: Event) -> str:
    """The class that an event is counted under: the outcome, or the stage that it is about."""
    return _CLASSES[event.kind](event)
