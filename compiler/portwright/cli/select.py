"""Which specs and which document a run is about."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from portwright.diagnostics.suggest import did_you_mean
from portwright.source.files import is_url
from portwright.source.folder import SPEC_NAME, spec_file, spec_files

SPECS = Path("specs")
GENERATED = Path("generated")
LIST = "`portwright vendor operations --openapi FILE` lists all"


class _DocumentFile(click.Path):
    """A file; of a URL it says that nothing is fetched."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if isinstance(value, str) and is_url(value):
            self.fail(f"{value} is not fetched: download the document and name the file")
        return super().convert(value, param, ctx)


document_file = _DocumentFile(path_type=Path, dir_okay=False)
openapi_option = click.option(
    "--openapi",
    required=True,
    type=document_file,
    help="The file of the vendor's document, whole.",
)


def selected_specs(given: tuple[Path, ...], specs: Path = SPECS) -> list[Path]:
    """The files of specs and ports that the arguments name; without arguments all under
    `specs/`, or where else the project has its `specs`."""
    for path in given:
        _refuse_several(path, specs)
    found = spec_files(given, specs)
    if not found:
        raise click.UsageError(
            "no specs: none given, and no folder under specs/ has an integration.yaml "
            "(start with `portwright init VENDOR --openapi FILE`)"
        )
    return found


def _refuse_several(given: Path, specs: Path) -> None:
    """A folder of specs is no spec, and says which there are."""
    held = sorted(given.glob(f"*/{SPEC_NAME}")) if not spec_file(given, specs).exists() else []
    if held:
        named = ", ".join(one.parent.as_posix() for one in held)
        raise click.UsageError(
            f"{given.as_posix()} is a folder of specs; name one of them: {named}"
        )


def spec_of(vendor: str) -> Path:
    """The spec file of a vendor, given by its name, its folder or the file."""
    return spec_file(Path(vendor), SPECS)


def refuse_unknown(wanted: Iterable[str], known: Iterable[str]) -> None:
    """The ids of `--operation` must be a document's."""
    known = tuple(known)
    for name in wanted:
        if name not in known:
            raise click.UsageError(f"no operation `{name}`; {did_you_mean(name, known) or LIST}")
