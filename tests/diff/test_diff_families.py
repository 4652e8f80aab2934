"""The table of families: each is documented, and what it says can be filled in."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from portwright.diff import catalogue, families
from portwright.diff.change import Change
from portwright.diff.families import FAMILIES, TOPICS, message
from portwright.diff.family import Family

DIFF = Path(families.__file__).parents[1]
_CHANGES = re.compile(r'\b[Cc]hange\(\s*"([a-z]+(?:-[a-z]+)+)"')
_WORDS = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_a_family_is_documented(family: Family) -> None:
    assert family.means.endswith(".") and family.breaks.endswith(".")
    assert family.remedy.endswith(".")
    assert family.verdicts and len(set(family.verdicts)) == len(family.verdicts)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_a_message_has_its_blanks_filled(family: Family) -> None:
    blanks = {name for _, name, _, _ in string.Formatter().parse(family.says) if name}
    assert blanks <= {"subject", "before", "after"}
    change = Change(family.name, family.verdicts[0], "#/components/schemas/A", "", "was", "is")
    said = message(change)
    assert "{" not in said and not said.endswith(".")
    assert all(shown in said for shown in _fillings(blanks))


def _fillings(blanks: set[str]) -> list[str]:
    known = {"subject": "`A`", "before": "was", "after": "is"}
    return [known[blank] for blank in blanks]


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_names_elsewhere_are_well_formed(family: Family) -> None:
    assert len(set(family.oasdiff)) == len(family.oasdiff)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", name) for name in family.oasdiff)


def test_no_family_stands_in_two_topics() -> None:
    names = [family.name for topic in TOPICS.values() for family in topic]
    assert len(names) == len(set(names)) == len(FAMILIES)


def test_every_family_that_the_comparisons_name_is_in_the_table() -> None:
    sources = [path.read_text(encoding="utf-8") for path in DIFF.rglob("*.py")]
    made = {name for text in sources for name in _CHANGES.findall(text)}
    assert len(made) > 20
    assert made <= FAMILIES.keys()
    assert FAMILIES.keys() <= {name for text in sources for name in _WORDS.findall(text)}


def test_the_page_leads_to_every_family() -> None:
    text = catalogue.page(TOPICS)
    rows = re.findall(r"^\| \[DIFF-(\S+)\]\(#diff-(\S+)\) \|", text, re.M)
    assert [name for name, _ in rows] == [link for _, link in rows] == list(FAMILIES)
    assert re.findall(r"^### DIFF-(\S+)$", text, re.M) == list(FAMILIES)
