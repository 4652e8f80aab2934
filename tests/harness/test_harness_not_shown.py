"""What is secret by its name, or as the spec declares, has no value in any message."""

from __future__ import annotations

from typing import Any

import pytest

from portwright_harness.conformance import Conforms
from portwright_harness.expectation import shown
from portwright_harness.expected_values import expected_values
from portwright_harness.snapshot_diff import snapshot_diff
from portwright_runtime import Headers
from portwright_runtime.errors import DecodeFailed
from tests.harness.project import Project, kinds, text

VALUE = "hunter-2"
DECLARED = (("card", "number"),)
SCHEMA = {
    "type": "object",
    "properties": {
        "password": {"type": "integer"},
        "keys": {"type": "array", "items": {"$ref": "#/schemas/Key"}},
        "card": {"type": "object", "properties": {"number": {"type": "integer"}}},
        "holder": {"type": "string"},
    },
}
KEY = {"type": "object", "properties": {"secret_key": {"type": "string", "enum": ["none"]}}}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"password": VALUE}, '$.password: should be integer, is string "(not shown)"'),
        (
            {"keys": [{"secret_key": VALUE}]},
            '$.keys[0].secret_key: "(not shown)" is none of "none"',
        ),
        ({"card": {"number": VALUE}}, '$.card.number: should be integer, is string "(not shown)"'),
        (
            {"holder": {"password": VALUE, "name": "n"}},
            '$.holder: should be string, is object {"password": "(not shown)", "name": "n"}',
        ),
    ],
)
def test_what_an_answer_departs_in_is_told_without_secrets(
    answer: dict[str, Any], said: str
) -> None:
    conforms = Conforms.of({"Key": KEY}, {}, DECLARED)
    [fault] = conforms.check(answer, SCHEMA).faults
    assert f"{fault.path}: {fault.text}" == said


@pytest.mark.parametrize("level", ["L2", "L3"])
def test_a_declared_field_of_an_answer_is_told_and_not_shown(project: Project, level: str) -> None:
    project.edit("create_refund", "ok", "succeeded", VALUE)
    open_to_all = project.run("create_refund", "ok", level)
    assert VALUE in text(open_to_all) + str(open_to_all.notes)
    project.manifest(scrub=("body.status",))
    finding = project.run("create_refund", "ok", level)
    assert len(kinds(finding)) == len(kinds(open_to_all))
    said = text(finding) + str(finding.notes)
    assert "(not shown)" in said and VALUE not in said


@pytest.mark.parametrize(
    ("path", "hidden"),
    [("$.client_secret", True), ("$.card[0].number", True), ("$.card.name", False)],
)
def test_what_cannot_be_decoded_is_told_without_secrets(path: str, hidden: bool) -> None:
    reason = f"Invalid enum value '{VALUE}'"
    error = DecodeFailed(
        "get_key", path=path, reason=reason, status=200, headers=Headers(()), body=VALUE
    )
    said = shown(error, DECLARED)
    assert said.startswith(f"DecodeFailed: get_key: cannot decode the answer at {path}: Invalid")
    assert (VALUE not in said) is hidden


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("password", {"password": VALUE}),
        ("keys.0.secret_key", {"keys": [{"secret_key": VALUE}]}),
        ("card.number", {"card": {"number": VALUE}}),
        (".", {"card": {"number": VALUE}, "keys": [{"password": VALUE}]}),
    ],
)
def test_a_value_that_a_case_did_not_expect_is_not_shown(path: str, value: object) -> None:
    [problem] = expected_values({path: "another"}, value, DECLARED)
    assert "'another'" in problem.text and "(not shown)" in problem.text
    assert VALUE not in problem.text


@pytest.mark.parametrize(
    ("kept", "result"),
    [
        ("!Key\npassword: a-1\n", f"!Key\npassword: {VALUE}\n"),
        ("- !Key\n  password: a-1\n", f"- !Key\n  password: {VALUE}\n"),
        ("card:\n  number: a-1\n", f"card:\n  number: {VALUE}\n"),
        ("private_key: |\n  a-1\n  b\n", f"private_key: |\n  {VALUE}\n\n  b\n"),
        ("secret:\n- a-1\n", f"secret:\n- {VALUE}\n- a-1\n"),
        ("secret:\n  one: a-1\n", f"secret:\n  one: {VALUE}\n"),
    ],
)
def test_a_result_that_is_not_the_snapshot_is_told_without_secrets(kept: str, result: str) -> None:
    said = snapshot_diff(f"{kept}name: n\n", f"{result}name: m\n", DECLARED)
    assert "  -name: n\n" in f"{said}\n" and "  +name: m" in said
    assert "(not shown: 2)" in said
    assert VALUE not in said and "a-1" not in said


def test_a_secret_that_is_the_same_is_no_difference() -> None:
    assert snapshot_diff(f"password: {VALUE}\n", f"password: {VALUE}\n", ()) == ""


@pytest.mark.parametrize("level", ["L1", "L1-vcr"])
def test_a_header_that_the_spec_declares_compares_by_presence(project: Project, level: str) -> None:
    project.manifest(scrub=("header.Acme-Version",))
    project.edit("create_refund", "ok", "'2025-03-01'", "REDACTED")
    assert kinds(project.run("create_refund", "ok", level)) == []
    project.edit("create_refund", "ok", "Acme-Version:", "X-Other:")
    said = text(project.run("create_refund", "ok", level))
    assert "+ credential acme-version = (present)" in said and "2025" not in said
