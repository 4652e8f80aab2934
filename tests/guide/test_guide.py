"""The guide is true: all that it shows is written, run, and compared with what it says.

After a change of what a command prints: `pytest tests/guide --update`, and read the diff.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.architecture import ROOT
from tests.guide.commands import run
from tests.guide.page import Page, read_page
from tests.guide.servers import with_server
from tests.guide.walk import Walk, nameless_python

GUIDE = ROOT / "docs/guide"
PAGES = sorted(path.name for path in GUIDE.glob("*.md"))


class Walks:
    """Each page is walked once, in a folder that those that go on from it copy."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._done: dict[str, Walk] = {}

    def of(self, name: str) -> Walk:
        if name not in self._done:
            page = read_page(GUIDE / name)
            with with_server(page.needs):
                self._done[name] = self._walk(name, page)
        return self._done[name]

    def _walk(self, name: str, page: Page) -> Walk:
        folder = self._home / name.removesuffix(".md")
        if page.begins_after:
            shutil.copytree(self.of(page.begins_after).folder, folder)
        else:
            folder.mkdir()
        walk = Walk(folder, page)
        walk.go()
        return walk


@pytest.fixture(scope="session")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Walks:
    return Walks(tmp_path_factory.mktemp("guide"))


@pytest.mark.parametrize("name", PAGES)
def test_page_is_up_to_date(name: str, walks: Walks, request: pytest.FixtureRequest) -> None:
    walk = walks.of(name)
    if request.config.getoption("--update"):
        walk.page.path.write_text(walk.updated(), encoding="utf-8", newline="")
    assert walk.faults == [], "\n".join([*walk.faults, "update: pytest tests/guide --update"])


@pytest.mark.parametrize("name", PAGES)
def test_python_of_a_page_passes_the_type_checker(name: str, walks: Walks) -> None:
    """Its files as it leaves them, with those of the pages before, and all that was compiled."""
    walk = walks.of(name)
    for file, text in nameless_python(walk.page):
        (walk.folder / file).write_text(text, encoding="utf-8")
    if any(walk.folder.rglob("*.py")):
        done = run("mypy --strict .", walk.folder)
        assert done.status == 0, done.output
