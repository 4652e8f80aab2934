"""docs/recordings.md: the table of what was driven, which the tests compare with what they find."""

from __future__ import annotations

import re
from collections.abc import Sequence

from portwright_harness.foreign import Row, table
from tests.recordings.driving import ROOT

PAGE = ROOT / "docs" / "recordings.md"
_TABLE = re.compile(r"^\| Recordings .*\|\n(?:\|.*\|\n)+", re.MULTILINE)


def rows_of_page() -> list[tuple[str, ...]]:
    """The cells of each row, without the headings."""
    lines = _table().splitlines()[2:]
    return [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in lines]


def of(recordings: str, against: str) -> list[tuple[str, ...]]:
    """The rows of one pairing."""
    return [cells for cells in rows_of_page() if cells[:2] == (recordings, against)]


def interactions(recordings: str, against: str) -> int:
    """How many there must be, by the page."""
    return sum(int(number) for number in of(recordings, against)[0][3:7])


def update(rows: Sequence[Row], order: Sequence[tuple[str, str]]) -> None:
    """Put the rows of one pairing into the page, in the order of the pairings."""
    key = rows[0].cells[:2]
    kept = [cells for cells in rows_of_page() if cells[:2] != key and cells[:2] in order]
    cells = sorted(
        [*kept, *(row.cells for row in rows)], key=lambda one: (order.index(one[:2]), one[2])
    )
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(text.replace(_table(), table(cells) + "\n"), encoding="utf-8")


def _table() -> str:
    found = _TABLE.search(PAGE.read_text(encoding="utf-8"))
    assert found is not None, "the page has no table"
    return found[0]
