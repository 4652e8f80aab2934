"""A path cut into its segments: names, and indexes of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# The path that leads nowhere else: to what all paths begin at.
WHOLE: Final = "."
_SEGMENT = re.compile(r"\[(?P<index>\d+)\]|(?P<name>@odata\.[^.\[\]]+|[^.\[\]]+)")


@dataclass(frozen=True, slots=True)
class Segment:
    """`text` as written, `index` for `[0]`; `before` is the path up to it."""

    text: str
    index: int | None = None
    before: str = ""

    def and_then(self, other: Segment) -> Segment:
        """Both as one name, with the dot that stood between them."""
        return Segment(f"{self.text}.{other.text}", None, self.before)


def segments(path: str) -> Iterator[Segment]:
    """The segments of a path; `@odata.nextLink` is one name, though it has a dot."""
    for found in _SEGMENT.finditer(path):
        index = int(found["index"]) if found["index"] is not None else None
        before = path[: found.start()].rstrip(".")
        yield Segment(found[0].strip("[]") if index is not None else found[0], index, before)
