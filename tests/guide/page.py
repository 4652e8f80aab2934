"""A page of the guide: its fenced blocks, in order, and what each of them asks for.

The words after a block's fence say what is done with it:

| Block | What is done |
|---|---|
| `yaml FILE`, `json FILE`, `python FILE`, `toml FILE` | the file is written |
| `yaml FILE (more)` | the block is added to the end of the file |
| `diff FILE` | lines after `-` or a blank are replaced by those after `+` or a blank |
| `console` | each line after `$ ` is run, and prints what follows; `console exit 1`: it fails so |
| `python` | it is run |
| `text` | nothing |

`...` in what a command prints stands for anything: as a line for any number of lines, within a line
for any text. `<!-- begins after README.md -->` has a page begin in the folder that the other
leaves. `<!-- needs kinto -->` has it run with that server up, or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FENCE: Final = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_BEGINS: Final = re.compile(r"^<!-- begins after (?P<page>\S+) -->$", re.MULTILINE)
_NEEDS: Final = re.compile(r"^<!-- needs (?P<server>\S+) -->$", re.MULTILINE)
_MORE: Final = "(more)"
FILES: Final = ("yaml", "json", "python", "toml")


class UnknownBlock(ValueError):
    """A block that nothing would run."""


@dataclass(frozen=True, slots=True)
class Block:
    """`line` is that of its fence; `start` and `end` are where its text stands in the page."""

    language: str
    words: tuple[str, ...]
    text: str
    line: int
    start: int
    end: int

    @property
    def file(self) -> str:
        """The file that it writes or changes, or ""."""
        is_file = self.language in (*FILES, "diff") and self.words
        return self.words[0] if is_file else ""

    @property
    def adds(self) -> bool:
        return _MORE in self.words


@dataclass(frozen=True, slots=True)
class Page:
    """`begins_after` is the page whose folder this one goes on in, `needs` a server; or ""."""

    path: Path
    text: str
    begins_after: str
    blocks: tuple[Block, ...]
    needs: str = ""


def read_page(path: Path) -> Page:
    """Raises UnknownBlock."""
    text = path.read_text(encoding="utf-8")
    begins = _BEGINS.search(text)
    needs = _NEEDS.search(text)
    blocks = tuple(_block(path, text, match) for match in _FENCE.finditer(text))
    after, server = begins["page"] if begins else "", needs["server"] if needs else ""
    return Page(path, text, after, blocks, server)


def _block(path: Path, text: str, match: re.Match[str]) -> Block:
    language, *words = match["info"].split() or [""]
    line = text.count("\n", 0, match.start()) + 1
    found = Block(
        language, tuple(words), match["text"], line, match.start("text"), match.end("text")
    )
    if not _is_known(found):
        raise UnknownBlock(f"{path.name}:{line}: nothing runs ```{match['info']}")
    return found


def _is_known(block: Block) -> bool:
    match block.language, block.words:
        case ("text", ()) | ("python", ()) | ("console", ()):
            return True
        case "console", ("exit", status):
            return status.isdecimal()
        case language, (_,) | (_, "(more)"):
            return language in FILES or (language == "diff" and not block.adds)
    return False
