"""`portwright coverage`: what of the specs is recorded, and whether it is still true."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("coverage")
@click.option("--vendor", "vendors", multiple=True, help="Only this vendor; repeat for more.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "junit"]),
    default="text",
    show_default=True,
    help="How the report is printed.",
)
@click.option("-v", "--verbose", is_flag=True, help="Name every field and branch of a gap.")
def command(vendors: tuple[str, ...], format_: str, verbose: bool) -> None:
    """Tell what of the specs cassettes/ shows, the command for each gap, and what is stale.

    Thresholds and the age of cassettes stand in [tool.portwright.coverage] and
    [tool.portwright.staleness] of pyproject.toml. Exit 1 below a threshold, or when a cassette is
    stale and that is an error. Nothing is asked of a vendor.
    """
    from portwright_harness.config import ConfigError, find_config
    from portwright_harness.coverage.machine import as_json, as_junit
    from portwright_harness.coverage.survey import survey
    from portwright_harness.coverage.text import text
    from portwright_harness.run import SelectionError

    try:
        found = survey(find_config(Path.cwd()), vendors or None)
    except (ConfigError, SelectionError) as error:
        raise click.UsageError(str(error)) from None
    machine = {"json": as_json, "junit": as_junit}
    if format_ in machine:
        click.echo(machine[format_](found), nl=False)
    else:
        click.echo(text(found, verbose=verbose))
    raise SystemExit(0 if found.ok else 1)
