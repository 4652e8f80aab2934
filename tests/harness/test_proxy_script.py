"""Fault scripts: every mistake is told at once, each at its place; rules take their turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright_harness.proxy import ScriptError, read_script
from portwright_harness.proxy.script import Replacement, Rule, Script, Trickle, Turns


def mistakes(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(ScriptError) as refused:
        read_script(text)
    return [(item.line, item.column, item.text) for item in refused.value.mistakes]


def rule(text: str) -> Rule:
    (found,) = read_script(f"faults: [{{{text}}}]").rules
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Rule()),
        ("match: {method: post, path: /v1/*}", Rule(method="POST", path="/v1/*")),
        ("times: 2, after: 1", Rule(times=2, after=1)),
        ("latency: 200ms, jitter: 1.5s", Rule(latency=0.2, jitter=1.5)),
        ("status: 503, forward: false", Rule(status=503, forward=False)),
        ("headers: {Retry-After: 1, ETag: null}", Rule(headers={"Retry-After": "1", "ETag": None})),
        ("body: gone", Rule(body="gone")),
        ("body: {replace: {EUR: USD}}", Rule(body=Replacement({"EUR": "USD"}))),
        ("reset: after", Rule(reset="after")),
        ("reset: before, forward: false", Rule(reset="before", forward=False)),
        ("truncate: 0", Rule(truncate=0)),
        ("trickle: {bytes: 1, every: 5ms}", Rule(trickle=Trickle(1, 0.005))),
    ],
)
def test_a_fault_is_read(text: str, expected: Rule) -> None:
    assert rule(text) == expected


@pytest.mark.parametrize(
    ("text", "line", "column", "shown"),
    [
        ("", 1, 1, "a script has a list of `faults`"),
        ("seed: 1", 1, 1, "a script has a list of `faults`"),
        ("faults: [", 1, 10, "not YAML"),
        ("[" * 9999, 1, 1, "nested too deep"),
        ("- status: 503", 1, 1, "a script must be a map"),
        ("faults: 3", 1, 9, "`faults` must be a list"),
        ("fault: []", 1, 1, "did you mean `faults`?"),
        ("seed: x\nfaults: []", 1, 7, "`seed` must be a whole number"),
        ("faults:\n  - latencey: 1s", 2, 5, "did you mean `latency`?"),
        ("faults:\n  - latency: 1", 2, 14, "such as `200ms` or `1.5s`"),
        ("faults:\n  - latency: 61s", 2, 14, "at most 60s"),
        ("faults:\n  - [status]", 2, 5, "a fault must be a map"),
        ("faults:\n  - {status: 503, status: 500}", 2, 19, "`status` occurs twice"),
        ("faults:\n  - {[a]: 503}", 2, 6, "a key must be plain text"),
        ("faults:\n  - status: 99", 2, 13, "whole number from 200 to 599"),
        ("faults:\n  - status: 0o777", 2, 13, "whole number from 200 to 599"),
        ("faults:\n  - times: 0", 2, 12, "whole number from 1"),
        ("faults:\n  - forward: maybe", 2, 14, "must be true or false"),
        ("faults:\n  - forward: false", 2, 5, "needs a `status` or a `reset`"),
        ("faults:\n  - reset: never", 2, 12, "there are: before, after"),
        ("faults:\n  - {reset: after, status: 500}", 2, 20, "says nothing where `reset`"),
        ("faults:\n  - {reset: after, forward: false}", 2, 6, "it is not asked"),
        ("faults:\n  - headers: {'a b': x}", 2, 15, "not the name of a header"),
        ('faults:\n  - headers: {A: "x\\ny"}', 2, 18, "must be one line of ASCII"),
        ("faults:\n  - headers: {A: [x]}", 2, 18, "`A` must be text"),
        ("faults:\n  - match: {path: v1}", 2, 19, "begins with `/` or `*`"),
        ("faults:\n  - match: {host: x}", 2, 13, "`match` has no key `host`"),
        ("faults:\n  - body: {replace: {'': x}}", 2, 22, "needs a text to replace"),
        ("faults:\n  - body: {change: {}}", 2, 12, "has no key `change`"),
        ("faults:\n  - trickle: {bytes: 1}", 2, 14, "needs `bytes` and `every`"),
        ("faults:\n  - truncate: -1", 2, 15, "whole number from 0"),
        ("faults:\n  - status: !!python/name:os.system x", 2, 13, "whole number"),
    ],
)
def test_a_mistake_has_its_place(text: str, line: int, column: int, shown: str) -> None:
    (found,) = mistakes(text)
    assert found[:2] == (line, column)
    assert shown in found[2]


def test_all_mistakes_are_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "slow.yaml"
    path.write_text("faults:\n  - reset: x\n    jitter: y\n  - times: z\n", encoding="utf-8")
    with pytest.raises(ScriptError) as refused:
        read_script(path)
    places = [line.partition(" ")[0] for line in str(refused.value).splitlines()]
    assert places == ["slow.yaml:2:12:", "slow.yaml:3:13:", "slow.yaml:4:12:"]


def test_rules_take_their_turns() -> None:
    script = Script((Rule(method="POST", path="/a*", after=1, times=2), Rule(path="/a")))
    turns = Turns(script)
    asked = [("POST", "/a")] * 4 + [("POST", "/ab")] + [("GET", "/a"), ("GET", "/b")]
    assert [turns.take(*one) for one in asked] == [1, 0, 0, 1, None, 1, None]


@pytest.mark.parametrize(
    ("content", "said"), [(None, "No such file"), (b"faults: \xff", "not UTF-8 at byte 8")]
)
def test_a_file_that_cannot_be_read_is_a_mistake(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "script.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ScriptError, match=f"script.yaml:1:1: cannot be read: {said}"):
        read_script(path)
