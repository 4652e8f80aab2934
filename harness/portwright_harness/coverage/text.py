"""A survey as text for people."""

from __future__ import annotations

from collections.abc import Iterator

from portwright_harness.coverage.advice import Gap
from portwright_harness.coverage.orphans import Orphan
from portwright_harness.coverage.points import DIMENSIONS
from portwright_harness.coverage.survey import StaleCassette, Survey, VendorSurvey

MAX_NAMED = 6


def text(survey: Survey, *, verbose: bool = False) -> str:
    """Shares, stale cassettes, orphans and gaps of each vendor; `verbose` names every point."""
    if not survey.vendors:
        return "nothing to survey: there is no generated package"
    lines = [line for one in survey.vendors for line in _vendor(one, verbose)]
    lines += [
        f"below the threshold: {m.vendor} {m.dimension} {m.percent:.1f} %, not {m.threshold:g} %"
        for m in survey.missed
    ]
    return "\n".join(lines)


def _vendor(one: VendorSurvey, verbose: bool) -> Iterator[str]:
    if one.broken is not None:
        yield f"{one.vendor}: {one.broken}"
        return
    yield one.vendor
    yield from (f"  {dimension:<11}{one.shares[dimension]}" for dimension in DIMENSIONS)
    for item in one.stale:
        yield from _stale(item)
    for orphan in one.orphans:
        yield from _orphan(orphan)
    for gap in one.gaps:
        yield from _gap(gap, verbose)


def _stale(item: StaleCassette) -> Iterator[str]:
    yield f"  {item.stale.severity}: {item.place} is stale: {item.stale.text}"
    yield f"    {item.command}"


def _orphan(orphan: Orphan) -> Iterator[str]:
    yield f"  {orphan.kind}: {orphan.place}{f' ({orphan.text})' if orphan.text else ''}"
    if orphan.command is not None:
        yield f"    {orphan.command}"


def _gap(gap: Gap, verbose: bool) -> Iterator[str]:
    names = list(gap.names if verbose else gap.names[:MAX_NAMED])
    rest = len(gap.names) - len(names)
    shown = ", ".join(filter(None, names)) + (f" and {rest} more" if rest else "")
    yield f"  gap: {gap.operation}, {gap.dimension}{f': {shown}' if shown else ''}"
    if gap.add is not None:
        yield f"    add to `tests: cases:` {gap.add}"
    yield f"    {gap.command}"
