"""`portwright verify`: what the pytest plugin checks, without pytest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress

from portwright.cli.declare import HINT
from portwright.cli.recordings import verify_recordings

if TYPE_CHECKING:
    from portwright_harness.report import Report


@click.command("verify")
@click.option(
    "--vendor", "vendors", multiple=True, help="Only this vendor's cassettes; repeat for more."
)
@click.option("--level", "levels", multiple=True, help="Only this level, such as L1; repeatable.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "junit"]),
    default="text",
    show_default=True,
    help="How the report is printed.",
)
@click.option(
    "--update-snapshots", "update", is_flag=True, help="Write what the port returns (L4) anew."
)
@click.option(
    "--recordings",
    type=click.Path(path_type=Path, exists=True),
    help="Drive what another client recorded, with vcrpy or VCR, through --package instead.",
)
@click.option(
    "--package",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="With --recordings: the folder of a generated package, such as generated/acme.",
)
@click.option(
    "--recorded-at",
    "address",
    metavar="URL",
    help="With --recordings: the address they were made at, where the package has another.",
)
@click.option("-v", "--verbose", is_flag=True, help="List what passed, and unknown values.")
def command(
    vendors: tuple[str, ...],
    levels: tuple[str, ...],
    format_: str,
    update: bool,
    recordings: Path | None,
    package: Path | None,
    address: str | None,
    verbose: bool,
) -> None:
    """Check cassettes/ and replay them through the generated clients.

    The project is the nearest folder upwards whose pyproject.toml has [tool.portwright]; without
    one, this folder. Exit 1 when a check fails or there is none.

    With --recordings, calls are read from the requests that another client recorded: what ours
    sends is compared with them (L1), the answers with the document (L2) and the models (L3).
    Exit 1 when something deviates or nothing is of an operation of the package.
    """
    if recordings is not None:
        if vendors or levels or update:
            raise click.UsageError("--recordings goes with neither --vendor, --level nor snapshots")
        verify_recordings(recordings, package, address, format_, verbose)
    if package is not None or address is not None:
        raise click.UsageError("--package and --recorded-at go with --recordings")
    from portwright_harness.config import ConfigError, find_config
    from portwright_harness.run import SelectionError, verify

    console = Console(stderr=True)
    try:
        config = find_config(Path.cwd())
        with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
            task = shown.add_task("replaying", total=None)
            report = verify(
                config.root,
                vendors=vendors or None,
                levels=levels or None,
                config=config,
                update=update,
                progress=lambda done, total: shown.update(task, completed=done, total=total),
            )
    except (ConfigError, SelectionError) as error:
        raise click.UsageError(str(error)) from None
    click.echo(_printed(report, format_, verbose), nl=False)
    if format_ == "text":
        click.echo()
        if not config.declared:
            click.echo(f"note: {HINT}", err=True)
    raise SystemExit(0 if report.ok else 1)


def _printed(report: Report, format_: str, verbose: bool) -> str:
    if format_ == "json":
        return report.json()
    if format_ == "junit":
        # Imported here: nothing else needs what writes XML.
        from portwright_harness.report_junit import junit

        return junit(report)
    return report.text(verbose=verbose)
