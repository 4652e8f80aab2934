"""The harness's settings: `[tool.portwright]` of the project's pyproject.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

_KEYS = {"generated": "generated", "cassettes": "cassettes"}


class ConfigError(Exception):
    """A setting that cannot be used."""


@dataclass(frozen=True, slots=True)
class Config:
    """Where a project keeps generated packages and cassettes.

    `declared` is false where pyproject.toml has no `[tool.portwright]`: the pytest plugin then
    leaves the project alone, and the folders are the defaults.
    """

    root: Path
    generated: Path
    cassettes: Path
    declared: bool = True


def read_config(root: Path) -> Config:
    """Read the settings of the project at `root`; raises ConfigError."""
    table = _table(root / "pyproject.toml")
    folders = {key: root / _folder(table or {}, key, default) for key, default in _KEYS.items()}
    return Config(root, folders["generated"], folders["cassettes"], declared=table is not None)


def _table(path: Path) -> dict[str, object] | None:
    try:
        with path.open("rb") as file:
            document = tomllib.load(file)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path.name} cannot be read: {error}") from None
    table = document.get("tool", {}).get("portwright")
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path.name}: [tool.portwright] must be a table")
    return table


def _folder(table: dict[str, object], key: str, default: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or not value:
        raise ConfigError(f"pyproject.toml: tool.portwright.{key} must be the name of a folder")
    return value
