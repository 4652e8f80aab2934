"""`portwright cassettes`: what is done to the files in cassettes/."""

from __future__ import annotations

from pathlib import Path

import click

from portwright.diagnostics.listed import numbered


@click.group("cassettes")
def command() -> None:
    """Work on the files in cassettes/."""


@command.command("fmt")
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="Only tell which would change; exit 1 if any would.")
@click.option("--seal", is_flag=True, help="Also write the digest of what each cassette says now.")
def fmt(files: tuple[Path, ...], check: bool, seal: bool) -> None:
    """Lay cassettes out for readers: bodies decoded, JSON in lines, one order of keys.

    All of the project, or only FILES, which may be folders. What a cassette says stays: a file of
    which that cannot be proved is left alone and told, and makes the exit code 1.

    A cassette that was changed by hand on purpose fails L0 until --seal says that it is meant.
    """
    from portwright_harness.config import ConfigError, find_config
    from portwright_harness.layout.project import is_of, lay_out

    try:
        config = find_config(Path.cwd())
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    found = list(lay_out(config, write=not check, seal=seal, only=files))
    for file in files:
        if not any(is_of(item.path, file) for item in found):
            raise click.UsageError(f"{file} is no cassette of this project")
    done = "would change" if check else "laid out and sealed" if seal else "laid out"
    for item in found:
        place = item.path.relative_to(config.cassettes).as_posix()
        if item.refused is not None:
            click.echo(f"{place}:{item.line}: left alone: {item.refused}", err=True)
        elif item.changed:
            click.echo(f"{place}: {done}")
    changed = sum(item.changed for item in found)
    click.echo(
        f"{numbered(len(found), 'cassette')}, {changed} {'to change' if check else 'changed'}"
    )
    refused = any(item.refused is not None for item in found)
    raise SystemExit(1 if refused or (check and changed) else 0)
