"""The pages of all diagnostics and all families of changes: complete, linked, and written from
the tables."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from portwright.diagnostics.catalogue import page
from portwright.diagnostics.explain import HEADINGS
from portwright.diagnostics.rule import Rule
from portwright.rules.registry import FAMILIES, RULES, packages
from scripts import catalogue


def test_the_page_is_what_the_rules_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogue.main(["--check"]) == 0, capsys.readouterr().err


def test_a_page_out_of_date_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "DOCS", tmp_path)
    assert catalogue.main(["--check"]) == 1
    assert catalogue.main([]) == 0
    assert catalogue.main(["--check"]) == 0
    for name in catalogue.PAGES:
        written = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text("old", encoding="utf-8")
        assert catalogue.main(["--check"]) == 1
        (tmp_path / name).write_text(written, encoding="utf-8")


def test_every_rule_has_a_row_that_leads_to_its_text() -> None:
    text = page(RULES, FAMILIES)
    rows = re.findall(r"^\| \[([EW]\d{4})\]\(#(\S+)\) \|", text, re.M)
    titles = re.findall(r"^### ([EW]\d{4}) (\S+)$", text, re.M)
    assert sorted(code for code, _ in rows) == sorted(RULES)
    assert {f"{code.lower()}-{slug}" for code, slug in titles} == {link for _, link in rows}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_has_the_four_headings(rule: Rule) -> None:
    assert re.findall(r"^\*\*(\w+)\*\*", rule.doc, re.M) == list(HEADINGS)


def test_every_rule_stands_in_the_folder_of_its_family() -> None:
    for package in packages():
        (digits,) = re.findall(r"E(\d\d)xx", package.__doc__ or "")
        names = [path.stem for path in Path(package.__path__[0]).glob("*.py")]
        modules = (import_module(f"{package.__name__}.{name}") for name in names)
        rules = [module.RULE for module in modules if hasattr(module, "RULE")]
        assert {rule.code[1:3] for rule in rules} == {digits} <= FAMILIES.keys()
