"""`portwright verify --recordings`: what another client recorded, through a generated package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from rich.console import Console
from rich.progress import Progress

if TYPE_CHECKING:
    from portwright_harness.foreign import Survey


def verify_recordings(
    folder: Path, package: Path | None, address: str | None, format_: str, verbose: bool
) -> NoReturn:
    """Drive the recordings and print what came of it; exit 1 when something deviates."""
    from portwright_harness.foreign import SurveyError, survey
    from portwright_harness.manifest import ManifestError

    if package is None:
        raise click.UsageError("--recordings needs --package, the folder of a generated package")
    console = Console(stderr=True)
    try:
        with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
            task = shown.add_task("driving", total=None)
            found = survey(
                folder,
                package,
                address=address,
                progress=lambda done, total: shown.update(task, completed=done, total=total),
            )
    except (ManifestError, SurveyError) as error:
        raise click.UsageError(str(error)) from None
    click.echo(_printed(found, format_, verbose), nl=format_ == "text")
    raise SystemExit(0 if found.ok else 1)


def _printed(found: Survey, format_: str, verbose: bool) -> str:
    from portwright_harness.foreign.report import as_json, text

    if format_ == "json":
        return as_json(found)
    if format_ == "junit":
        # Imported here: nothing else needs what writes XML.
        from portwright_harness.foreign.report_junit import junit

        return junit(found)
    return text(found, verbose=verbose)
