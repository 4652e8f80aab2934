"""A folder of recordings driven through one package, as a team has them from another client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from portwright_harness.config import Config
from portwright_harness.foreign.drive import ReadAs, drive, recorded_as_is, recorded_at
from portwright_harness.foreign.driven import Driven
from portwright_harness.foreign.table import Row, rows_of
from portwright_harness.manifest import read_manifest
from portwright_harness.places import recorded_files
from portwright_harness.recording import CassetteError
from portwright_harness.vendor import Vendor


class SurveyError(Exception):
    """A folder or an address that cannot be used."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What came of every interaction, and the files that could not be read, with the reason."""

    recordings: str
    package: str
    driven: tuple[Driven, ...]
    unread: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether something was driven, nothing deviates, and every file was read."""
        judged = [one for item in self.driven for one in item.levels.values()]
        driven = any(item.operation is not None for item in self.driven)
        return driven and not self.unread and all(one.outcome != "deviates" for one in judged)

    def rows(self) -> list[Row]:
        """A row for each level."""
        return rows_of(self.recordings, self.package, self.driven)


def survey(
    folder: Path,
    package: Path,
    *,
    read_as: ReadAs | None = None,
    address: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Survey:
    """Drive every recording in a folder; nothing is written.

    `package` is the folder of a generated package. `address` is where the recordings were made, if
    the package has another one, such as production's. Raises ManifestError and SurveyError.
    """
    vendor = package_at(package)
    read = read_as or _read_as(vendor, address)
    files = [folder] if folder.is_file() else recorded_files(folder)
    driven: list[Driven] = []
    unread: list[str] = []
    for done, path in enumerate(files, 1):
        try:
            driven += drive(vendor, path, read)
        except CassetteError as error:
            unread.append(str(error))
        if progress is not None:
            progress(done, len(files))
    return Survey(folder.name, vendor.name, tuple(driven), tuple(unread))


def package_at(folder: Path) -> Vendor:
    """The vendor of a generated package, wherever it stands; raises ManifestError."""
    folder = folder.resolve()
    generated = folder.parent
    config = Config(generated.parent, generated, generated.parent / "cassettes")
    return Vendor(config, read_manifest(folder / "manifest.json"))


def _read_as(vendor: Vendor, address: str | None) -> ReadAs:
    if address is None:
        return recorded_as_is
    known = vendor.manifest.connection.environments.values()
    environments = [environment for environment in known if environment.is_fixed]
    if not environments:
        raise SurveyError(f"{vendor.name} has no address of its own: it takes the recorded one")
    return recorded_at(address, environments[0].base_url)
