"""Driven recordings in a table: how many passed at each level, and why the others did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portwright_harness.foreign.driven import LEVELS, Driven, Level, Outcome

HEADINGS = ("Recordings", "Against", "Level", "Passed", "Reviewed", "Deviate", "Not driven", "Why")
_COUNTED: tuple[Outcome, ...] = ("passed", "reviewed", "deviates", "not driven")


@dataclass(frozen=True, slots=True)
class Row:
    """One level of the recordings of a vendor; of each reason, how many interactions have it."""

    recordings: str
    against: str
    level: Level
    counts: tuple[int, ...]
    why: tuple[tuple[str, int], ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        why = "; ".join(f"{kind}: {count}" for kind, count in self.why)
        return (self.recordings, self.against, self.level, *map(str, self.counts), why)


def rows_of(recordings: str, against: str, driven: Sequence[Driven]) -> list[Row]:
    """A row for each level."""
    return [_row(recordings, against, level, driven) for level in LEVELS]


def _row(recordings: str, against: str, level: Level, driven: Sequence[Driven]) -> Row:
    outcomes = Counter(item.levels[level].outcome for item in driven)
    reasons: Counter[str] = Counter()
    for item in driven:
        judged = item.levels[level]
        if judged.outcome in ("deviates", "not driven"):
            reasons.update({reason.kind for reason in judged.reasons})
    why = sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    counts = tuple(outcomes[outcome] for outcome in _COUNTED)
    return Row(recordings, against, level, counts, tuple(why))


def table(rows: Iterable[Row | Sequence[str]]) -> str:
    """The rows, or their cells, as a table that Markdown and a terminal show alike."""
    cells = [HEADINGS, *(row.cells if isinstance(row, Row) else row for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(HEADINGS) - 1)]
    ruler = (*("-" * width for width in widths), "---")
    return "\n".join(_line(line, widths) for line in (cells[0], ruler, *cells[1:]))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=False)]
    return f"| {' | '.join([*padded, *cells[len(widths) :]])} |"
