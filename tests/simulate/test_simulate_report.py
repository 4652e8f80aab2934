"""What a report says of a run, and how it is shown."""

from __future__ import annotations

import json
from typing import Any

import pytest

from portwright.simulate.arrivals import arrivals
from portwright.simulate.log import Entry, Log, as_json, lines
from portwright.simulate.report import Report
from portwright.simulate.report import as_json as report_json
from portwright.simulate.run import Run, simulate
from portwright.simulate.script import Arriving
from portwright.simulate.series import gathered, percentile, seconds_of
from portwright.simulate.table import as_text
from portwright_runtime import Breaker, Limit, Policy, Queue, Retry, Timeout
from tests.simulate.made import calls, fault, script, target

POLICY = Policy(
    deadline=10.0,
    timeout=Timeout(0.5, 2.0),
    retry=Retry(attempts=1),
    breaker=Breaker(open_for=3.0, open_cap=3.0, min_calls=5, window=1.0),
)


@pytest.fixture(scope="module")
def report() -> Report:
    """14 s with an outage from 3 to 6.6; the breaker opens in its first second, and again."""
    wrong = fault("outage", 3, 6.6, what="refused")
    made = script(14.0, calls(10, 14.0, "read"), faults=(wrong,))
    return Report(simulate(target("read", policy=POLICY), made))


def test_each_second_says_what_happened_in_it(report: Report) -> None:
    shown = [
        (s.offered, s.sent, s.ok, s.failed.total(), s.refused.total(), s.breaker)
        for s in report.seconds
    ]
    assert shown[:3] == [(10, 10, 10, 0, 0, "closed")] * 3
    # Of the calls of the last second, half had to fail.
    assert shown[3][0] == 10
    assert shown[3][3] + shown[3][4] == 10
    assert [row[5] for row in shown[3:6]] == ["open"] * 3
    assert sum(row[4] for row in shown) == report.whole.refused.total() > 30
    assert shown[10] == (10, 10, 10, 0, 0, "closed")


def test_a_fault_has_its_moments(report: Report) -> None:
    [episode] = report.episodes
    assert episode.detected is not None
    assert 0 < episode.detected < 1.0
    assert episode.asked is not None
    assert episode.recovered is not None
    assert episode.probe_interval is not None
    assert 3.0 <= episode.probe_interval < 3.2
    assert episode.asked <= episode.probe_interval
    assert episode.closed == pytest.approx(episode.asked + 0.05)
    assert episode.recovered == pytest.approx(episode.closed)
    assert episode.in_one_probe
    assert episode.sent_per_call is not None
    assert episode.sent_per_call < 0.5


def test_json_has_all_of_it_and_nothing_of_the_day(report: Report) -> None:
    made = report_json(report)
    assert json.loads(json.dumps(made)) == made
    assert made["holds"] is True
    assert made["summary"]["offered"] == 140
    assert len(made["seconds"]) == 14
    assert {"p50", "p99", "amplification", "waiting", "refused"} <= made["seconds"][0].keys()
    assert made["seconds"][0]["p50"] == 0.05
    assert made["faults"][0]["kinds"] == ["outage"]


def test_text_names_the_columns_the_faults_and_every_property(report: Report) -> None:
    text = as_text(report)
    assert "offered  sent  ok  failed  refused" in text
    assert "outage from 3 s until 6.6 s" in text
    assert text.count("\nholds ") + text.count("\nnot tested  ") == len(report.verdict.breaches)
    assert "BROKEN" not in text


def test_what_a_run_could_not_show_is_not_tested(report: Report) -> None:
    """Nobody was throttled, nothing has a quota, and no write was made."""
    assert report.verdict.untested >= {"retry-after", "quota", "rate", "writes", "same key"}
    assert report.verdict.word("probes") == report.verdict.word("breaker") == "holds"
    assert "\nnot tested  quota\n" in as_text(report)
    assert report_json(report)["properties"]["quota"]["verdict"] == "not tested"
    assert report_json(report)["properties"]["breaker"]["verdict"] == "holds"


def test_of_a_run_without_callers_nothing_holds() -> None:
    empty = Report(simulate(target("read"), script(5.0)))
    assert empty.verdict.untested == set(empty.verdict.breaches)
    assert not empty.verdict.holds


def test_a_breach_is_shown_with_its_moment(report: Report) -> None:
    run = report.run
    log = Log(run.log)
    end = next(n for n, entry in enumerate(log) if entry.kind == "end")
    log[end] = Entry(25.0, "end", log[end].call, "read", "ok")
    broken = Report(Run(run.script, run.target, run.seed, log))
    assert "BROKEN      deadline: at 25.000000 s, call 1: ended 15.000 s after" in as_text(broken)
    assert report_json(broken)["properties"]["deadline"] == {
        "verdict": "broken",
        "breaches": 1,
        "first": {"at": 25.0, "call": 1, "message": "ended 15.000 s after its deadline"},
    }


def test_without_a_breaker_all_is_well_when_nothing_fails_for_a_second() -> None:
    wrong = fault("error", 2, 4.5, what="503")
    policy = Policy(deadline=10.0, timeout=Timeout(0.5, 2.0), breaker=None)
    made = script(9.0, calls(10, 9.0, "read"), faults=(wrong,))
    [episode] = Report(simulate(target("read", policy=policy), made)).episodes
    assert episode.detected is None
    # The last failed while it lasted still.
    assert episode.recovered == 0.0


