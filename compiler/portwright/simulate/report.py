"""What a run says, as one value: the source of text, JSON and pictures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portwright.simulate.log import Entry
from portwright.simulate.moments import Episode, episodes
from portwright.simulate.properties.table import Verdict, judge
from portwright.simulate.run import Run
from portwright.simulate.series import Second, of_script, seconds_of, total

_DIGITS = 6


@dataclass(frozen=True)
class Report:
    """Everything about a run; not slotted, so that each part is worked out once."""

    run: Run

    @cached_property
    def verdict(self) -> Verdict:
        """Which properties hold."""
        return judge(self.run.log, self.run.target, self.run.script.environment)

    @cached_property
    def seconds(self) -> list[Second]:
        """The run second by second."""
        return seconds_of(self.run)

    @cached_property
    def whole(self) -> Second:
        """The run as one."""
        return total(self.seconds)

    @cached_property
    def episodes(self) -> list[Episode]:
        """Every fault."""
        return episodes(self.run, self.seconds)

    @cached_property
    def counted(self) -> Counter[str]:
        """How often each kind of entry is in the log, until the script was over."""
        entries: list[Entry] = of_script(self.run)
        return Counter(entry.kind for entry in entries)


def as_json(report: Report) -> dict[str, Any]:
    """The report for other tools; numbers are rounded to a millionth."""
    run = report.run
    return {
        "simulation": 1,
        "vendor": run.target.vendor,
        "title": run.script.title,
        "environment": run.script.environment,
        "seed": run.seed,
        "holds": report.verdict.holds,
        "summary": {
            **_second(report.whole),
            "applied": report.counted["applied"],
            "replayed": report.counted["replayed"],
        },
        "faults": [_episode(episode) for episode in report.episodes],
        "properties": {name: _property(report.verdict, name) for name in report.verdict.breaches},
        "seconds": [_second(second) for second in report.seconds],
    }


def _second(second: Second) -> dict[str, Any]:
    return {
        "second": second.start,
        "offered": second.offered,
        "sent": second.sent,
        "ok": second.ok,
        "failed": dict(sorted(second.failed.items())),
        "refused": dict(sorted(second.refused.items())),
        "breaker": second.breaker,
        "waiting": dict(sorted(second.waiting.items())),
        "in_flight": second.in_flight,
        "amplification": rounded(second.amplification),
        "p50": rounded(second.percentile(0.5)),
        "p99": rounded(second.percentile(0.99)),
    }


def _episode(episode: Episode) -> dict[str, Any]:
    fault = episode.faults[0]
    return {
        "kinds": [one.kind for one in episode.faults],
        "from": rounded(fault.begin),
        "until": rounded(fault.end),
        "offered": episode.offered,
        "sent": episode.sent,
        "sent_per_call": rounded(episode.sent_per_call),
        "detected": rounded(episode.detected),
        "closed": rounded(episode.closed),
        "recovered": rounded(episode.recovered),
        "first_probe": rounded(episode.asked),
        "probe_interval": rounded(episode.probe_interval),
    }


def _property(verdict: Verdict, name: str) -> dict[str, Any]:
    breaches = verdict.breaches[name]
    first = breaches[0] if breaches else None
    shown = None
    if first:
        shown = {"at": rounded(first.at), "call": first.call, "message": first.message}
    return {"verdict": verdict.word(name).lower(), "breaches": len(breaches), "first": shown}


def rounded(value: float | None) -> float | None:
    """To a millionth."""
    return None if value is None else round(value, _DIGITS)
