"""All attempts of a call go under one key, and no two calls share one."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import Evidence
from portwright_runtime.policies.safety import Keyed, NaturalKey

NAME = "same key"


def tested(evidence: Evidence) -> bool:
    """Something was sent that has to have a key."""
    keyed = (Keyed, NaturalKey)
    return any(isinstance(evidence.spec(one.operation).safety, keyed) for one in evidence.sends)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Every keyed call, by what was on the wire."""
    owners: dict[tuple[str, str], int] = {}
    for call in evidence.calls.values():
        safety = evidence.spec(call.operation).safety
        if not isinstance(safety, Keyed | NaturalKey):
            continue
        first = call.first("send")
        for entry in call.of("send"):
            if not entry.key:
                yield Breach(NAME, entry.at, "sent without a key", call.number)
            elif first and entry.key != first.key:
                text = f"attempt {entry.count} under another key than the first"
                yield Breach(NAME, entry.at, text, call.number)
        if first and isinstance(safety, Keyed) and safety.source == "$key":
            owner = owners.setdefault((call.operation, first.key), call.number)
            if owner != call.number:
                text = f"the key of call {owner} once more"
                yield Breach(NAME, first.at, text, call.number)