def test_well_again_is_when_the_lines_are_what_they_were_before() -> None:
    """The fault is over at 5 s; who came meanwhile is in line for some seconds more."""
    limits = (Limit(rate=(20, 1.0), queue=Queue(max=300, wait=60.0)),)
    policy = Policy(deadline=60.0, timeout=Timeout(0.5, 2.0), breaker=None, bulkhead=None)
    asked = fault("throttle", 3, 5, what="seconds", seconds=5.0)
    made = script(30.0, calls(15, 30.0, "read"), faults=(asked,))
    report = Report(simulate(target("read", policy=policy, limits=limits), made))
    [episode] = report.episodes
    waited = [second.start for second in report.seconds if second.waiting["limiter"]]
    assert 6 < max(waited) < 27
    assert episode.recovered == max(waited) + 1 - 5


def test_nothing_is_well_while_another_fault_is_on() -> None:
    policy = Policy(deadline=10.0, timeout=Timeout(0.5, 2.0), breaker=None)
    made = script(
        20.0,
        calls(10, 20.0, "read"),
        faults=(fault("error", 2, 4, what="404"), fault("error", 4, 8, what="404")),
    )
    first, second = Report(simulate(target("read", policy=policy), made)).episodes
    assert first.recovered is None
    assert second.recovered is not None
    assert 0.0 <= second.recovered < 0.2


def test_a_probe_after_the_next_fault_began_says_nothing_of_this_one() -> None:
    made = script(
        30.0,
        calls(10, 30.0, "read"),
        faults=(fault("outage", 3, 6, what="refused"), fault("outage", 6.5, 9, what="refused")),
    )
    first, second = Report(simulate(target("read", policy=POLICY), made)).episodes
    assert (first.asked, first.closed, first.in_one_probe) == (None, None, None)
    assert second.in_one_probe


def test_faults_of_one_time_are_one_episode() -> None:
    wrong = (fault("slow", 1, 2, seconds=0.1), fault("error", 1, 2, what="404"))
    made = script(3.0, calls(10, 3.0, "read"), faults=wrong)
    [episode] = Report(simulate(target("read"), made)).episodes
    assert [one.kind for one in episode.faults] == ["slow", "error"]


def test_seconds_without_an_event_are_there_too() -> None:
    one = Arriving(kind="burst", count=1, seconds=0.0, begin=4.5, end=6.0, shares={"read": 1.0})
    series = seconds_of(simulate(target("read"), script(10.0, one)))
    assert [second.offered for second in series] == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]


def test_rows_are_gathered_and_lose_nothing(report: Report) -> None:
    rows = gathered(report.seconds, 4)
    assert len(rows) <= 4
    assert sum(row.offered for row in rows) == 140
    assert max(row.in_flight for row in rows) == max(s.in_flight for s in report.seconds)


@pytest.mark.parametrize(
    ("values", "part", "wanted"),
    [
        ([], 0.5, None),
        ([3.0], 0.99, 3.0),
        ([4.0, 1.0, 3.0, 2.0], 0.5, 2.0),
        (list(map(float, range(1, 101))), 0.99, 99.0),
    ],
)
def test_percentiles_are_by_nearest_rank(
    values: list[float], part: float, wanted: float | None
) -> None:
    assert percentile(values, part) == wanted


def test_an_entry_shows_what_is_not_empty() -> None:
    entry = Entry(0.0, "send", 3, "read", seconds=1.0000000001, count=1)
    wanted: dict[str, Any] = {
        "at": 0.0, "kind": "send", "call": 3, "operation": "read", "seconds": 1.0, "count": 1
    }  # fmt: skip
    assert as_json(entry) == wanted
    assert json.loads(lines([entry])) == wanted


def test_arrivals_come_as_their_kind_says() -> None:
    def moments(kind: Any, **more: Any) -> list[float]:
        one = Arriving(kind=kind, begin=1.0, end=5.0, shares={"read": 1.0}, **more)
        return [moment for moment, _ in arrivals(script(5.0, one), 1)]

    assert moments("constant", count=1, seconds=2.0) == [1.0, 3.0]
    assert moments("burst", count=2, seconds=2.5) == [1.0, 1.0, 3.5, 3.5]
    assert moments("burst", count=2, seconds=0.0) == [1.0, 1.0]
    assert 300 <= len(moments("poisson", count=100, seconds=1.0)) <= 500


def test_arrivals_are_shared_among_operations() -> None:
    one = Arriving(
        kind="constant", count=100, seconds=1.0, begin=0.0, end=20.0,
        shares={"read": 0.8, "keyed": 0.2},
    )  # fmt: skip
    names = [name for _, name in arrivals(script(20.0, one), 1)]
    assert 1500 <= names.count("read") <= 1700
    assert len(names) == 2000


def test_a_fault_in_which_nobody_called_says_so() -> None:
    made = script(6.0, calls(5, 2.0, "read"), faults=(fault("outage", 4, 5, what="refused"),))
    text = as_text(Report(simulate(target("read"), made)))
    assert "  0 sent, nobody called\n" in text
