"""Literate rules: Markdown whose YAML says under each line what is reported there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_SECTION = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)
_BLOCK = re.compile(
    r"^```(?:yaml|python) ?(?P<file>\S*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_MARK = re.compile(
    r"^(?P<lead> *)#(?:(?P<gap> *)(?P<under>\^+)|(?P<from_here><+)) "
    r"(?P<code>[EW]\d{4}) (?P<message>.+)$"
)
_SPEC = "integration.yaml"
_PREAMBLE = {
    "spec": "spec: 1\n",
    "vendor": "vendor: shop\n",
    "openapi": "openapi: shop.yaml\n",
    "connection": "connection: {auth: none}\n",
}
# Pages of mappings have a document of their own, and a port in each section.
_MAPPED = {**_PREAMBLE, "openapi": "openapi: market.yaml\n", "port": "port: shop.port.yaml\n"}


@dataclass(frozen=True, order=True)
class Mark:
    """What is reported at a place: `start` and `end` are columns from 1, the end exclusive."""

    file: str
    line: int
    start: int
    end: int
    code: str
    message: str = field(compare=False)


@dataclass(frozen=True)
class Section:
    page: str
    title: str
    files: dict[str, str]

    @property
    def silent(self) -> set[str]:
        """What is not compiled yet is of interest only where it is shown."""
        return {"W0001"} - {mark.code for mark in self.marks}

    @property
    def marks(self) -> list[Mark]:
        return sorted(mark for name, text in self.files.items() for mark in marks(name, text))


def sections(page: Path) -> Iterator[Section]:
    """The sections of a page, their specs completed; one of ports alone has none."""
    parts = _SECTION.split(page.read_text(encoding="utf-8"))[1:]
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        files = {match["file"] or _SPEC: match["text"] for match in _BLOCK.finditer(body)}
        if _SPEC in files:
            mapped = page.stem.startswith("mapping_")
            files[_SPEC] = _completed(files[_SPEC], _MAPPED if mapped else _PREAMBLE)
        yield Section(page.stem, title, files)


def marks(file: str, text: str) -> Iterator[Mark]:
    """Each mark is about the nearest line above that is none."""
    about = 0
    for number, line in enumerate(text.splitlines(), start=1):
        match = _MARK.match(line)
        if match is None:
            about = number
            continue
        here = match["from_here"]
        start = 1 + len(match["lead"]) + (0 if here else 1 + len(match["gap"]))
        width = 1 + len(here) if here else len(match["under"])
        yield Mark(file, about, start, start + width, match["code"], match["message"])


def _completed(spec: str, preamble: Mapping[str, str]) -> str:
    missing = (text for key, text in preamble.items() if not re.search(f"^{key}:", spec, re.M))
    return "".join(missing) + spec
