"""What the pages at the root say can be followed: links, targets, and the README's example."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from portwright.diagnostics.model import Diagnostics
from tests.architecture import ROOT

PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))]


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.M)


def _page(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=_page)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=_page)
def test_make_targets_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = re.findall(r"^make ([a-z-]+)", text, re.M) + re.findall(r"`make ([a-z-]+)", text)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert set(targets) <= set(re.findall(r"^([a-z-]+):", makefile, re.M))


def test_readme_names_the_two_commands() -> None:
    assert re.findall(r"^make (\w+)", (ROOT / "README.md").read_text("utf-8"), re.M) == [
        "demo",
        "test",
    ]


def test_readme_spec_and_port_are_read_without_a_finding(tmp_path: Path) -> None:
    from portwright.language.read import read_port, read_spec
    from portwright.source.files import read_file

    spec, port = _blocks(ROOT / "README.md", "yaml")
    sink = Diagnostics()
    for text, name, read in ((spec, "a.yaml", read_spec), (port, "a.port.yaml", read_port)):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert read(read_file(path), sink) is not None
    assert list(sink) == []


def test_readme_python_compiles() -> None:
    (code,) = _blocks(ROOT / "README.md", "python")
    compile(code, "README.md", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
