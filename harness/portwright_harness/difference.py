"""Differences between a recorded and a sent request, and how a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portwright_harness import credentials
from portwright_harness.canonical import Line, Part
from portwright_harness.pairs import Place

MAX_SHOWN = 200

Key = tuple[Part, Place]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place at which the requests differ; None stands for absent."""

    part: Part
    place: Place
    recorded: str | None
    sent: str | None

    def render(self) -> str:
        """Two lines, `-` what the cassette holds, `+` what the client sent."""
        where = f"{self.part:<11}{shown_place(self.place)}".rstrip()
        start = _first_difference(self.recorded, self.sent)
        lines = []
        if self.recorded is not None:
            lines.append(f"  - {where} = {_cut(self.recorded, start)}")
        if self.sent is not None:
            lines.append(f"  + {where} = {_cut(self.sent, start)}")
        return "\n".join(lines)


def differences(
    recorded: Iterable[Line], sent: Iterable[Line], may_add: frozenset[Key] = frozenset()
) -> tuple[Difference, ...]:
    """Compare canonical requests; `may_add` names what may be sent though it was not recorded."""
    before, after = _grouped(recorded), _grouped(sent)
    found: list[Difference] = []
    for key in [*before, *(key for key in after if key not in before)]:
        if key not in before and key in may_add:
            continue
        found += _compare(key, before.get(key, []), after.get(key, []))
    return tuple(found)


def render(found: Iterable[Difference]) -> str:
    """The whole diff as text, one or two lines for each difference."""
    return "\n".join(difference.render() for difference in found)


def _grouped(lines: Iterable[Line]) -> dict[Key, list[str]]:
    groups: dict[Key, list[str]] = {}
    for line in lines:
        groups.setdefault((line.part, line.place), []).append(line.value)
    return groups


def _compare(key: Key, before: list[str], after: list[str]) -> list[Difference]:
    part, place = key
    found = []
    for index in range(max(len(before), len(after))):
        was = before[index] if index < len(before) else None
        now = after[index] if index < len(after) else None
        if not _alike(part, was, now):
            found.append(Difference(part, place, was, now))
    return found


def _alike(part: Part, was: str | None, now: str | None) -> bool:
    if part == "credential" and was is not None and now is not None:
        return credentials.alike(was, now)
    return was == now


def shown_place(place: Place) -> str:
    """`items[0].price`, with a name quoted where it holds a dot or a bracket itself."""
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step}]"
            continue
        name = repr(step) if any(mark in step for mark in ".[] ") else step
        text += f".{name}" if text else name
    return text


def _first_difference(was: str | None, now: str | None) -> int:
    if was is None or now is None:
        return 0
    pairs = enumerate(zip(was, now, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(was), len(now)))


def _cut(value: str, start: int) -> str:
    """A long value around the place where it differs from the other one."""
    if len(value) <= MAX_SHOWN:
        return _one_line(value)
    begin = max(0, start - MAX_SHOWN // 4)
    shown = _one_line(value[begin : begin + MAX_SHOWN])
    after = "…" if begin + MAX_SHOWN < len(value) else ""
    return f"{'…' if begin else ''}{shown}{after} ({len(value)} characters)"


def _one_line(value: str) -> str:
    return value.replace("\r", "\\r").replace("\n", "\\n")
