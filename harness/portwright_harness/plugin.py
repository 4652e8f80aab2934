"""The pytest plugin: every cassette of a project is tests, with no test code.

pytest loads this in every run of everybody, so nothing but pytest is imported before a file is met
that may be a cassette of a project that has `[tool.portwright]`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from portwright_harness.checks import Check
    from portwright_harness.config import Config
    from portwright_harness.proxy import FaultProxy, MakeFaultProxy, Script
    from portwright_harness.variants import VariantsOf
    from portwright_harness.vendor import Vendor
    from portwright_runtime.connection import Connection

_MARKERS = {
    "portwright": "a check of a recorded cassette, or of what cassettes are played with",
    "portwright_l0": "the cassette says where it comes from and keeps no secret",
    "portwright_l1": "the generated client sends what the cassette holds",
    "portwright_l1_vcr": "the same through plain vcrpy",
    "portwright_l2": "the recorded answer conforms to the vendor's document",
    "portwright_l3": "the typed model decodes the recorded answer",
    "portwright_l4": "the port's result is the one of its snapshot",
    "portwright_faults": "the generated client meets the faults of a case",
    "portwright_variants": "the generated client meets a fault as its policy says",
    "portwright_project": "package, cases and cassettes belong together",
}
MANIFEST = "manifest.json"
# What may be a cassette, or be meant for one, or a manifest; anything else is left alone at once.
SUFFIXES = frozenset({".yaml", ".yml", ".json"})


@dataclass
class _Met:
    """What collection has come by: vendors, and those whose own checks are collected."""

    vendors: dict[str, tuple[Vendor, bool] | str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)


_CONFIG = pytest.StashKey["Config"]()
_MET = pytest.StashKey[_Met]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which levels run, and whether snapshots are written."""
    group = parser.getgroup("portwright", "cassettes as tests")
    group.addoption(
        "--portwright-level",
        action="append",
        default=[],
        metavar="LEVEL",
        help="run the checks of this level alone, such as L1; repeat it, or separate by commas",
    )
    group.addoption(
        "--update-snapshots",
        action="store_true",
        help="write what ports return (L4) instead of comparing it",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers."""
    config.stash[_MET] = _Met()
    for name, meaning in _MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


@pytest.fixture
def fault_proxy() -> Generator[MakeFaultProxy, None, None]:
    """Makes proxies on loopback, `fault_proxy(connection, script)`, and closes them in the end."""
    from contextlib import ExitStack

    from portwright_harness.proxy import FaultProxy, ScriptError

    def make(vendor: Connection | str, script: Script | Path | str) -> FaultProxy:
        try:
            return open_ones.enter_context(FaultProxy(vendor, script))
        except ScriptError as error:
            text = str(error)
        # What a mistake in a script needs is its place, not where the script is read.
        pytest.fail(text, pytrace=False)

    with ExitStack() as open_ones:
        yield make


@pytest.fixture
def fault_variants(pytestconfig: pytest.Config) -> VariantsOf:
    """The fault variants of a cassette by its place: `fault_variants("acme/create_refund/ok")`."""
    from portwright_harness.variants.project import variants_at

    return lambda place: variants_at(_settings(pytestconfig), place)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> _Checks | None:
    """Take cassettes, manifests, and what is meant for a cassette but stands elsewhere."""
    if file_path.suffix.lower() not in SUFFIXES:
        return None
    settings = _settings(parent.config)
    if not settings.declared:
        return None
    if file_path.name == MANIFEST and file_path.parent.parent == settings.generated:
        # Not below its package, which pytest imports first, and which may not be importable.
        manifest: ManifestFile = ManifestFile.from_parent(parent.session, path=file_path)
        return manifest
    if settings.cassettes not in file_path.parents:
        return None
    return _recorded(settings, file_path, parent)


def _recorded(settings: Config, path: Path, parent: pytest.Collector) -> _Checks | None:
    from portwright_harness.places import is_meant, misplaced

    if not is_meant(settings.cassettes, path):
        return None
    kind = CassetteFile if misplaced(settings.cassettes, path) is None else MisplacedFile
    found: _Checks = kind.from_parent(parent, path=path)
    return found


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> Generator[None, None, None]:
    """Whatever of a vendor's cassettes is run, the checks of the vendor itself come along.

    Around all others, so that they come along with what `-m` and `-k` leave as well.
    """
    items[:0] = _untold(session)
    met = [item for item in items if isinstance(item, CheckItem)]
    _of_levels(config, items)
    yield
    if met:
        from portwright_harness.selection import brought_along

        kept = [item for item in items if isinstance(item, CheckItem)]
        named = tuple(config.getoption("deselect") or ())
        items[:0] = [i for i in brought_along(met, kept) if not i.nodeid.startswith(named)]


def _of_levels(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is of other levels; tests that are no checks of ours stay."""
    if not (wanted := _levels(config)):
        return
    of_others = [i for i in items if isinstance(i, CheckItem) and i.check.level not in wanted]
    config.hook.pytest_deselected(items=of_others)
    ids = {id(item) for item in of_others}
    items[:] = [item for item in items if id(item) not in ids]


def _levels(config: pytest.Config) -> set[str]:
    """The levels that were asked for, whatever their case; none asks for all."""
    asked = [one for text in config.getoption("portwright_level") for one in text.split(",")]
    if not asked:
        return set()
    from portwright_harness.level_names import LEVELS

    known = {level.lower(): level for level in LEVELS}
    for level in asked:
        if level.strip().lower() not in known:
            text = f"no level `{level}`; there are: {', '.join(LEVELS)}"
            raise pytest.UsageError(f"--portwright-level: {text}")
    return {known[level.strip().lower()] for level in asked}


def _untold(session: pytest.Session) -> list[pytest.Item]:
    """The own checks of vendors whose cassettes are collected without their manifest."""
    met = session.config.stash[_MET]
    added: list[pytest.Item] = []
    for name in sorted(met.vendors.keys() - met.told):
        path = _settings(session.config).generated / name / MANIFEST
        manifest: ManifestFile = ManifestFile.from_parent(session, path=path)
        added += manifest.collect()
    return added


def _settings(config: pytest.Config) -> Config:
    if _CONFIG not in config.stash:
        from portwright_harness.config import ConfigError, read_config

        try:
            update = config.getoption("update_snapshots")
            config.stash[_CONFIG] = replace(read_config(config.rootpath), update=update)
        except ConfigError as error:
            raise pytest.UsageError(str(error)) from None
    return config.stash[_CONFIG]


def _vendor(config: pytest.Config, name: str) -> tuple[Vendor, bool] | str:
    """A vendor and whether its package can be imported; why not, where its manifest is bad."""
    vendors = config.stash[_MET].vendors
    if name not in vendors:
        try:
            from portwright_harness.manifest import ManifestError
            from portwright_harness.vendor import load_vendor
            from portwright_harness.vendor_checks import is_playable
        except ImportError as error:
            raise pytest.Collector.CollectError(f"install portwright[harness]: {error}") from None
        try:
            vendor = load_vendor(_settings(config), name)
        except ManifestError as error:
            vendors[name] = str(error)
        else:
            vendors[name] = (vendor, is_playable(vendor))
    return vendors[name]


class _Checks(pytest.File):
    """A file whose checks are items."""

    def collect(self) -> Iterable[CheckItem]:
        """An item for each check."""
        for check in self.checks():
            yield CheckItem.from_parent(self, name=check.id, check=check)

    def checks(self) -> list[Check]:
        """The checks of this file."""
        raise NotImplementedError


class CassetteFile(_Checks):
    """One cassette: a check for each level, and for each fault case that it answers."""

    def checks(self) -> list[Check]:
        """Not played where package or manifest is broken: the vendor's own check says so, once."""
        name = self.path.parent.parent.name
        found = _vendor(self.config, name)
        from portwright_harness.cassette_checks import checks_of
        from portwright_harness.unplayed import without_manifest, without_package

        if isinstance(found, str):
            return without_manifest(name, self.path)
        vendor, playable = found
        checks = checks_of(vendor, self.path)
        return checks if playable else without_package(checks)


class MisplacedFile(_Checks):
    """A file among the cassettes that nothing would play."""

    def checks(self) -> list[Check]:
        """The one that it fails."""
        from portwright_harness.cassette_checks import misplaced_check

        return [misplaced_check(_settings(self.config), self.path)]


class ManifestFile(_Checks):
    """The manifest of a generated package: the checks that hang on no cassette."""

    def checks(self) -> list[Check]:
        """Of the package and the spec's cases."""
        name = self.path.parent.name
        found = _vendor(self.config, name)
        self.config.stash[_MET].told.add(name)
        from portwright_harness.unplayed import without_cassette, without_package
        from portwright_harness.vendor_checks import manifest_check, vendor_checks

        if isinstance(found, str):
            return [manifest_check(name, found)]
        vendor, playable = found
        checks = vendor_checks(vendor)
        return [*(checks if playable else without_package(checks)), *without_cassette(vendor)]


class FailedCheckError(Exception):
    """A check that found problems; its text is the whole report."""


class CheckItem(pytest.Item):
    """One check."""

    def __init__(self, *, check: Check, **rest: Any) -> None:
        super().__init__(**rest)
        self.check = check
        self.add_marker("portwright")
        self.add_marker(f"portwright_{check.level.lower().replace('-', '_')}")

    def runtest(self) -> None:
        """Run the check; raises FailedCheckError."""
        from portwright_harness.report import failure_text
        from portwright_harness.unplayed import NotPlayedError

        try:
            finding = self.check.run()
        except NotPlayedError as reason:
            pytest.skip(str(reason))
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
