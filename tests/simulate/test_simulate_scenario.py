"""A scenario is read as a spec is: every mistake has a code, a place and a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.rules.registry import RULES
from portwright.simulate.bind import bind_scenario
from portwright.simulate.read import read_scenario
from portwright.simulate.script import Behaviour, Faulty, Script
from portwright.simulate.target import Target
from portwright.source.files import read_file
from tests.simulate.made import subject

HEAD = "scenario: 1\ntitle: a test\nduration: 60s\n"
TRAFFIC = "traffic:\n  - {poisson: 50/s, operations: {read: 70%, keyed: 30%}}\n"
SHOP = Target(
    "shop",
    {name: subject(name) for name in ("read", "keyed")},
    environments=("live", "test"),
)


def read(tmp_path: Path, text: str) -> tuple[Script | None, list[Diagnostic]]:
    path = tmp_path / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    sink = Diagnostics()
    scenario = read_scenario(read_file(path), sink)
    script = bind_scenario(scenario, SHOP, sink) if scenario else None
    return script, list(sink)


def test_a_scenario_says_all_that_it_may(tmp_path: Path) -> None:
    script, found = read(
        tmp_path,
        """\
scenario: 1
title: everything
seed: 4
duration: 2m
environment: test
traffic:
  - {constant: 90/m, operations: {read: 100%}, from: 10s, until: 1m}
  - {poisson: 50/s, operations: {read: 50%, keyed: 50%}}
  - {burst: 20, every: 5s, operations: {keyed: 100%}}
vendor: {latency: {median: 80ms, p99: 1s}, rate: 100/s, key_ttl: 24h}
faults:
  - {outage: refused, from: 1s, until: 2s}
  - {error: 503, from: 1s, until: 2s, processed: true, headers: {Stripe-Should-Retry: "true"}}
  - {error: 200, from: 1s, until: 2s, body: '{"ok": false}'}
  - {throttle: 3s, as: date, from: 1s, until: 2s, share: 30%, operations: [read], body: "no"}
  - {hang: before, from: 1s, until: 2s}
  - {reset: after, from: 1s, until: 2s}
  - {garble: html, from: 1s, until: 2s}
  - {slow: 700ms, from: 1s, until: 2s}
  - {cancel: 2s, from: 1s, until: 2s}
  - {clock: behind, by: 1h, from: 1s, until: 2s}
