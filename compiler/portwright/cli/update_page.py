"""What `vendor update` did, as Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portwright.cli.diff import markdown_diff
from portwright.diagnostics.listed import numbered
from portwright.diff.report.markdown import code

if TYPE_CHECKING:
    from portwright.build.diff import Diff
    from portwright.build.update import Updated
    from portwright_harness.report import Report, Result


def page(updated: Updated, diff: Diff, report: Report | None) -> str:
    """The difference first, then what was written, then what the recordings say to it."""
    vendor = diff.subject.made.vendor
    head = f"# {vendor}: {code(updated.before)} → {code(updated.after)}"
    parts = [head, markdown_diff(diff), _written(updated), _cassettes(vendor, report)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _written(updated: Updated) -> str:
    added, outcome = updated.added, updated.outcome
    size = f"{numbered(added.operations, 'operation')}, {added.bytes / 1000:.0f} kB"
    files = numbered(outcome.touched, "file")
    return (
        "## Written\n\n"
        f"- {code(added.path.as_posix())}: the slice ({size}); the document is {added.verdict}\n"
        f"- {code(outcome.folder.as_posix())}: {files} changed"
    )


def _cassettes(vendor: str, report: Report | None) -> str:
    if report is None:
        return f"## Cassettes\n\nThere are none of {vendor}: nothing was replayed."
    lines = [f"{report.summary()}.", *_failed(report)]
    return "## Cassettes\n\n" + "\n".join(lines)


def _failed(report: Report) -> Iterator[str]:
    """Each check that failed; a scenario that the new document made stale is recorded again."""
    failed = [result for result in report.results if not result.passed]
    if failed:
        yield ""
    for result in failed:
        first = result.finding.problems[0]
        yield f"- {code(result.id)}: {first.kind}: {code(first.text)}"
    again = dict.fromkeys(_command(result) for result in failed if result.scenario)
    if again:
        yield from ("", "To record them again:", "", "```", *again, "```")


def _command(result: Result) -> str:
    return f"portwright record {result.vendor} {result.operation}/{result.scenario} --refresh"
