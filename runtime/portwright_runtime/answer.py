"""An answer that a vendor's document declares."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """A declared answer: `status` is "200", "2XX" or "default"; `type` None means no body."""

    status: str
    type: object
    media: str = "application/json"
