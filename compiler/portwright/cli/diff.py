"""`portwright diff`: what a vendor's new document breaks for an integration."""

from __future__ import annotations

from pathlib import Path

import click

from portwright.build.diff import Diff, diff_all, diff_spec
from portwright.cli.output import counted, print_findings
from portwright.cli.select import document_file, spec_of
from portwright.diagnostics.model import Diagnostics
from portwright.diff.families import message
from portwright.diff.verdict import Verdict

_UNREADABLE = 3


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
        raise SystemExit(_UNREADABLE)
    _show(found)
    raise SystemExit(int(any(item.verdict.breaks for item in found.findings)))


def _show(found: Diff) -> None:
    listed = [item for item in found.findings if item.verdict is not Verdict.INFO]
    for item in listed:
        click.echo(f"{item.verdict}: {message(item.change)} [DIFF-{item.change.family}]")
        if item.change.suggestion:
            click.echo(f"  perhaps it is `{item.change.suggestion}` now")
        for use in item.uses[:3]:
            click.echo(f"  {use.operation}{': ' if use.path else ''}{use.path}")
        if len(item.uses) > 3:
            click.echo(f"  and {len(item.uses) - 3} more")
    unlisted = len(found.findings) - len(listed)
    click.echo(f"{counted(len(listed), 'finding')}, {unlisted} of no consequence")
