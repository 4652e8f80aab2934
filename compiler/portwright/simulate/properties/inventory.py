"""At the end, all that calls held on their way is there again: no token, slot or permit lost."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import Evidence

NAME = "nothing lost"


def tested(evidence: Evidence) -> bool:
    """What is left was counted."""
    return any(entry.kind == "inventory" for entry in evidence.log)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Every inventory that was taken."""
    for entry in evidence.log:
        if entry.kind == "inventory" and int(entry.what) != entry.count:
            text = (
                f"{entry.what} calls of `{entry.operation}` started at once where the idle "
                f"{entry.stage} has room for {entry.count}"
            )
            yield Breach(NAME, entry.at, text)
