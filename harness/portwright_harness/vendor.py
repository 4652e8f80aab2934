"""One vendor of a project: its manifest, its generated package and its cassettes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portwright_harness.config import Config
from portwright_harness.manifest import (
    AdaptedOperation,
    Case,
    Manifest,
    OperationEntry,
    read_manifest,
)
from portwright_harness.package import GeneratedPackage, import_package
from portwright_harness.places import misplaced, recorded_files
from portwright_harness.problem import ScenarioError
from portwright_harness.redaction import Redaction, redaction_of


@dataclass(frozen=True, slots=True)
class Vendor:
    """All that a check needs of a vendor; the package is imported when a check runs."""

    config: Config
    manifest: Manifest

    @property
    def name(self) -> str:
        """The vendor's name, which is that of its folders."""
        return self.manifest.vendor

    @property
    def folder(self) -> Path:
        """Where its cassettes are."""
        return self.config.cassettes / self.name

    @property
    def redaction(self) -> Redaction:
        """What its cassettes must not hold, and nobody prints."""
        return redaction_of(self.manifest)

    def package(self) -> GeneratedPackage:
        """The generated package."""
        return import_package(self.config.root, self.config.generated, self.manifest)

    def operation(self, name: str) -> OperationEntry:
        """The manifest's entry of an operation; raises ScenarioError for an unknown one."""
        entry = self.manifest.operations.get(name)
        if entry is None:
            raise ScenarioError("inputs", f"{self.name} has no operation `{name}`")
        return entry

    def adapted(self, name: str) -> AdaptedOperation:
        """The manifest's entry of the port's operation; raises ScenarioError for an unknown one."""
        adapter = self.manifest.adapter
        entry = adapter.operations.get(name) if adapter is not None else None
        if entry is None:
            raise ScenarioError("inputs", f"no adapter of {self.name} has an operation `{name}`")
        return entry

    def cases(self) -> list[Case]:
        """The spec's cases of calls; those of other kinds name no operation."""
        return [case for case in self.manifest.cases if case.op]

    def cassette(self, operation: str, name: str) -> Path:
        """Where a cassette stands, whether or not it is there."""
        return self.folder / operation / f"{name}.yaml"

    def cassette_paths(self) -> list[Path]:
        """Every cassette of the vendor, in the order of their names."""
        cassettes = self.config.cassettes
        files = (path for path in recorded_files(cassettes) if self.folder in path.parents)
        return [path for path in files if misplaced(cassettes, path) is None]


def load_vendor(config: Config, name: str) -> Vendor:
    """Read a vendor's manifest; raises ManifestError."""
    return Vendor(config, read_manifest(config.generated / name / "manifest.json"))
