"""The result of a run as a table for the terminal and as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from portwright.diagnostics.model import Diagnostic
from scripts.mistakes.judge import Verdict
from scripts.mistakes.mutations import MUTATIONS
from scripts.mistakes.text import SpecText


@dataclass(frozen=True)
class Judged:
    """A change of a file; lines count from 1."""

    file: str
    verdict: Verdict

    @property
    def line(self) -> int:
        return self._place[0]

    @property
    def column(self) -> int:
        return self._place[1]

    @property
    def _place(self) -> tuple[int, int]:
        spec, offset = SpecText(self.verdict.mutant.text), self.verdict.mutant.edit[0]
        line = spec.text.count("\n", 0, offset) + 1
        return line, offset - spec.starts[line - 1] + 1

    @property
    def change(self) -> str:
        """What was made of what, in one line."""
        mutant = self.verdict.mutant
        old, new = " ".join(mutant.removed.split()), " ".join(mutant.edit[2].split())
        if not old:
            return f"`{_short(new)}` added"
        return f"`{_short(old)}` → `{_short(new)}`" if new else f"`{_short(old)}` removed"


def counts(done: list[Judged]) -> dict[str, int]:
    """The numbers that matter, over the mistakes alone."""
    mistakes = [one.verdict for one in done if not one.verdict.equivalent]
    return {
        "mistakes": len(mistakes),
        "found": sum(bool(v.place) for v in mistakes),
        "found there": sum(v.place == "there" for v in mistakes),
        "fixed": sum(bool(v.fix) for v in mistakes),
        "fixed by one name": sum(v.fix == "named" for v in mistakes),
        "equivalent": len(done) - len(mistakes),
        "findings": sum(len(v.found) for v in mistakes),
    }


def table(done: list[Judged]) -> str:
    """By kind of change; then what was missed, what had no fix, and what was no mistake."""
    lines = [_ROW.format("change", "mistakes", "found", "fixed", "no mistake")]
    lines += [_row(kind, _of_kind(done, kind)) for kind in MUTATIONS]
    lines += [_row("all", counts(done)), ""]
    for title, chosen in _LISTS.items():
        lines += [f"{title}:", *(f"  {_line(one)}" for one in done if chosen(one)), ""]
    lines += [f"{number:4} {why}" for why, number in reasons(done).most_common()]
    return "\n".join(lines) + "\n"


_ROW = "{:14} {:>8} {:>6} {:>6} {:>11}"


def _of_kind(done: list[Judged], kind: str) -> dict[str, int]:
    return counts([one for one in done if one.verdict.mutant.kind == kind])


def _row(name: str, own: dict[str, int]) -> str:
    return _ROW.format(name, own["mistakes"], own["found"], own["fixed"], own["equivalent"])


def is_missed(one: Judged) -> bool:
    return not (one.verdict.place or one.verdict.equivalent)


def is_unfixed(one: Judged) -> bool:
    return bool(one.verdict.place) and not one.verdict.fix


_LISTS = {"Missed": is_missed, "Found, without what to write": is_unfixed}


def _line(one: Judged) -> str:
    verdict = one.verdict
    said = verdict.crash or "; ".join(map(_said, verdict.found[:2])) or "nothing"
    return f"{one.file}:{one.line}:{one.column} {verdict.mutant.kind}: {one.change}: {said}"


def _said(item: Diagnostic) -> str:
    place = f":{item.span.line}:{item.span.column}" if item.span else ""
    return f"{item.code}{place} {item.message} ({item.help or 'no help'})"


def as_json(done: list[Judged]) -> dict[str, Any]:
    return {"counts": counts(done), "changes": [_entry(one) for one in done]}


def _entry(one: Judged) -> dict[str, Any]:
    verdict = one.verdict
    return {
        "file": one.file,
        "line": one.line,
        "column": one.column,
        "kind": verdict.mutant.kind,
        "node": verdict.mutant.site.pattern,
        "change": one.change,
        "place": verdict.place,
        "fix": verdict.fix,
        "equivalent": verdict.equivalent,
        "crash": verdict.crash,
        "said": [_said(item) for item in verdict.found],
    }


def reasons(done: list[Judged]) -> Counter[str]:
    """Why changes are no mistakes, and how many each."""
    return Counter(one.verdict.equivalent for one in done if one.verdict.equivalent)


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 3] + "..."


_WIDEST = 60
