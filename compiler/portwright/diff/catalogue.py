"""The documentation of families: as a list and one by one for the command line, and as a page."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from portwright.diff.family import PREFIX, Family
from portwright.diff.verdict import MEANS, Verdict

_HEAD = """\
<!-- Written by scripts/catalogue.py from compiler/portwright/diff/families; not edited by hand. -->
# What `portwright diff` finds

Every family of changes, by topic. The verdict depends on the use: a change is judged by what the
generated code sends and holds. Changes that nothing of an integration meets are no findings.
`portwright explain DIFF-<family>` shows the same text for one family, and the page of the guide on
[`diff`](guide/diff.md) tells how the verb is used. The names under oasdiff are the checks of that
tool which report the same or a part of it.
"""
_WIDTH = 96
_BLANK = re.compile(r"\{\w+\}")

Topics = Mapping[str, tuple[Family, ...]]


def listing(topics: Topics) -> str:
    """A line for each family below its topic."""
    blocks = (
        [f"Changes of {topic}", *(f"  {family.code}  {title(family)}" for family in families)]
        for topic, families in topics.items()
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def explain(word: str, families: Iterable[Family]) -> str | None:
    """Markdown for a family by its code or its name, or for a verdict, in any case; None for
    another word."""
    name = word.lower().removeprefix(PREFIX.lower())
    known = tuple(families)
    if name in set(Verdict):
        return _of_verdict(Verdict(name), known)
    found = next((family for family in known if family.name == name), None)
    return None if found is None else f"# {found.code}: {title(found)}\n\n{text(found)}\n"


def _of_verdict(verdict: Verdict, families: Iterable[Family]) -> str:
    codes = (f"- {family.code}" for family in families if verdict in family.verdicts)
    return "\n".join([f"# {verdict}: {MEANS[verdict]}", "", "What can come to it:", "", *codes, ""])


def page(topics: Topics) -> str:
    """Markdown: a table for each topic, then its families with their documentation."""
    parts = [_HEAD, _verdicts()]
    for topic, families in topics.items():
        parts += [f"## Changes of {topic}\n", _table(families)]
        parts += (
            f"### {family.code}\n\n{title(family)}\n\n{text(family)}\n" for family in families
        )
    return "\n".join(parts)


def _verdicts() -> str:
    rows = (f"| `{verdict}` | {means} |" for verdict, means in MEANS.items())
    return "\n".join(["| Verdict | Means |", "|---|---|", *rows, ""])


def title(family: Family) -> str:
    """What the family says, without the names of one case."""
    return _BLANK.sub("…", family.says)


def text(family: Family) -> str:
    """The documentation of a family, with what it can come to and its names elsewhere."""
    return "\n\n".join(_paragraphs(family))


def _paragraphs(family: Family) -> Iterator[str]:
    yield _filled("What it means", family.means)
    yield _filled("Why it breaks", family.breaks)
    yield _filled("What to do", family.remedy)
    yield _filled("Verdicts", ", ".join(f"`{verdict}`" for verdict in family.verdicts))
    if family.oasdiff:
        yield _filled("oasdiff", ", ".join(f"`{name}`" for name in family.oasdiff))


def _filled(heading: str, said: str) -> str:
    return textwrap.fill(
        f"**{heading}** {said}", _WIDTH, break_long_words=False, break_on_hyphens=False
    )


def _table(families: Iterable[Family]) -> str:
    rows = (
        f"| [{family.code}](#{family.code.lower()}) | {title(family)} | "
        f"{', '.join(f'`{verdict}`' for verdict in family.verdicts)} |"
        for family in families
    )
    return "\n".join(["| Family | What | Verdicts |", "|---|---|---|", *rows, ""])
