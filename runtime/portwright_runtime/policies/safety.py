"""Whether a call may be repeated: a property of the operation, never of a status or a verb."""

from dataclasses import dataclass
from typing import Final

from portwright_runtime.policies.bounds import demand, positive

CALLER_KEY: Final = "$key"


@dataclass(frozen=True, slots=True)
class Read:
    """Changes nothing: repeat freely."""


@dataclass(frozen=True, slots=True)
class Idempotent:
    """Repeating changes nothing more."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """The vendor deduplicates by a key, sent in one of header, query parameter or body field.

    `source` is "$key" (minted once a call, or the caller's own) or the wire name of an argument;
    the vendor forgets a key after `ttl` seconds.
    """

    header: str | None = None
    query: str | None = None
    field: str | None = None
    source: str = CALLER_KEY
    ttl: float | None = None

    def __post_init__(self) -> None:
        _one_place(self, "header", "query", "field")
        if self.ttl is not None:
            positive(self, "ttl")


@dataclass(frozen=True, slots=True)
class NaturalKey:
    """An upsert by the caller's own id, in the path or a body field."""

    path: str | None = None
    field: str | None = None
    source: str = CALLER_KEY

    def __post_init__(self) -> None:
        _one_place(self, "path", "field")


@dataclass(frozen=True, slots=True)
class Unsafe:
    """Repeat only what surely was not processed."""


Safety = Read | Idempotent | Keyed | NaturalKey | Unsafe


def may_repeat(safety: Safety, *, processed: bool) -> bool:
    """Whether another attempt does no harm; `processed`: the failed one may have been."""
    return not processed or not isinstance(safety, Unsafe)


def _one_place(safety: "Keyed | NaturalKey", *places: str) -> None:
    """A key goes to one place: in two, the vendor may look at either."""
    given = [name for name in places if getattr(safety, name)]
    named = given[1] if len(given) > 1 else places[0]
    demand(safety, named, len(given) == 1, f"the only one of {', '.join(places)}")


def is_write(safety: Safety) -> bool:
    """Whether a lost answer leaves the caller not knowing what happened."""
    return not isinstance(safety, Read)
