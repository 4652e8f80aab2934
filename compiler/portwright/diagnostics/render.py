"""The one table of formats in which findings can be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.render_github import render_github
from portwright.diagnostics.render_json import render_json
from portwright.diagnostics.render_sarif import render_sarif
from portwright.diagnostics.render_text import Files, render_text
from portwright.diagnostics.rule import Rule

Format: TypeAlias = Literal["text", "json", "sarif", "github"]
_Renderer: TypeAlias = Callable[[Iterable[Diagnostic], "Surroundings"], str]


def _no_files(name: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a renderer may need besides the findings.

    `files` gives the text of a file by its shown name, `color` asks for ANSI colours, `rules` is
    the registry, `version` the compiler's.
    """

    files: Files = _no_files
    color: bool = False
    rules: Mapping[str, Rule] = field(default_factory=lambda: MappingProxyType({}))
    version: str = ""


FORMATS: Mapping[Format, _Renderer] = MappingProxyType(
    {
        "text": lambda found, around: render_text(found, around.files, around.color),
        "json": lambda found, around: render_json(found),
        "sarif": lambda found, around: render_sarif(found, around.rules, around.version),
        "github": lambda found, around: render_github(found, around.rules),
    }
)


def render(
    format: Format, diagnostics: Iterable[Diagnostic], around: Surroundings | None = None
) -> str:
    """The findings in one of the FORMATS; what is returned ends with a line break or is empty."""
    return FORMATS[format](diagnostics, around or Surroundings())
