"""The pytest plugin: every cassette of a project is tests, with no test code.

pytest loads this in every run of everybody, so nothing but pytest is imported before a cassette
of a project that has `[tool.portwright]` is met.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from portwright_harness.checks import Check
    from portwright_harness.config import Config

_MARKERS = {
    "portwright": "a check of a recorded cassette",
    "portwright_l1": "the generated client sends what the cassette holds",
    "portwright_l1_vcr": "the same through plain vcrpy",
    "portwright_l3": "the typed model decodes the recorded answer",
    "portwright_faults": "the generated client meets the faults of a case",
}
_CONFIG = pytest.StashKey["Config"]()


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers."""
    for name, meaning in _MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CassetteFile | None:
    """Take `<cassettes>/<vendor>/<operation>/<scenario>.yaml` of a project that declares us."""
    if file_path.suffix != ".yaml" or file_path.is_symlink():
        return None
    settings = _settings(parent.config)
    if not settings.declared or settings.cassettes not in file_path.parents:
        return None
    if len(file_path.relative_to(settings.cassettes).parts) != 3:
        return None
    found: CassetteFile = CassetteFile.from_parent(parent, path=file_path)
    return found


def _settings(config: pytest.Config) -> Config:
    if _CONFIG not in config.stash:
        from portwright_harness.config import ConfigError, read_config

        try:
            config.stash[_CONFIG] = read_config(config.rootpath)
        except ConfigError as error:
            raise pytest.UsageError(str(error)) from None
    return config.stash[_CONFIG]


class CassetteFile(pytest.File):
    """One cassette."""

    def collect(self) -> Iterable[CassetteItem]:
        """An item for each level, and for each fault case that this cassette answers."""
        for check in self._checks():
            yield CassetteItem.from_parent(self, name=check.id, check=check)

    def _checks(self) -> list[Check]:
        try:
            from portwright_harness.checks import checks_of
            from portwright_harness.manifest import ManifestError
            from portwright_harness.vendor import load_vendor
        except ImportError as error:
            raise self.CollectError(f"install portwright[harness]: {error}") from None
        try:
            vendor = load_vendor(_settings(self.config), self.path.parent.parent.name)
        except ManifestError as error:
            raise self.CollectError(str(error)) from None
        return checks_of(vendor, self.path)


class FailedCheckError(Exception):
    """A check that found problems; its text is the whole report."""


class CassetteItem(pytest.Item):
    """One check of one cassette."""

    def __init__(self, *, check: Check, **rest: Any) -> None:
        super().__init__(**rest)
        self.check = check
        self.add_marker("portwright")
        self.add_marker(f"portwright_{check.level.lower().replace('-', '_')}")

    def runtest(self) -> None:
        """Run the check; raises FailedCheckError."""
        from portwright_harness.report import failure_text

        finding = self.check.run()
        for note in finding.notes:
            self.add_report_section("call", "portwright", note + "\n")
        if finding.selected:
            self.user_properties.append(("fields", f"{finding.filled}/{finding.selected}"))
        if finding.problems:
            raise FailedCheckError(failure_text(finding))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The diff and nothing else; a traceback only for what nobody foresaw."""
        if isinstance(excinfo.value, FailedCheckError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the item stands."""
        return self.path, None, self.name
