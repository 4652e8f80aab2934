"""Thresholds and the age of cassettes: tables below `[tool.portwright]` of pyproject.toml.

[tool.portwright.coverage]
operations = 100            # percent, for each vendor
[tool.portwright.staleness]
max_age = "365d"
age = "warning"             # or "error"
schema = "error"            # or "warning"
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal, cast

from portwright_harness.config import ConfigError, table_of
from portwright_harness.coverage.points import DIMENSIONS, Dimension

Severity = Literal["warning", "error"]

_SEVERITIES: Final[tuple[Severity, ...]] = ("warning", "error")
_AGE: Final = re.compile(r"([1-9][0-9]{0,4})d")
_STALENESS: Final = ("max_age", "age", "schema")


@dataclass(frozen=True, slots=True)
class Staleness:
    """From which age a cassette is stale, None for never, and how grave staleness is."""

    max_age: timedelta | None = None
    age: Severity = "warning"
    schema: Severity = "error"


@dataclass(frozen=True, slots=True)
class Settings:
    """What must be recorded, in percent by dimension, and when a recording is stale."""

    thresholds: Mapping[Dimension, float] = field(default_factory=dict)
    staleness: Staleness = Staleness()


def read_settings(root: Path) -> Settings:
    """Read the settings of the project at `root`; raises ConfigError."""
    table = table_of(root / "pyproject.toml") or {}
    return Settings(
        _thresholds(_inner(table, "coverage", DIMENSIONS)),
        _staleness(_inner(table, "staleness", _STALENESS)),
    )


def _inner(table: Mapping[str, object], name: str, known: Collection[str]) -> dict[str, object]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise ConfigError(f"pyproject.toml: [tool.portwright.{name}] must be a table")
    for key in found:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(known)}"
            text = f"pyproject.toml: [tool.portwright.{name}] has no setting `{key}`; {hint}"
            raise ConfigError(text)
    return found


def _thresholds(table: Mapping[str, object]) -> dict[Dimension, float]:
    found: dict[Dimension, float] = {}
    for key, value in table.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not 0 <= cast(float, value) <= 100:
            raise ConfigError(f"pyproject.toml: tool.portwright.coverage.{key} must be 0 to 100")
        found[cast(Dimension, key)] = float(cast(float, value))
    return found


def _staleness(table: Mapping[str, object]) -> Staleness:
    usual = Staleness()
    return Staleness(
        _age(table.get("max_age")),
        _severity(table, "age", usual.age),
        _severity(table, "schema", usual.schema),
    )


def _age(value: object) -> timedelta | None:
    if value is None:
        return None
    match = _AGE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        text = "must be a number of days, such as `365d`"
        raise ConfigError(f"pyproject.toml: tool.portwright.staleness.max_age {text}")
    return timedelta(days=int(match[1]))


def _severity(table: Mapping[str, object], key: str, usual: Severity) -> Severity:
    value = table.get(key, usual)
    for known in _SEVERITIES:
        if value == known:
            return known
    text = f"tool.portwright.staleness.{key} must be `warning` or `error`"
    raise ConfigError(f"pyproject.toml: {text}")
