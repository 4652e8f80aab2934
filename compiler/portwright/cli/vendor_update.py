"""`portwright vendor update`: from what the vendor published to a change fit for review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from portwright.build.diff_report import report_of
from portwright.build.update import Planned, plan_update, write_update
from portwright.cli.diff import UNREADABLE, markdown_diff, shown_diff
from portwright.cli.origin import origin_option, parse_origin
from portwright.cli.output import print_findings
from portwright.cli.select import GENERATED, openapi_option, spec_of
from portwright.cli.update_page import page
from portwright.diagnostics.model import Diagnostics

if TYPE_CHECKING:
    from portwright.build.diff import Diff
    from portwright_harness.report import Report


@click.command("update")
@click.argument("vendor")
@openapi_option
@origin_option
@click.option("--accept", is_flag=True, help="Move the pin, the slice and the package.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=GENERATED,
    show_default=True,
    help="The folder that packages are written to.",
)
def update(vendor: str, openapi: Path, origin: str | None, accept: bool, out: Path) -> None:
    """Show what a new document of the vendor breaks; with --accept, take it over.

    Then the slice and source.lock are written anew, the package is compiled and its cassettes are
    replayed, and all of it is printed as Markdown, fit for a pull request. A spec that does not
    fit the new document leaves everything as it was.

    Exit 0 when there is nothing to do but to merge, 1 when something breaks, 3 when a document
    cannot be read.
    """
    sink = Diagnostics()
    spec = spec_of(vendor)
    diff, planned = plan_update(spec, openapi, parse_origin(origin, openapi), sink)
    if diff is None:
        print_findings(sink, "text")
        raise SystemExit(UNREADABLE)
    if not accept:
        click.echo(shown_diff(diff))
        print_findings(sink, "text")
        raise SystemExit(int(planned is None or report_of(diff).is_met))
    raise SystemExit(_accepted(spec, diff, planned, out, sink))


def _accepted(spec: Path, diff: Diff, planned: Planned | None, out: Path, sink: Diagnostics) -> int:
    """Write and replay; 1 where the spec does not fit, or a cassette does not any more."""
    updated = write_update(spec, diff, planned, out, sink) if planned is not None else None
    print_findings(sink, "text")
    if updated is None:
        click.echo(markdown_diff(diff))
        click.echo("nothing was written", err=True)
        return 1
    report = _replayed(diff.subject.made.vendor)
    click.echo(page(updated, diff, report), nl=False)
    return 0 if report is None or report.ok else 1


def _replayed(vendor: str) -> Report | None:
    """The vendor's cassettes through the new package; None where it has none."""
    # Imported here: only what is accepted is replayed.
    from portwright_harness.config import ConfigError, find_config
    from portwright_harness.run import SelectionError, verify

    try:
        config = find_config(Path.cwd())
        report = verify(config.root, vendors=[vendor], config=config)
    except (ConfigError, SelectionError) as error:
        click.echo(f"not replayed: {error}", err=True)
        return None
    return report if report.cassettes else None
