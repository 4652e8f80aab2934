"""How a result differs from its snapshot, for people: what is secret in it is not shown."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from portwright_harness.credentials import Fields, is_placeholder, is_secret_field

# A key of the YAML that `snapshot_text` writes, perhaps of the first field of an item.
_KEY = re.compile(r"(?P<lead> *(?:- +)*)(?P<name>[^\s:'\"#!-][^:]*):(?P<value>| .*)")
_EMPTY = frozenset({"", "null", "''", "[]", "{}"})


def snapshot_diff(kept: str, result: str, secret: Fields) -> str:
    """The lines that differ, with two around them. Of a secret value only a number is told, the
    same for the same value."""
    cover = _Cover(secret)
    before, after = list(cover.lines(kept)), list(cover.lines(result))
    lines = difflib.unified_diff(before, after, "snapshot", "result", n=2, lineterm="")
    return "\n".join(f"  {line}" for line in lines)


@dataclass(frozen=True, slots=True)
class _Cover:
    secret: Fields
    seen: dict[str, int] = field(default_factory=dict)

    def lines(self, text: str) -> Iterator[str]:
        above: list[tuple[int, str]] = []
        hidden: int | None = None
        for line in text.splitlines():
            if hidden is not None and _goes_on(line, hidden):
                yield self._told(line)
                continue
            hidden = None
            if (key := _KEY.fullmatch(line)) is None:
                yield line
                continue
            at = len(key["lead"])
            above = [*(one for one in above if one[0] < at), (at, key["name"])]
            if is_secret_field(tuple(name for _, name in above), self.secret):
                hidden = at
                yield line[: key.start("value")] + self._told(key["value"])
            else:
                yield line

    def _told(self, text: str) -> str:
        value = text.strip()
        if value in _EMPTY or is_placeholder(value):
            return text
        lead = text[: len(text) - len(text.lstrip())]
        return f"{lead}(not shown: {self.seen.setdefault(value, len(self.seen) + 1)})"


def _goes_on(line: str, at: int) -> bool:
    """Whether a line belongs to the key at that column: a list stands at the same one."""
    indent = len(line) - len(line.lstrip())
    return not line.strip() or indent > at or (indent == at and line[at:].startswith("- "))
