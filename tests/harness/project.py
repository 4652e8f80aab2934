"""The sample project, copied so that a test can break one thing in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from portwright_harness.cassette import read_cassette
from portwright_harness.cassette_checks import checks_of
from portwright_harness.checks import Check
from portwright_harness.config import Config
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import Case, Manifest, OperationEntry
from portwright_harness.recording import CassetteError
from portwright_harness.seal import carried, digest_of
from portwright_harness.vendor import Vendor, load_vendor
from portwright_harness.vendor_checks import vendor_checks

SAMPLE = Path(__file__).parent / "sample"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "recordings"


@dataclass
class Project:
    """Cassettes of the sample's vendor in a folder of their own, and a manifest to change."""

    cassettes: Path
    vendor: Vendor

    @classmethod
    def copy(cls, folder: Path) -> Project:
        cassettes = folder / "cassettes"
        for name in ("cassettes", "recordings"):
            shutil.copytree(SAMPLE / name, folder / name)
        config = Config(SAMPLE, SAMPLE / "sample_generated", cassettes)
        return cls(cassettes, load_vendor(config, "acme"))

    def path(self, operation: str, scenario: str) -> Path:
        return self.cassettes / "acme" / operation / f"{scenario}.yaml"

    @property
    def recording(self) -> Path:
        """Two calls of another client; it stands outside of the cassettes."""
        return self.cassettes.parent / "recordings" / "list_orders.yaml"

    def edit(self, operation: str, scenario: str, old: str, new: str) -> None:
        """As somebody does who means it: the digest is that of what the cassette says then."""
        edit(self.path(operation, scenario), old, new)
        seal(self.path(operation, scenario))

    def edit_recording(self, old: str, new: str) -> None:
        edit(self.recording, old, new)

    def manifest(self, **changes: object) -> None:
        self.vendor = replace(
            self.vendor, manifest=msgspec.structs.replace(self.vendor.manifest, **changes)
        )

    def operation(self, name: str, **changes: object) -> None:
        entry = msgspec.structs.replace(self.vendor.manifest.operations[name], **changes)
        self.manifest(operations={**self.vendor.manifest.operations, name: entry})

    def case(self, case: Case) -> None:
        self.manifest(cases=(*self.vendor.manifest.cases, case))

    def cases(self, change: Callable[[Case], Case]) -> None:
        self.manifest(cases=tuple(change(case) for case in self.vendor.manifest.cases))

    def choose(self, variants: tuple[str, ...]) -> None:
        self.vendor = replace(self.vendor, config=replace(self.vendor.config, variants=variants))

    def checks(self, operation: str, scenario: str) -> list[Check]:
        return checks_of(self.vendor, self.path(operation, scenario))

    def vendor_checks(self) -> dict[str, Check]:
        return {check.id: check for check in vendor_checks(self.vendor)}

    def run(self, operation: str, scenario: str, level: str) -> Finding:
        """Run one check by the last part of its id."""
        suffix = f"[{level}]"
        checks = [c for c in self.checks(operation, scenario) if c.id.endswith(suffix)]
        assert len(checks) == 1, [c.id for c in self.checks(operation, scenario)]
        return checks[0].run()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def seal(path: Path) -> None:
    """Write the digest anew, and nothing else; what cannot be read stays as it is."""
    try:
        cassette = read_cassette(path)
    except CassetteError:
        return
    kept = carried(cassette)
    if kept is not None:
        edit(path, kept, digest_of(cassette))


def kinds(finding: Finding) -> list[str]:
    return [problem.kind for problem in finding.problems]


def text(finding: Finding) -> str:
    return "\n".join(problem.text for problem in finding.problems)


__all__ = ["RECORDINGS", "SAMPLE", "Case", "Manifest", "OperationEntry", "Project", "kinds", "text"]
