"""The report as text: a table over time, the faults, and the properties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from portwright.simulate.moments import Episode
from portwright.simulate.report import Report
from portwright.simulate.series import Second, gathered

_ROWS = 40
_COLUMNS = (
    *("second", "offered", "sent", "ok", "failed", "refused", "breaker"),
    *("waiting", "in flight", "sent/call", "p50", "p99"),
)
_TEXT = frozenset({"breaker"})


def as_text(report: Report) -> str:
    """The whole report, for people."""
    run = report.run
    environment = f", {run.script.environment}" if run.script.environment else ""
    lines = [f"{run.target.vendor}{environment}: {run.script.title} (seed {run.seed})", ""]
    lines += _table([_row(second) for second in gathered(report.seconds, _ROWS)])
    lines += ["", *_summary(report), "", *_faults(report.episodes), *_properties(report)]
    return "\n".join(lines)


def _row(second: Second) -> tuple[str, ...]:
    return (
        str(second.start),
        str(second.offered),
        str(second.sent),
        str(second.ok),
        str(second.failed.total() or ""),
        str(second.refused.total() or ""),
        "" if second.breaker == "closed" else second.breaker.replace("_", " "),
        str(max(second.waiting.values(), default=0) or ""),
        str(second.in_flight or ""),
        _number(second.amplification),
        _time(second.percentile(0.5)),
        _time(second.percentile(0.99)),
    )


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(_COLUMNS, *rows, strict=True)]
    return [_line(row, widths) for row in (_COLUMNS, *rows)]


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    shown = [
        cell.ljust(width) if name in _TEXT else cell.rjust(width)
        for name, cell, width in zip(_COLUMNS, cells, widths, strict=True)
    ]
    return "  ".join(shown).rstrip()


def _summary(report: Report) -> Iterator[str]:
    whole, counted = report.whole, report.counted
    yield f"calls    {whole.offered}, {whole.ok} ok, {whole.sent} attempts sent"
    yield f"failed   {_listed(whole.failed)}"
    yield f"refused  {_listed(whole.refused)}"
    yield f"writes   {counted['applied']} applied, {counted['replayed']} recognised by their key"


def _faults(found: list[Episode]) -> Iterator[str]:
    for episode in found:
        fault = episode.faults[0]
        kinds = ", ".join(one.kind for one in episode.faults)
        yield f"{kinds} from {fault.begin:g} s until {fault.end:g} s"
        yield f"  {_sent(episode)}"
        yield f"  breaker opened {_after(episode.detected, 'it began', 'never')}"
        probe = ""
        if episode.asked is not None and episode.probe_interval is not None:
            probe = (
                f"; the first probe {episode.asked:.2f} s after it ended, "
                f"open for {episode.probe_interval:.2f} s by then"
            )
        never = "not before the next fault or the end"
        yield f"  well again {_after(episode.recovered, 'it ended', never)}{probe}"
    if found:
        yield ""


def _sent(episode: Episode) -> str:
    if not episode.offered:
        return f"{episode.sent} sent, nobody called"
    each = _number(episode.sent_per_call)
    return f"{episode.sent} sent for {episode.offered} calls: {each} each"


def _properties(report: Report) -> Iterator[str]:
    for name, breaches in report.verdict.breaches.items():
        if not breaches:
            yield f"{report.verdict.word(name):<10}  {name}"
            continue
        first = breaches[0]
        call = f", call {first.call}" if first.call else ""
        yield f"BROKEN      {name}: at {first.at:.6f} s{call}: {first.message}"
        if len(breaches) > 1:
            yield f"            and {len(breaches) - 1} more"


def _listed(counts: Counter[str]) -> str:
    named = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {name}" for name, count in named) or "none"


def _after(seconds: float | None, since: str, never: str) -> str:
    return never if seconds is None else f"{seconds:.2f} s after {since}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _time(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds * 1000:.0f} ms"
