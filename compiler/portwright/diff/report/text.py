"""A comparison for people at a terminal: worst first, each with its places and its uses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from portwright.diagnostics.display import printable
from portwright.diagnostics.listed import numbered
from portwright.diff.evidence import Replay
from portwright.diff.family import PREFIX
from portwright.diff.report.model import Placed, Report, Told
from portwright.diff.report.wording import clipped, sentence
from portwright.diff.verdict import Verdict
from portwright.source.span import Span

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_DIM = "\x1b[2m"
_BLUE = "\x1b[1;34m"
_CYAN = "\x1b[36m"
_RED, _YELLOW = "\x1b[1;31m", "\x1b[1;33m"
_HUES = {Verdict.UNKNOWN: _YELLOW, Verdict.DEGRADED: _YELLOW, Verdict.INFO: _CYAN}
_MOST_USES = 5
_MOST_EVIDENCE = 2


def text(report: Report, *, color: bool = False, verbose: bool = False) -> str:
    """All that is listed, then the numbers; ends with a line break."""
    writer = _Writer(report, color, None if verbose else _MOST_USES)
    return "\n".join([*writer.lines(), ""])


def numbers(report: Report) -> str:
    """`3 findings: 1 breaks-request, 2 degraded; 14 of no consequence`."""
    listed = [
        f"{number} {verdict}"
        for verdict, number in report.counts.items()
        if number and verdict is not Verdict.INFO
    ]
    total = sum(report.counts.values()) - report.counted(Verdict.INFO)
    head = numbered(total, "finding")
    parts = [f"{head}: {', '.join(listed)}" if listed else head]
    if report.accepted:
        parts.append(f"{report.accepted} accepted")
    parts.append(f"{report.counted(Verdict.INFO)} of no consequence")
    if new := sum(report.additions.values()):
        parts.append(numbered(new, "addition"))
    return "; ".join(parts)


def replayed(report: Report, replay: Replay) -> str:
    """`31 recorded exchanges were replayed: 3 speak for 2 findings`."""
    if replay.failure:
        return f"nothing was replayed: {printable(replay.failure)}"
    found = {item.place for told in report.told for item in told.evidence}
    several = sum(bool(item.evidence) for item in report.told)
    driven = numbered(replay.exchanges, "recorded exchange")
    verb = "was" if replay.exchanges == 1 else "were"
    findings = numbered(several, "finding")
    speak = "speaks" if len(found) == 1 else "speak"
    said = f"{len(found)} {speak} for {findings}" if found else "none speaks for a finding"
    return f"{driven} {verb} replayed: {said}"


class _Writer:
    def __init__(self, report: Report, color: bool, most: int | None) -> None:
        self._report = report
        self._color = color
        self._most = most

    def lines(self) -> Iterator[str]:
        for verdict, group in groupby(self._report.told, key=lambda item: item.verdict):
            found = list(group)
            hue = _HUES.get(verdict, _RED)
            yield f"{self._paint(hue, str(verdict))} ({len(found)})"
            for item in found:
                yield from self._finding(item, hue)
            yield ""
        if self._report.skipped:
            yield _skipped(self._report)
        if self._report.damage:
            yield f"{printable(self._report.new)} has faults: what could be read was compared"
        if self._report.replay is not None:
            yield replayed(self._report, self._report.replay)
        yield numbers(self._report)
        if self._report.is_met and self._report.accept_list:
            yield (
                "to accept a finding: --format accept-list prints entries for "
                f"{printable(self._report.accept_list)}"
            )

    def _finding(self, item: Told, hue: str) -> Iterator[str]:
        change = item.finding.change
        code = self._paint(hue, f"{PREFIX}{change.family}")
        said = self._paint(_BOLD, sentence(change))
        yield f"  {code}: {said} {self._paint(_DIM, f'[{item.finding.fingerprint}]')}"
        yield from self._places(item)
        shown = item.uses if self._most is None else item.uses[: self._most]
        yield from (f"      {_used(use)}" for use in shown)
        if len(item.uses) > len(shown):
            yield f"      and {numbered(len(item.uses) - len(shown), 'more use')} (-v shows them)"
        if change.suggestion:
            guess = clipped(change.suggestion)
            yield f"      {self._paint(_CYAN, '= guess:')} it may be `{guess}` now"
        yield from self._evidence(item)
        if item.accepted is not None:
            by, until = clipped(item.accepted.owner), item.accepted.expires
            yield f"      {self._paint(_CYAN, '= accepted')} by {by} until {until}"

    def _evidence(self, item: Told) -> Iterator[str]:
        shown = item.evidence if self._most is None else item.evidence[:_MOST_EVIDENCE]
        for found in shown:
            said = f"{found.place}, {found.level}: {clipped(found.text)}"
            yield f"      {self._paint(_CYAN, '= recorded:')} {said}"
        if len(item.evidence) > len(shown):
            left = numbered(len(item.evidence) - len(shown), "more recording")
            yield f"      and {left} (-v shows them)"

    def _places(self, item: Told) -> Iterator[str]:
        arrow = self._paint(_BLUE, "-->")
        if item.new is not None:
            was = f" (was {place(item.old)})" if item.old is not None else ""
            yield f"    {arrow} {place(item.new)}{was}"
        elif item.old is not None:
            yield f"    {arrow} was {place(item.old)}"

    def _paint(self, hue: str, words: str) -> str:
        return f"{hue}{words}{_RESET}" if self._color else words


def place(span: Span) -> str:
    return f"{printable(span.file)}:{span.line}:{span.column}"


def _used(item: Placed) -> str:
    path = f": {clipped(item.use.path)}" if item.use.path else ""
    where = f" ({place(item.span)})" if item.span is not None else ""
    return f"{clipped(item.use.operation)}{path}, {item.how}{where}"


def _skipped(report: Report) -> str:
    several = len(report.skipped) != 1
    named = ", ".join(clipped(name) for name in report.skipped[:3])
    more = f" and {len(report.skipped) - 3} more" if len(report.skipped) > 3 else ""
    verb = "operations cannot" if several else "operation cannot"
    return (
        f"{len(report.skipped)} {verb} be compiled from {printable(report.old)}, "
        f"so {'they were' if several else 'it was'} not compared: {named}{more}"
    )
