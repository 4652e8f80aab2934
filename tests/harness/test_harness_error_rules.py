"""What an answer means, read by the harness and by the generated code: they must agree."""

from __future__ import annotations

import importlib
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portwright_harness.config import read_config
from portwright_harness.error_rules import (
    Answered,
    class_of,
    expected_class,
)
from portwright_harness.manifest import Case
from portwright_harness.manifest_policies import BodyTest, ErrorRule, HeaderTest
from portwright_harness.vendor import load_vendor
from portwright_runtime import Headers
from portwright_runtime.policies.rules import Rules
from tests.harness.project import Project, kinds, text

CONFIG = read_config(Path(__file__).resolve().parents[2])
# By the outcome of a verdict, what the runtime documents that a call ends in.
ENDS = {
    "success": None,
    "throttle": "Throttled",
    "auth_failed": "AuthFailed",
    "reauth": "AuthFailed",
    "forbidden": "Forbidden",
    "not_found": "NotFound",
    "conflict": "Conflict",
    "rejected": "Rejected",
}


def answered(status: int, body: Any = None, **headers: str) -> Answered:
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answered(status, fields, json.dumps(body).encode())


CODE = BodyTest(("error", "code"), "equals", ("busy", "5010"))


@pytest.mark.parametrize(
    ("rule", "answer", "ends"),
    [
        (ErrorRule("conflict", ((404, 404),)), answered(404), "Conflict"),
        (ErrorRule("conflict", ((404, 404),)), answered(410), "NotFound"),
        (ErrorRule("success", ((404, 404),)), answered(404), None),
        (
            ErrorRule("rejected", body=(CODE,)),
            answered(200, {"error": {"code": "busy"}}),
            "Rejected",
        ),
        (ErrorRule("rejected", body=(CODE,)), answered(200, {"error": {"code": 5010}}), "Rejected"),
        (
            ErrorRule("rejected", body=(CODE,)),
            answered(200, {"error": {"code": 5.01e3}}),
            "Rejected",
        ),
        (ErrorRule("rejected", body=(CODE,)), answered(200, {"error": {"code": None}}), None),
        (ErrorRule("rejected", body=(CODE,)), Answered(200, (), b"<html>"), None),
        (ErrorRule("retry", ((409, 409),)), answered(409), "Conflict"),
        (
            ErrorRule("retry", body=(CODE,)),
            answered(200, {"error": {"code": "busy"}}),
            "Unavailable",
        ),
        (ErrorRule("bug", ((500, 500),)), answered(500), "Unavailable"),
        (ErrorRule("bug", ((200, 200),)), answered(200), "Rejected"),
        (ErrorRule("rejected", ((503, 503),), raises="Declined"), answered(503), "Rejected"),
        (ErrorRule("rejected", ((404, 404),), raises="Declined"), answered(404), "NotFound"),
        (
            ErrorRule("throttle", headers=(HeaderTest("X-Why", "present"),)),
            answered(503),
            "Unavailable",
        ),
        (
            ErrorRule("throttle", headers=(HeaderTest("X-Why", "present"),)),
            Answered(503, (("x-why", "full"),), b""),
            "Throttled",
        ),
        (
            ErrorRule("forbidden", body=(BodyTest(("a", "*", "b"), "absent"),)),
            answered(401, {"a": [{"c": 1}]}),
            "Forbidden",
        ),
        (
            ErrorRule("forbidden", body=(BodyTest(("a", 1), "equals", ("true",)),)),
            answered(401, {"a": [False, True]}),
            "Forbidden",
        ),
        (
            ErrorRule("forbidden", body=(BodyTest(("a", 2), "equals", ("true",)),)),
            answered(401, {"a": [False, True]}),
            "AuthFailed",
        ),
        (
            ErrorRule("forbidden", body=(BodyTest(("a",), "present"),)),
            answered(401, {"a": None}),
            "AuthFailed",
        ),
        (
            ErrorRule("forbidden", body=(BodyTest(("a",), "absent"),)),
            answered(401, {"a": None}),
            "Forbidden",
        ),
        (
            ErrorRule("forbidden", headers=(HeaderTest("via", "equals", ("a, b",)),)),
            Answered(401, (("Via", "a"), ("Via", "b")), b""),
            "Forbidden",
        ),
    ],
)
def test_the_first_rule_that_fits_says_what_an_answer_ends_in(
    rule: ErrorRule, answer: Answered, ends: str | None
) -> None:
    assert expected_class((rule,), answer) == ends
    assert expected_class((), answer) == class_of(answer.status)


