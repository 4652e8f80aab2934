"""Results of a verification, as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from portwright_harness.checks import LEVELS, VARIANTS, Check
from portwright_harness.config import Config
from portwright_harness.levels.finding import Finding

VERSION = 1


@dataclass(frozen=True, slots=True)
class Result:
    """One check and what it found."""

    id: str
    vendor: str
    operation: str
    scenario: str
    level: str
    finding: Finding

    @property
    def passed(self) -> bool:
        """Whether nothing failed it."""
        return not self.finding.problems


def result_of(check: Check, finding: Finding) -> Result:
    """The result of a check that was run."""
    return Result(check.id, check.vendor, check.operation, check.scenario, check.level, finding)


@dataclass(frozen=True, slots=True)
class Report:
    """All results, in the order of the cassettes' names, and how many cassettes there are."""

    results: tuple[Result, ...]
    config: Config
    cassettes: int

    @property
    def ok(self) -> bool:
        """Whether something was verified and everything passed."""
        return bool(self.results) and all(result.passed for result in self.results)

    def text(self, *, verbose: bool = False) -> str:
        """Failures with their diffs, and one summary line; `verbose` lists what passed too."""
        shown = (result for result in self.results if verbose or not result.passed)
        blocks = [_block(list(alike)) for _, alike in groupby(shown, _told)]
        return "\n".join([*blocks, self.summary()])

    def summary(self) -> str:
        """One line of counts."""
        if not self.results:
            return f"nothing to verify: {self._looked()}"
        failed = sum(not result.passed for result in self.results)
        passed = len(self.results) - failed
        cassettes = f"{self.cassettes} cassette{'' if self.cassettes == 1 else 's'}"
        return f"{passed} passed, {failed} failed, {cassettes}{self._variants()}{self._fields()}"

    def _variants(self) -> str:
        count = sum(result.level == VARIANTS for result in self.results)
        return f", {count} fault variant{'' if count == 1 else 's'}" if count else ""

    def levels(self) -> dict[str, dict[str, int]]:
        """How many passed and failed, by level."""
        found: dict[str, dict[str, int]] = {}
        for result in self.results:
            counts = found.setdefault(result.level, {"passed": 0, "failed": 0})
            counts["passed" if result.passed else "failed"] += 1
        return {level: found[level] for level in LEVELS if level in found}

    def _fields(self) -> str:
        """What the answers hold of what is selected, and what of theirs the models do not."""
        findings = [result.finding for result in self.results]
        filled = sum(finding.filled or 0 for finding in findings)
        selected = sum(finding.selected or 0 for finding in findings)
        share = f", {filled} of {selected} selected fields filled" if selected else ""
        counts = {
            "unknown enum values": sum(finding.unknown_values for finding in findings),
            "fields not selected or unknown": sum(finding.unknown_fields for finding in findings),
            "fields not in the document": sum(len(finding.undocumented) for finding in findings),
        }
        unknown = ", ".join(f"{what}: {count}" for what, count in counts.items() if count)
        return share + (f"; {unknown}" if unknown else "")

    def _looked(self) -> str:
        """The folders, and why these where they are only the defaults."""
        found = f"no package in {self.config.generated}, no cassette in {self.config.cassettes}"
        why = "no pyproject.toml there or above has [tool.portwright]"
        return found if self.config.declared else f"{found} ({why})"

    def json(self) -> str:
        """The results for machines."""
        document = {
            "report": VERSION,
            "ok": self.ok,
            "summary": self.summary(),
            "levels": self.levels(),
            "results": [_entry(result) for result in self.results],
        }
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def failure_text(finding: Finding) -> str:
    """The problems of a check, one after the other."""
    lines = [f"{problem.kind}: {problem.text}" for problem in finding.problems]
    return "\n".join([*lines, *([f"the case is {finding.case}"] if finding.case else [])])


def _told(result: Result) -> object:
    """What is alike in checks of one cassette that fail for the same reason: it is told once."""
    if result.passed:
        return result.id
    return result.vendor, result.operation, result.scenario, result.finding.problems


def _block(alike: list[Result]) -> str:
    result = alike[-1]
    levels = ", ".join(one.id[one.id.rindex("[") + 1 : -1] for one in alike)
    name = f"{result.id[: result.id.rindex('[')]}[{levels}]"
    lines = [f"{'ok  ' if result.passed else 'FAIL'} {name}{_share(result)}"]
    body = [failure_text(result.finding)] if result.finding.problems else []
    notes = dict.fromkeys(note for one in alike for note in one.finding.notes)
    body += [f"note: {note}" for note in notes]
    lines += [f"    {line}" for text in body for line in text.splitlines()]
    return "\n".join(lines)


def _share(result: Result) -> str:
    finding = result.finding
    return f" {finding.filled}/{finding.selected} fields" if finding.selected else ""


def _entry(result: Result) -> dict[str, Any]:
    return {
        "id": result.id,
        "vendor": result.vendor,
        "operation": result.operation,
        "scenario": result.scenario,
        "level": result.level,
        "verdict": "passed" if result.passed else "failed",
        **asdict(result.finding),
    }
