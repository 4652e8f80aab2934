"""The survey of a project: what is recorded of each vendor, what is missing, what is stale."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from portwright_harness.config import Config
from portwright_harness.coverage.advice import Gap, gaps_of
from portwright_harness.coverage.exchanges import Recorded, read_recorded
from portwright_harness.coverage.measure import points_of
from portwright_harness.coverage.orphans import Orphan, orphans_of
from portwright_harness.coverage.points import DIMENSIONS, Dimension, Point, Share, share
from portwright_harness.coverage.settings import Settings, read_settings
from portwright_harness.coverage.staleness import Stale, stale_by_age, stale_by_schema
from portwright_harness.manifest import ManifestError, find_manifests
from portwright_harness.record_command import record_command
from portwright_harness.run import SelectionError
from portwright_harness.vendor import Vendor, load_vendor


@dataclass(frozen=True, slots=True)
class StaleCassette:
    """One reason why a cassette is stale, and the command that records it again."""

    place: str
    stale: Stale
    command: str


@dataclass(frozen=True)
class VendorSurvey:
    """What is recorded of one vendor; `broken` says why nothing can be told of it."""

    vendor: str
    points: tuple[Point, ...] = ()
    gaps: tuple[Gap, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    stale: tuple[StaleCassette, ...] = ()
    broken: str | None = None

    @cached_property
    def shares(self) -> dict[Dimension, Share]:
        """By dimension."""
        return {dimension: share(self.points, dimension) for dimension in DIMENSIONS}


@dataclass(frozen=True, slots=True)
class Missed:
    """A threshold that a vendor does not reach."""

    vendor: str
    dimension: Dimension
    percent: float
    threshold: float


@dataclass(frozen=True)
class Survey:
    """All vendors in the order of their names."""

    vendors: tuple[VendorSurvey, ...]
    settings: Settings

    @cached_property
    def missed(self) -> tuple[Missed, ...]:
        """Each vendor is held to the thresholds by itself: none hides behind another."""
        return tuple(
            Missed(one.vendor, dimension, one.shares[dimension].percent, least)
            for one in self.vendors
            for dimension, least in self.settings.thresholds.items()
            if one.broken is None and one.shares[dimension].percent < least
        )

    @property
    def ok(self) -> bool:
        """Whether there is something to tell, every threshold is reached and no error is told."""
        errors = any(item.stale.severity == "error" for one in self.vendors for item in one.stale)
        broken = any(one.broken is not None for one in self.vendors)
        return bool(self.vendors) and not (self.missed or errors or broken)


def survey(
    config: Config, vendors: Collection[str] | None = None, now: datetime | None = None
) -> Survey:
    """Survey the project; raises ConfigError and SelectionError. `now` is UTC's unless given."""
    known = find_manifests(config.generated)
    for name in vendors or ():
        if name not in known:
            text = ", ".join(known) or "none"
            raise SelectionError(f"no vendor `{name}`; there are: {text}")
    settings = read_settings(config.root)
    chosen = [name for name in known if vendors is None or name in vendors]
    moment = now or datetime.now(UTC)
    return Survey(tuple(_of(config, name, settings, moment) for name in chosen), settings)


def _of(config: Config, name: str, settings: Settings, now: datetime) -> VendorSurvey:
    try:
        vendor = load_vendor(config, name)
    except ManifestError as error:
        return VendorSurvey(name, broken=str(error))
    recorded = read_recorded(vendor)
    points = points_of(vendor.manifest, recorded)
    return VendorSurvey(
        name,
        tuple(points),
        tuple(gaps_of(vendor, points)),
        tuple(orphans_of(vendor, recorded, points)),
        tuple(_stale(vendor, recorded, settings, now)),
    )


def _stale(
    vendor: Vendor, recorded: Recorded, settings: Settings, now: datetime
) -> Iterator[StaleCassette]:
    for cassette in recorded.cassettes:
        operation, name = cassette.path.parent.name, cassette.path.stem
        entry = vendor.manifest.operations.get(operation)
        found = list(stale_by_age(cassette, settings.staleness, now))
        if entry is not None:
            found[:0] = stale_by_schema(cassette, entry, settings.staleness.schema)
        command = record_command(vendor, operation, name, again=True)
        for stale in found:
            yield StaleCassette(f"{operation}/{name}", stale, command)
