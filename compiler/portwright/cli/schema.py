"""`portwright schema`: JSON Schemas, so that an editor completes and checks while one types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from portwright.build.schema import FOLDER, Schema, write_schemas
from portwright.cli.output import finish, format_option, print_findings, specs_argument
from portwright.cli.select import document_file, selected_specs
from portwright.diagnostics.listed import numbered
from portwright.diagnostics.model import Diagnostics


@click.command("schema")
@specs_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=FOLDER,
    show_default=True,
    help="The folder that schemas are written to.",
)
@click.option(
    "--openapi",
    type=document_file,
    help="The vendor's whole document, to have all of it completed; the one beside the spec "
    "without.",
)
@format_option
def command(specs: tuple[Path, ...], out: Path, openapi: Path | None, format_: str) -> None:
    """Write JSON Schemas for editors: of the spec language, and of each vendor's spec.

    A spec names its own in its first line: # yaml-language-server: $schema=PATH
    """
    paths = selected_specs(specs)
    if openapi is not None and len(paths) > 1:
        raise click.UsageError("--openapi is one vendor's: name the spec")
    sink = Diagnostics()
    schemas = write_schemas(paths, out, sink, openapi)
    print_findings(sink, format_, {"schemas": [_row(schema) for schema in schemas]})
    if format_ == "text":
        for schema in schemas:
            if schema.status == "written":
                click.echo(_line(schema))
    finish(sink)


def _line(schema: Schema) -> str:
    size = f"{schema.bytes / 1000:.0f} kB"
    whole = (
        size if schema.operations is None else f"{numbered(schema.operations, 'operation')}, {size}"
    )
    return f"{schema.path.as_posix()}: {schema.status} ({whole})"


def _row(schema: Schema) -> dict[str, Any]:
    return {
        "path": schema.path.as_posix(),
        "status": schema.status,
        "bytes": schema.bytes,
        "operations": schema.operations,
    }
