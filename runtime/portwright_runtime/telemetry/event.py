"""The events of a call: vendor, operation, server and classes, never URLs or values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from portwright_runtime.policies.classify import Outcome

EventKind: TypeAlias = Literal["started", "attempt", "wait", "refused", "state", "finished"]

# Every class that an event may name beside the outcomes of attempts: how a call may end besides.
DEADLINE: Final = "deadline"
UNKNOWN: Final = "unknown"
OUTCOMES: Final = frozenset({*(outcome.value for outcome in Outcome), DEADLINE, UNKNOWN})
# What may make a call wait or refuse it.
STAGES: Final = frozenset(
    {"retry", "budget", "breaker", "limiter", "quota", "bulkhead", "auth", "transport"}
)
STATES: Final = frozenset({"closed", "open", "half_open", "isolated"})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a call.

    | kind | `attempt` | `outcome` | `seconds` | `stage` |
    |---|---|---|---|---|
    | `started` | 0 | `""` | 0 | |
    | `attempt` ended | its number | its class | it took | |
    | `wait` begins | the one before | its class | to wait | what for |
    | `refused` | that was to be | `refused` | until it may come again, or 0 | who refused |
    | `state` changed | 0 | the new state | 0 | whose |
    | `finished` | how many | class of the end | in all | |

    `call` is one number for all events of a logical call (0: none), `template` the path with its
    parameters' names, `status` that of the answer, if one came. `server` and `port` are those of
    the base URL ("" and 0 while none is known), so they are the same for all calls of a connection.
    All other text is from the spec or from the closed sets of this module.
    """

    kind: EventKind
    operation: str
    attempt: int
    outcome: str
    seconds: float
    vendor: str = ""
    call: int = 0
    method: str = ""
    template: str = ""
    status: int | None = None
    stage: str = ""
    server: str = ""
    port: int = 0


Listener = Callable[[Event], None]
