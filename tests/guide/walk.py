"""A walk through a page: its blocks one after the other, in one folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.guide.commands import commands_of, is_shown, run, subprocess_of, updated
from tests.guide.page import Block, Page


@dataclass(slots=True)
class Walk:
    """`faults` say where the page is out of date; `texts` are the blocks as they should be."""

    folder: Path
    page: Page
    faults: list[str] = field(default_factory=list)
    texts: dict[Block, str] = field(default_factory=dict)

    def go(self) -> None:
        for block in self.page.blocks:
            if block.language == "console":
                self._console(block)
            elif block.language == "diff":
                self._change(block)
            elif block.file:
                self._write(block)
            elif block.language == "python":
                self._python(block)

    def updated(self) -> str:
        """The page with what its commands print now."""
        text = self.page.text
        for block in sorted(self.texts, key=lambda block: block.start, reverse=True):
            text = text[: block.start] + self.texts[block] + text[block.end :]
        return text

    def _write(self, block: Block) -> None:
        path = self.folder / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if block.adds else ""
        path.write_text(before + block.text, encoding="utf-8")

    def _change(self, block: Block) -> None:
        path = self.folder / block.file
        text = path.read_text(encoding="utf-8")
        lines = block.text.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in "- ")
        new = "".join(line[1:] for line in lines if line[0] in "+ ")
        if text.count(old) != 1:
            self._fault(block, f"{block.file} does not hold once what is changed:\n{old}")
            return
        path.write_text(text.replace(old, new), encoding="utf-8")

    def _python(self, block: Block) -> None:
        done = subprocess_of(["-"], self.folder, block.text)
        if done.status or done.output:
            self._fault(block, f"it ended with {done.status}:\n{done.output}")

    def _console(self, block: Block) -> None:
        texts = []
        status = int(block.words[1]) if block.words else 0
        for command in commands_of(block.text):
            done = run(command.line, self.folder)
            texts.append(updated(command, done.output))
            if not is_shown(command.shown, done.output):
                self._fault(block, f"$ {command.line}\nprints now:\n{done.output}")
            if done.status != status:
                self._fault(block, f"$ {command.line}\nexits with {done.status}")
        self.texts[block] = "".join(texts)

    def _fault(self, block: Block, what: str) -> None:
        self.faults.append(f"{self.page.path.name}:{block.line}: {what}")


def nameless_python(page: Page) -> Iterator[tuple[str, str]]:
    """Blocks that are run alone, as files for the type checker."""
    for block in page.blocks:
        if block.language == "python" and not block.file:
            yield f"block_at_line_{block.line}.py", block.text