""",
    )
    assert found == []
    assert script is not None
    assert (script.seed, script.duration, script.environment) == (4, 120.0, "test")
    assert [(one.kind, one.count, one.seconds, one.begin, one.end) for one in script.arrivals] == [
        ("constant", 90.0, 60.0, 10.0, 60.0),
        ("poisson", 50.0, 1.0, 0.0, 120.0),
        ("burst", 20, 5.0, 0.0, 120.0),
    ]
    assert script.vendor == Behaviour(median=0.08, p99=1.0, rate=(100.0, 1.0), key_ttl=86400.0)
    hint = (("Stripe-Should-Retry", "true"),)

    def at(**more: object) -> Faulty:
        return Faulty(begin=1.0, end=2.0, **more)  # type: ignore[arg-type]

    assert script.faults == (
        at(kind="outage", what="refused"),
        at(kind="error", what="503", processed=True, headers=hint),
        at(kind="error", what="200", body='{"ok": false}'),
        at(
            kind="throttle", what="date", seconds=3.0, share=0.3, operations=frozenset({"read"}),
            body="no",
        ),
        at(kind="hang", what="before"),
        at(kind="reset", what="after", processed=True),
        at(kind="garble", what="html", processed=True),
        at(kind="slow", seconds=0.7),
        at(kind="cancel", seconds=2.0),
        at(kind="clock", what="behind", seconds=3600.0),
    )  # fmt: skip


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    script, found = read(tmp_path, HEAD + TRAFFIC)
    assert found == []
    assert script is not None
    assert (script.seed, script.environment, script.vendor) == (0, "live", Behaviour())
    assert dict(script.arrivals[0].shares) == {"read": 0.7, "keyed": 0.3}


# What is written after the head, and the code, line, column and message of what is found.
MISTAKES: list[tuple[str, tuple[str, int, int, str]]] = [
    (
        "traffic:\n  - {poisson: 5/s, operations: {raed: 100%}}\n",
        ("E1001", 5, 33, "no operation `raed` in the spec"),
    ),
    (
        TRAFFIC + "faults:\n  - {hang: after, from: 1s, until: 2s, operations: [raed]}\n",
        ("E1001", 7, 53, "no operation `raed` in the spec"),
    ),
    (
        "traffic:\n  - {poisson: 5/s, operations: {read: 70%, keyed: 20%}}\n",
        ("E1002", 5, 32, "the shares add up to 0.9 of 1, not to 100%"),
    ),
    (
        TRAFFIC + "faults:\n  - {outage: refused, from: 60s, until: 70s}\n",
        ("E1003", 7, 29, "this cannot be: it begins after the run ends"),
    ),
    (
        TRAFFIC + "faults:\n  - {outage: refused, from: 5s, until: 5s}\n",
        ("E1003", 7, 40, "this cannot be: it ends before it begins"),
    ),
    (
        "traffic:\n  - {burst: 5, from: 2m, operations: {read: 100%}}\n",
        ("E1003", 5, 22, "this cannot be: it begins after the run ends"),
    ),
    ("environment: lvie\n" + TRAFFIC, ("E1004", 4, 14, "no environment `lvie` in the spec")),
    (
        "traffic:\n  - {constant: 1000000/s, operations: {read: 100%}}\n",
        ("E1005", 5, 3, "about 6e+07 calls, and 500000 is the most"),
    ),
    (
        "traffic:\n  - {poisson: 0/s, operations: {read: 100%}}\n",
        ("E1003", 5, 15, "nobody comes at a rate of 0"),
    ),
    (TRAFFIC + "vendor: {rate: 0/s}\n", ("E1003", 6, 16, "lets nothing through")),
    (
        TRAFFIC + "vendor: {latency: {median: 0s, p99: 1s}}\n",
        ("E1003", 6, 37, "p99 is at least the median"),
    ),
    (
        TRAFFIC + "faults:\n  - {error: 503, headers: {A B: x}, from: 1s, until: 2s}\n",
        ("E0005", 7, 28, "headers"),
    ),
    (
        TRAFFIC + "faults:\n  - {error: 200, from: 1s, until: 2s}\n",
        ("E1008", 7, 13, "an answer of 200 without a body is no error"),
    ),
    (
        TRAFFIC + "faults:\n  - {clock: ahead, by: 1s, share: 10%, from: 1s, until: 2s}\n",
        ("E1009", 7, 28, "`share` has no effect on a clock"),
    ),
    (
        TRAFFIC + "faults:\n  - {clock: ahead, by: 1s, operations: [read], from: 1s, until: 2s}\n",
        ("E1009", 7, 28, "`operations` has no effect on a clock"),
    ),
    (
        TRAFFIC + "faults:\n  - {clock: suspended, by: 1d, from: 1s, until: 2s}\n",
        ("E1007", 3, 11, "a run of 86460 s, and 86400 s is the most"),
    ),
    (
        "traffic:\n  - {burst: 0, every: 1s, operations: {read: 100%}}\n",
        ("E1003", 5, 13, "nobody comes in a burst of 0"),
    ),
    (
        "traffic:\n  - {poisson: 1/1d, operations: {read: 100%}}\n",
        ("E1006", 5, 3, "nobody calls: with seed 0 no caller comes before the end"),
    ),
    ("traffic: []\n", ("E1006", 4, 10, "nobody calls: `traffic` is empty")),
    ("trafic: []\n" + TRAFFIC, ("E0003", 4, 1, "unknown key `trafic`")),
    (TRAFFIC + "vendor: {latncy: 5ms}\n", ("E0003", 6, 10, "unknown key `latncy` in `vendor`")),
    (
        TRAFFIC + "faults:\n  - {outage: gone, from: 1s, until: 2s}\n",
        ("E0006", 7, 14, "`faults[0].outage` cannot be `gone`"),
    ),
    (
        TRAFFIC + "faults:\n  - {hang: after, reset: after, from: 1s, until: 2s}\n",
        ("E0007", 7, 19, "faults[0]"),
    ),
    (TRAFFIC + "faults:\n  - {from: 1s, until: 2s}\n", ("E0007", 7, 5, "faults[0]")),
    (
        TRAFFIC + "faults:\n  - {slow: 5, from: 1s, until: 2s}\n",
        ("E0009", 7, 12, "`5` is not a duration"),
    ),
    (TRAFFIC + "faults:\n  - {slow: 5s, until: 2s}\n", ("E0004", 7, 5, "`from`")),
]


@pytest.mark.parametrize(("text", "wanted"), MISTAKES, ids=[wanted[0] for _, wanted in MISTAKES])
def test_a_mistake_is_reported_at_its_place(
    tmp_path: Path, text: str, wanted: tuple[str, int, int, str]
) -> None:
    _, found = read(tmp_path, HEAD + text)
    assert len(found) == 1, found
    [one] = found
    assert one.span is not None
    code, line, column, message = wanted
    assert (one.code, one.span.line, one.span.column) == (code, line, column)
    assert message in one.message


def test_a_misspelt_operation_is_guessed(tmp_path: Path) -> None:
    _, [found] = read(tmp_path, HEAD + MISTAKES[0][0])
    assert found.help == "did you mean `read`?"


def test_another_version_and_broken_yaml_are_told(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD.replace("1", "2") + TRAFFIC)[1][0].code == "E0006"
    assert read(tmp_path, "scenario: [")[1][0].code == "E0002"


def test_every_rule_about_scenarios_is_shown() -> None:
    family = {code for code in RULES if code[1:3] == "10"}
    assert len(family) == 9
    assert family <= {wanted[0] for _, wanted in MISTAKES}


def test_a_mistake_of_form_hides_none_of_meaning(tmp_path: Path) -> None:
    traffic = "traffic: [{poisson: 50/s, operations: {read: 70%, nobody: 3}}]\n"
    faults = "faults: [{hang: sometimes, from: 1s, until: 2s}, {slow: 1s, from: 90s, until: 91s}]\n"
    _, found = read(tmp_path, HEAD + traffic + faults)
    told = [one.message for one in found]
    assert any("it begins after the run ends" in one.lower() for one in told), told
    assert not any("100" in one for one in told), told
