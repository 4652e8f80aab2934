"""`explain`: a rule by its code or its name."""

from __future__ import annotations

import pytest

from portwright.diff.families import FAMILIES
from portwright.rules.registry import RULES
from tests.cli.project import Project


@pytest.mark.parametrize("word", ["E0401", "e0401", "unsafe-retry", "Unsafe-Retry"])
def test_explains_by_code_and_by_name(empty: Project, word: str) -> None:
    result = empty.run("explain", word)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("# E0401 unsafe-retry: retried, but nothing makes it safe\n")
    for heading in ("**What**", "**Why**", "**Example**", "**Fix**"):
        assert heading in result.stdout


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("E041", "did you mean `E0401`?"),
        ("unsafe-rety", "did you mean `unsafe-retry`?"),
        ("Z9", "no diagnostic `Z9`"),
        ("DIFF-operation-remved", "did you mean `DIFF-operation-removed`?"),
        ("response-nulable", "did you mean `response-nullable`?"),
    ],
)
def test_an_unknown_code_is_2_with_the_nearest(empty: Project, word: str, hint: str) -> None:
    result = empty.run("explain", word)
    assert (result.exit_code, result.stdout) == (2, "")
    assert hint in result.stderr


def test_a_verdict_is_explained_with_the_families_that_come_to_it(empty: Project) -> None:
    result = empty.run("explain", "Breaks-Parse")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(
        "# breaks-parse: an answer no longer fits the generated types\n"
    )
    listed = set(result.stdout.split("DIFF-")[1:])
    assert {name.strip(" -\n") for name in listed} == {
        family.name for family in FAMILIES.values() if "breaks-parse" in family.verdicts
    }


@pytest.mark.parametrize("word", ["DIFF-response-nullable", "diff-Response-Nullable"])
def test_a_family_of_changes_is_explained(empty: Project, word: str) -> None:
    result = empty.run("explain", word)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("# DIFF-response-nullable: `…` may be null\n")
    for heading in ("What it means", "Why it breaks", "What to do", "Verdicts", "oasdiff"):
        assert f"**{heading}**" in result.stdout


def test_every_rule_is_explained(empty: Project) -> None:
    for code in RULES:
        assert empty.run("explain", code).exit_code == 0


def test_without_a_code_all_are_listed(empty: Project) -> None:
    result = empty.run("explain")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    codes = [line.split()[0] for line in lines if line.startswith("  ")]
    changes = [family.code for family in FAMILIES.values()]
    assert codes == [*sorted(RULES, key=lambda code: (code[1:], code)), *changes]
    assert "  E0401  retried, but nothing makes it safe" in lines
    assert "Safety and policies" in lines
