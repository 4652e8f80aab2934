"""The registry: every rule file is found, documented, and named after its slug."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

import portwright.rules
from portwright.diagnostics.explain import HEADINGS, explain, section
from portwright.diagnostics.rule import Rule
from portwright.rules.language.source_problem import source_problem
from portwright.rules.registry import RULES
from portwright.source.files import ProblemKind, SourceError
from portwright.source.span import Span

ROOT = Path(portwright.rules.__path__[0])
FILES = {
    path: path.read_text(encoding="utf-8")
    for path in sorted(ROOT.glob("*/*.py"))
    if re.search(r"^RULE\b", path.read_text(encoding="utf-8"), re.MULTILINE)
}
# The first two digits of a code tell its family.
FAMILIES = {
    "language": "00",
    "openapi": "01",
    "binding": "02",
    "mapping": "03",
    "ports": "03",
    "safety": "04",
    "secrets": "05",
    "errors": "06",
    "paging": "07",
    "webhooks": "08",
    "hooks": "09",
    "simulation": "10",
    "diff": "11",
}


def rule_of(path: Path) -> Rule:
    rule = import_module(f"portwright.rules.{path.parent.name}.{path.stem}").RULE
    assert isinstance(rule, Rule)
    return rule


def test_the_registry_holds_exactly_the_rule_files() -> None:
    assert {rule.code for rule in RULES.values()} == {rule_of(path).code for path in FILES}
    assert len(RULES) == len(FILES)
    assert list(RULES) == sorted(RULES)
    assert all(code == rule.code for code, rule in RULES.items())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_rule_file_is_one_documented_rule_of_its_family(path: Path) -> None:
    rule = rule_of(path)
    assert re.fullmatch(r"[EW]\d{4}", rule.code)
    assert rule.code[1:3] == FAMILIES[path.parent.name]
    assert rule.slug.replace("-", "_") == path.stem
    assert rule.title
    for heading in HEADINGS:
        assert section(rule.doc, heading), f"{rule.code} lacks **{heading}**"


def test_slugs_are_unique() -> None:
    slugs = [rule.slug for rule in RULES.values()]
    assert len(slugs) == len(set(slugs))


def test_a_module_without_a_rule_is_skipped() -> None:
    assert "source_problem" not in {rule.slug.replace("-", "_") for rule in RULES.values()}


def test_explain_shows_the_documentation() -> None:
    shown = explain("e0003", RULES)
    assert shown is not None
    assert shown.startswith("# E0003 unknown-key: unknown key\n\n**What**\n\n")
    assert shown.endswith("\n")
    assert explain("unknown-key", RULES) == shown
    assert explain("E9999", RULES) is None


def test_a_section_ends_where_the_next_begins() -> None:
    doc = "**What**\n\nOne\ntwo.\n\nThree.\n\n**Why** Four."
    assert section(doc, "What") == "One two.\n\nThree."
    assert section(doc, "Why") == "Four."
    assert section(doc, "Fix") is None


@pytest.mark.parametrize("kind", get_args(ProblemKind))
def test_every_kind_of_source_problem_has_a_rule(kind: ProblemKind) -> None:
    place, elsewhere = Span("a.yaml", 2, 3, 2, 4), Span("b.yaml")
    found = source_problem(SourceError(kind, "what", place, "how", "here"), elsewhere)
    assert found.code in RULES
    assert (found.message, found.span, found.help, found.label) == ("what", place, "how", "here")
    assert source_problem(SourceError(kind, "what"), elsewhere).span == elsewhere
