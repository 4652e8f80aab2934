"""Which specs a run is about."""

from __future__ import annotations

from pathlib import Path

import click

from portwright.source.folder import spec_files

SPECS = Path("specs")


def selected_specs(given: tuple[Path, ...]) -> list[Path]:
    """The spec files that the arguments name; without arguments all under `specs/`."""
    found = list(spec_files(given, SPECS))
    if not found:
        raise click.UsageError(
            "no specs: none given, and no folder under specs/ has an integration.yaml "
            "(start with `portwright init VENDOR --openapi FILE`)"
        )
    return found