def test_the_first_of_several_counts() -> None:
    odd = ErrorRule("conflict", headers=(HeaderTest("x-odd", "equals", ("1",)),))
    rules = (odd, ErrorRule("forbidden"))
    found = [expected_class(rules, answered(400, X_Odd=value)) for value in ("1", "2")]
    assert found == ["Conflict", "Forbidden"]


def answers(rules: tuple[ErrorRule, ...]) -> Iterator[Answered]:
    """For each rule answers that fit it, and every status without a body."""
    yield from (Answered(status, (), b"") for status in range(200, 600))
    for rule in rules:
        for first, last in rule.statuses or ((200, 200), (500, 500)):
            for status in {first, last}:
                document: dict[str, Any] = {}
                for test in rule.body:
                    if test.test != "absent":
                        _put(document, test.path, test.values[-1] if test.values else "any")
                yield answered(status, document)
                yield answered(status + 1, document)


def _put(document: Any, path: tuple[Any, ...], value: str) -> None:
    for step, following in itertools.pairwise(path):
        empty: Any = [{}] if isinstance(following, int) or following == "*" else {}
        inner = document if isinstance(document, dict) else document[0]
        document = inner if step == "*" else inner.setdefault(step, empty)
    inner = document if isinstance(document, dict) else document[0]
    inner[path[-1]] = value == "true" if value in ("true", "false") else value


@pytest.mark.parametrize("name", ["kinto", "stripe", "shipstation_v1", "shipstation_v2"])
def test_the_generated_rules_say_the_same(name: str) -> None:
    rules = load_vendor(CONFIG, name).manifest.errors
    judging: Rules = importlib.import_module(f"generated.{name}.rules").RULES
    fitted = 0
    for answer in answers(rules):
        body = json.loads(answer.body) if answer.body else None
        verdict = judging.judge(answer.status, Headers(answer.headers), body)
        outcome = None if verdict is None else verdict.outcome.value
        fitted += outcome is not None
        if outcome in ENDS:
            assert expected_class(rules, answer) == ENDS[outcome], answer
        elif outcome is None:
            assert expected_class(rules, answer) == class_of(answer.status), answer
    assert fitted > len(rules)


def test_a_recording_is_judged_by_the_rules_of_the_manifest(project: Project) -> None:
    """The sample's client knows no rules: by the manifest its class is then the wrong one."""
    assert kinds(project.run("get_order", "missing", "L1")) == []
    project.manifest(errors=(ErrorRule("conflict", ((404, 404),)),))
    found = project.run("get_order", "missing", "L1")
    assert kinds(found) == ["outcome"] and "status 404 should be Conflict" in text(found)
    project.manifest(errors=(ErrorRule("success", ((404, 404),)),))
    found = project.run("get_order", "missing", "L1")
    assert kinds(found) == ["outcome"] and "status 404 should be a success" in text(found)


def test_the_line_for_a_new_case_names_the_error_of_the_rules(project: Project) -> None:
    project.manifest(errors=(ErrorRule("conflict", ((404, 404),)),))
    cases = tuple(c for c in project.vendor.manifest.cases if not _is_missing(c))
    project.manifest(cases=cases)
    [unnamed] = [c for c in project.checks("get_order", "missing") if c.level == "project"]
    assert '"raises": "Conflict"' in text(unnamed.run())


def _is_missing(case: Case) -> bool:
    return case.names("get_order", "missing")
