"""What happened in a variant, line by line, for the person who reads its failure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from portwright_harness.replay import without_query
from portwright_harness.variants.trace import Attempt, CallTrace
from portwright_harness.variants.verdict import Ending

# Of an outage the last calls tell what went wrong.
_CALLS = 4


def story(calls: Sequence[CallTrace], endings: Sequence[Ending]) -> Iterator[str]:
    """Each attempt with its time and what it met, and how each call ended."""
    told = list(zip_longest(calls, endings))
    if len(told) > _CALLS:
        yield f"after {len(told) - _CALLS} calls:"
    for call, ending in told[-_CALLS:]:
        if call is None:
            continue
        number = 0
        for leg in call.legs:
            for attempt in leg:
                number += 1
                yield f"  {attempt.began:8.3f} s  request {number} {_met(attempt)}"
        if ending is not None:
            yield f"  {call.ended:8.3f} s  {ending.shown}"


def _met(attempt: Attempt) -> str:
    request = attempt.request
    token = " with another token" if attempt.renewed else ""
    return f"({request.method} {without_query(request.url)}){token} met {attempt.met}"
