"""`portwright diff`: what a vendor's new document breaks for an integration."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from portwright.build.diff import Diff, diff_all, diff_spec
from portwright.build.diff_report import report_of, report_of_none
from portwright.cli.defect import as_defect
from portwright.cli.output import compiler_version, is_colorful, print_findings, rules_of
from portwright.cli.select import document_file, spec_of
from portwright.diagnostics.model import Diagnostics
from portwright.diff.evidence import Replay
from portwright.diff.report.as_json import as_json
from portwright.diff.report.checks import checks
from portwright.diff.report.entries import entries
from portwright.diff.report.github import github
from portwright.diff.report.markdown import markdown
from portwright.diff.report.model import Report, Threshold
from portwright.diff.report.sarif import sarif
from portwright.diff.report.text import text

UNREADABLE = 3
_DEFECT = 4


@dataclass(frozen=True, slots=True)
class _Around:
    verbose: bool
    today: date


def _junit(report: Report, around: _Around) -> str:
    # Imported here: nothing else needs what writes XML.
    from portwright_harness.junit_checks import junit_of

    return junit_of("portwright diff", checks(report))


_FORMATS: Mapping[str, Callable[[Report, _Around], str]] = {
    "text": lambda report, around: text(
        report, color=is_colorful(sys.stdout), verbose=around.verbose
    ),
    "markdown": lambda report, around: markdown(report),
    "json": lambda report, around: as_json(report),
    "sarif": lambda report, around: sarif(report, rules_of("sarif"), compiler_version()),
    "junit": _junit,
    "github": lambda report, around: github(report, rules_of("github")),
    "accept-list": lambda report, around: entries(report, around.today),
}
# What these print has no place for what is wrong with the spec and its files.
_APART = ("text", "accept-list")


@click.command("diff")
@click.argument("old", metavar="SPEC|OLD")
@click.argument("new", type=document_file)
@click.option("--all", "all_", is_flag=True, help="Compare all operations of the document OLD.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(_FORMATS)),
    default="text",
    show_default=True,
    help="How findings are printed; accept-list prints entries to paste there.",
)
@click.option(
    "--fail-on",
    type=click.Choice([str(item) for item in Threshold]),
    default=str(Threshold.BREAKS),
    show_default=True,
    help="The mildest verdict that makes the exit code 1.",
)
@click.option(
    "--accept-list",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The findings that do not count; accepted.yaml beside the spec without.",
)
@click.option(
    "--show",
    type=click.Choice(["info", "damage"]),
    multiple=True,
    help="List what is of no consequence, or what is wrong with NEW; repeatable.",
)
@click.option(
    "--replay",
    "replayed",
    is_flag=True,
    help="Drive the spec's cassettes through the new document, as evidence for findings.",
)
@click.option("-v", "--verbose", is_flag=True, help="List all uses of each finding.")
def command(
    old: str,
    new: Path,
    all_: bool,
    format_: str,
    fail_on: str,
    accept_list: Path | None,
    show: tuple[str, ...],
    replayed: bool,
    verbose: bool,
) -> None:
    """Say what the document NEW breaks for a spec, against the document that is pinned beside it.

    With --all two documents are compared, and every operation counts as used.

    Exit 0 below the threshold, 1 when it is met, 2 for a mistake on the command line, 3 when a
    document, the spec or the accept-list cannot be read, 4 for a defect of portwright itself.
    """
    if replayed and all_:
        raise click.UsageError("--replay needs a spec: its cassettes are driven")
    sink, threshold = Diagnostics(), Threshold(fail_on)
    with as_defect(_DEFECT):
        with _patience():
            if all_:
                found = diff_all(Path(old), new, sink, accept_list=accept_list)
            else:
                found = diff_spec(spec_of(old), new, sink, accept_list=accept_list)
            report = (
                report_of(
                    found,
                    sink,
                    threshold,
                    info="info" in show,
                    replay=_replay(found) if replayed else None,
                )
                if found is not None
                else report_of_none(old, new, sink, threshold)
            )
        _print(report, sink, format_, _Around(verbose, date.today()))
        if "damage" in show and format_ in _APART:
            _print_damage(report)
    raise SystemExit(int(report.is_met) if report.compared else UNREADABLE)


def _replay(found: Diff) -> Replay:
    # Imported here: the harness is needed for nothing else.
    from portwright.cli.diff_replay import replay

    return replay(found, Path.cwd())


def _patience() -> AbstractContextManager[object]:
    """A large document takes seconds: whoever watches sees that something is done."""
    if not sys.stderr.isatty():
        return nullcontext()
    # Imported here: most runs are watched by nobody.
    from rich.console import Console

    return Console(stderr=True).status("comparing")


def _print(report: Report, sink: Diagnostics, format_: str, around: _Around) -> None:
    if format_ in _APART:
        print_findings(sink, "text")
        if not report.compared:
            return
    click.echo(_FORMATS[format_](report, around), nl=False, color=is_colorful(sys.stdout) or None)


def _print_damage(report: Report) -> None:
    damage = Diagnostics()
    for item in report.damage:
        damage.add(item)
    print_findings(damage, "text")


def shown_diff(found: Diff) -> str:
    """Findings for a terminal."""
    return text(report_of(found), color=is_colorful(sys.stdout)).rstrip("\n")


def markdown_diff(found: Diff) -> str:
    """Findings for a pull request."""
    return markdown(report_of(found)).rstrip("\n")
