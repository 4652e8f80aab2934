"""Whatever is repeated is repeated exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portwright_harness.difference import render
from portwright_harness.matching import Matching
from portwright_harness.variants.trace import CallTrace


def repeated_otherwise(matching: Matching, calls: Iterable[CallTrace]) -> Iterator[tuple[int, str]]:
    """Requests that differ from the first of their kind in more than what is volatile, and the
    number of their call (from 1)."""
    strict = Matching(matching.rules)
    for made, call in enumerate(calls, 1):
        for leg in call.legs:
            for number, attempt in enumerate(leg[1:], 2):
                before, after = leg[0].request, attempt.request
                found = () if before == after else strict.differences(before, after)
                if found:
                    yield made, f"request {number} differs from the first:\n{render(found)}"
