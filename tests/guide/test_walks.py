"""A walk finds every way in which a page can be out of date."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guide.commands import is_shown
from tests.guide.page import UnknownBlock, read_page
from tests.guide.walk import Walk


def walked(folder: Path, *blocks: tuple[str, str]) -> Walk:
    page = folder / "page.md"
    page.write_text("\n".join(f"```{info}\n{text}```\n" for info, text in blocks))
    walk = Walk(folder, read_page(page))
    walk.go()
    return walk


RUN = "$ python says.py\n"
SAYS = ("python says.py", 'print("one")\nprint("two")\n')


@pytest.mark.parametrize(
    "blocks",
    [
        (SAYS, ("console", "$ python says.py\none\ntwo\n")),
        (SAYS, ("console", "$ python says.py\n...\ntwo\n")),
        (SAYS, ("console", "$ python says.py\no...\ntw...\n")),
        (SAYS, ("console", "$ python says.py\n...\n$ python says.py\none\ntwo\n")),
        (SAYS, ("python says.py (more)", "exit(3)\n"), ("console exit 3", RUN + "...\n")),
        (SAYS, ("diff says.py", '-print("one")\n print("two")\n'), ("console", RUN + "two\n")),
        (("python", "import sys\n"), ("text", "anything\n")),
    ],
)  # fmt: skip
def test_a_page_that_is_true(blocks: tuple[tuple[str, str], ...], tmp_path: Path) -> None:
    assert walked(tmp_path, *blocks).faults == []


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ((SAYS, ("console", "$ python says.py\none\n")), "page.md:6: $ python says.py\nprints now"),
        ((SAYS, ("console", "$ python says.py\none\ntwo\nthree\n")), "prints now"),
        ((SAYS, ("console", "$ python says.py\none...two\n")), "prints now"),
        ((SAYS, ("console exit 1", "$ python says.py\n...\n")), "exits with 0"),
        ((("python", "exit(2)\n"),), "ended with 2"),
        ((("python", "print(1)\n"),), "ended with 0"),
        ((SAYS, ("diff says.py", "-print(3)\n")), "does not hold once"),
        ((SAYS, ("diff says.py", "-print(\n")), "does not hold once"),
    ],
)
def test_a_page_out_of_date(blocks: tuple[tuple[str, str], ...], said: str, tmp_path: Path) -> None:
    (fault,) = walked(tmp_path, *blocks).faults
    assert said in fault


@pytest.mark.parametrize(
    "info",
    ["", "yaml", "sh", "console --fails", "diff", "diff a.py (more)", "text a.txt", "json a b"],
)
def test_a_block_that_nothing_runs(info: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownBlock, match=r"page\.md:1"):
        walked(tmp_path, (info, "anything\n"))


def test_an_update_keeps_what_is_elided_and_true(tmp_path: Path) -> None:
    walk = walked(tmp_path, SAYS, ("console", "$ python says.py\n...\n$ python says.py\nthree\n"))
    assert walk.updated().endswith(
        "```console\n$ python says.py\n...\n$ python says.py\none\ntwo\n```\n"
    )


def test_dots_within_a_line_stay_within_it() -> None:
    assert not is_shown("a...c\n", "a\nc\n")
