"""Seeded mistakes: few of them go untold, and the judge that says so is no yes-man."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from portwright.diagnostics.model import Diagnostic
from portwright.language.spec import Spec
from portwright.source.files import SourceFile
from portwright.source.span import Span
from portwright.source.yaml_nodes import compose
from scripts.mistakes import mutations
from scripts.mistakes.choose import candidates
from scripts.mistakes.compiling import Outcome, copied, files
from scripts.mistakes.judge import Verdict, judge
from scripts.mistakes.mutations import MUTATIONS, Mutant
from scripts.mistakes.page import page
from scripts.mistakes.report import counts, table
from scripts.mistakes.sites import Site, sites
from scripts.mistakes.text import SpecText
from scripts.seed_mistakes import PAGE, ROOT, seeded

FEW = 25
FILE = "integration.yaml"
TEXT = """\
vendor: shop
policies:
  default: {deadline: 20s, retry: {attempts: 4}}
  slow:
    deadline: 60s
operations:
  get_order: {call: getOrder, policy: slow, read: [id, customer.name]}
"""


def test_nearly_all_are_told_at_their_place_and_most_with_what_to_write() -> None:
    done = seeded(ROOT, FEW, seed=11)
    own = counts(done)
    assert own["mistakes"] == FEW
    assert not [one for one in done if one.verdict.crash]
    assert own["found"] >= 0.88 * FEW, table(done)
    assert own["fixed"] >= 0.6 * FEW, table(done)
    assert f"{own['found']} are told at the right place" in page({11: done})


def test_the_page_holds_what_was_aimed_at() -> None:
    text = PAGE.read_text(encoding="utf-8")
    found, fixed = (int(n) for n in re.findall(r"\*\*(\d+) are told .* for (\d+) the", text)[0])
    assert (found >= 95, fixed >= 70) == (True, True)


def test_the_same_seed_chooses_the_same_and_spreads_them() -> None:
    with copied(ROOT):
        names = files(Path())
        chosen = [next_ for next_, _ in zip(candidates(names, 3), range(60), strict=False)]
        again = [next_ for next_, _ in zip(candidates(names, 3), range(60), strict=False)]
    assert [one.mutant.edit for one in chosen] == [one.mutant.edit for one in again]
    assert {one.mutant.kind for one in chosen} == set(MUTATIONS)
    assert {one.file for one in chosen} == set(names)


def all_sites() -> list[Site]:
    return list(sites(compose(SourceFile(Path(FILE), FILE, TEXT.encode())), Spec))


def site(pattern: str) -> Site:
    return next(one for one in all_sites() if one.pattern == pattern)


def made(kind: str, pattern: str) -> Mutant:
    mutant = MUTATIONS[kind](site(pattern), SpecText(TEXT), random.Random(0))
    assert mutant is not None
    return mutant


@pytest.mark.parametrize(
    ("kind", "pattern", "line"),
    [
        ("drop", "operations.*.policy", "  get_order: {call: getOrder, read: [id, customer.name]}"),
        ("drop", "operations.*.read", "  get_order: {call: getOrder, policy: slow}"),
        ("duplicate", "vendor", "vendor: shop\nvendor: shop"),
        ("duplicate", "policies.*.deadline", "{deadline: 20s, deadline: 20s, retry"),
        ("shorten path", "operations.*.read[]", "read: [id, customer]"),
        ("shorten list", "operations.*.read", "read: [id]"),
        ("swap", "operations.*.call", "{call: slow, policy: getOrder, read"),
    ],
)
def test_changes_are_made_in_the_text(kind: str, pattern: str, line: str) -> None:
    wanted = [one for one in all_sites() if one.pattern == pattern]
    mutants = (MUTATIONS[kind](one, SpecText(TEXT), random.Random(0)) for one in wanted)
    mutant = next(one for one in mutants if one is not None)
    assert line in mutant.text
    assert mutant.text != TEXT


def test_a_typo_is_one_letter() -> None:
    made = {mutations.typo("retry", random.Random(seed)) for seed in range(40)}
    assert {"rety", "rretry", "rtery"} <= made
    assert all(one is not None and set(one) <= set("retry") for one in made)
    assert mutations.typo("id", random.Random(0)) is None


def judged(mutant: Mutant, *found: Diagnostic, same: bool = False) -> Verdict:
    return judge(mutant, FILE, Outcome((), "a"), Outcome(found, "a" if same else "b"))


def at(mutant: Mutant, *, line: int = 0, help: str | None = None) -> Diagnostic:
    """A finding at the changed text, or on another line."""
    start, end, _ = mutant.at[0]
    spec = SpecText(mutant.text)
    here = spec.text.count("\n", 0, start)
    column = start - spec.starts[here] + 1
    row = line or here + 1
    return Diagnostic("E0003", "no", Span(FILE, row, column, row, column + end - start), "", help)


def test_a_finding_counts_at_its_place_alone() -> None:
    mutant = made("rename key", "operations.*.policy")
    assert judged(mutant, at(mutant)).place == "there"
    assert judged(mutant, at(mutant, line=1)).place == ""
    assert judged(mutant, Diagnostic("E0003", "no")).place == ""
    elsewhere = Diagnostic("E0003", "no", Span("other.yaml", 7, 3, 7, 9))
    assert judged(mutant, elsewhere).place == ""


def test_a_help_counts_that_has_what_stood_there() -> None:
    mutant = made("rename key", "operations.*.policy")
    assert judged(mutant, at(mutant, help="did you mean `policy`?")).fix == "named"
    assert judged(mutant, at(mutant, help="did you mean `paginate`?")).fix == ""
    many = "known keys: " + ", ".join(f"`{name}`" for name in ("call", "policy", "read", "send"))
    assert judged(mutant, at(mutant, help=many)).fix == "among others"


def test_silence_is_a_miss_unless_a_rule_says_that_nothing_is_wrong() -> None:
    call = made("rename value", "operations.*.call")
    assert (judged(call).equivalent, judged(call).place) == ("", "")
    assert judged(call, same=True).equivalent
    assert judged(made("rename value", "policies.*.deadline")).equivalent
    assert judged(made("drop", "operations.*.policy")).equivalent
    assert not judged(made("drop", "operations.*.call")).equivalent


def test_a_name_that_was_changed_may_be_told_where_it_is_used() -> None:
    slow = next(one for one in all_sites() if one.key is not None and one.key.text == "slow")
    mutant = mutations.rename_key(slow, SpecText(TEXT), random.Random(0))
    assert mutant is not None
    row = next(n for n, line in enumerate(mutant.text.splitlines(), 1) if "policy:" in line)
    column = mutant.text.splitlines()[row - 1].index("slow") + 1
    use = Diagnostic("E0402", "no policy", Span(FILE, row, column, row, column + 4))
    assert judged(mutant, use).place == "where it is used"
    twice = TEXT + "  list_orders: {call: listOrders, policy: slow}\n"
    mutant = mutations.rename_key(slow, SpecText(twice), random.Random(0))
    assert mutant is not None
    assert judged(mutant, use).place == ""
