"""Results of a verification, as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from portwright_harness.checks import Check
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
    """All results, in the order of the cassettes' names."""

    results: tuple[Result, ...]

    @property
    def ok(self) -> bool:
        """Whether something was verified and everything passed."""
        return bool(self.results) and all(result.passed for result in self.results)

    def text(self, *, verbose: bool = False) -> str:
        """Failures with their diffs, and one summary line; `verbose` lists what passed too."""
        blocks = [_block(result) for result in self.results if verbose or not result.passed]
        return "\n".join([*blocks, self.summary()])

    def summary(self) -> str:
        """One line of counts."""
        if not self.results:
            return "nothing to verify: no cassettes were found"
        failed = sum(not result.passed for result in self.results)
        filled = sum(result.finding.filled or 0 for result in self.results)
        selected = sum(result.finding.selected or 0 for result in self.results)
        share = f", {filled} of {selected} selected fields filled" if selected else ""
        return f"{len(self.results) - failed} passed, {failed} failed{share}"

    def json(self) -> str:
        """The results for machines."""
        document = {
            "report": VERSION,
            "ok": self.ok,
            "summary": self.summary(),
            "results": [_entry(result) for result in self.results],
        }
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def failure_text(finding: Finding) -> str:
    """The problems of a check, one after the other."""
    return "\n".join(f"{problem.kind}: {problem.text}" for problem in finding.problems)


def _block(result: Result) -> str:
    lines = [f"{'ok  ' if result.passed else 'FAIL'} {result.id}{_share(result)}"]
    body = [failure_text(result.finding)] if result.finding.problems else []
    body += [f"note: {note}" for note in result.finding.notes]
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
