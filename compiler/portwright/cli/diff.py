"""`portwright diff`: what a vendor's new document breaks for an integration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from portwright.build.diff import Diff, diff_all, diff_spec
from portwright.cli.output import counted, print_findings
from portwright.cli.select import document_file, spec_of
from portwright.diagnostics.model import Diagnostics
from portwright.diff.families import message
from portwright.diff.verdict import Verdict

UNREADABLE = 3


@click.command("diff")
@click.argument("old", metavar="SPEC|OLD")
@click.argument("new", type=document_file)
@click.option("--all", "all_", is_flag=True, help="Compare all operations of the document OLD.")
def command(old: str, new: Path, all_: bool) -> None:
    """Say what the document NEW breaks for a spec, against the document that is pinned beside it.

    With --all two documents are compared, and every operation counts as used.
    """
    sink = Diagnostics()
    found = diff_all(Path(old), new, sink) if all_ else diff_spec(spec_of(old), new, sink)
    print_findings(sink, "text")
    if found is None:
        raise SystemExit(UNREADABLE)
    click.echo(shown_diff(found))
    raise SystemExit(int(any(item.verdict.breaks for item in found.findings)))


def shown_diff(found: Diff) -> str:
    """Findings for a terminal."""
    return "\n".join(_lines(found))


def markdown_diff(found: Diff) -> str:
    """Findings for a pull request."""
    return "\n".join(f"- {line}" for line in _lines(found))


def _lines(found: Diff) -> Iterator[str]:
    listed = [item for item in found.findings if item.verdict is not Verdict.INFO]
    for item in listed:
        yield f"{item.verdict}: {message(item.change)} [DIFF-{item.change.family}]"
        if item.change.suggestion:
            yield f"  perhaps it is `{item.change.suggestion}` now"
        for use in item.uses[:3]:
            yield f"  {use.operation}{': ' if use.path else ''}{use.path}"
        if len(item.uses) > 3:
            yield f"  and {len(item.uses) - 3} more"
    unlisted = len(found.findings) - len(listed)
    yield f"{counted(len(listed), 'finding')}, {unlisted} of no consequence"
