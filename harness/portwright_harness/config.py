"""The harness's settings: `[tool.portwright]` of the project's pyproject.toml."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path

_KEYS = {"generated": "generated", "cassettes": "cassettes"}
_VARIANTS = "variants"
# `python` is for the compiler: where the team's own modules are; the last two are tables, read by
# `portwright_harness.coverage.settings`.
_KNOWN = (*_KEYS, _VARIANTS, "python", "coverage", "staleness")


class ConfigError(Exception):
    """A setting that cannot be used."""


@dataclass(frozen=True, slots=True)
class Config:
    """Where a project keeps generated packages and cassettes.

    `declared` is false where pyproject.toml has no `[tool.portwright]`: the pytest plugin then
    leaves the project alone, and the folders are the defaults. `update` is whether snapshots are
    written instead of compared: whoever runs the checks says so, no file does. `variants` are
    patterns of the names of fault variants that are checked.
    """

    root: Path
    generated: Path
    cassettes: Path
    declared: bool = True
    update: bool = False
    variants: tuple[str, ...] = ("*",)

    def shown(self, path: Path) -> str:
        """A file as a person names it: from the project's root, which cassettes may lie outside."""
        above = self.root if self.root in path.parents else self.cassettes
        return path.relative_to(above).as_posix()


def read_config(root: Path) -> Config:
    """Read the settings of the project at `root`; raises ConfigError."""
    table = table_of(root / "pyproject.toml")
    folders = {key: root / _folder(table or {}, key, default) for key, default in _KEYS.items()}
    return Config(
        root,
        folders["generated"],
        folders["cassettes"],
        declared=table is not None,
        variants=_variants((table or {}).get(_VARIANTS, True)),
    )


def find_config(start: Path) -> Config:
    """The settings of the project that `start` is in; raises ConfigError.

    It is the nearest folder upwards that declares itself; `start` itself where none does.
    """
    found = (read_config(folder) for folder in (start, *start.parents))
    return next((config for config in found if config.declared), None) or read_config(start)


def table_of(path: Path) -> dict[str, object] | None:
    """`[tool.portwright]` of a pyproject.toml, None where there is none; raises ConfigError."""
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
    for key in table or ():
        _refuse_unknown(path, key)
    return table


def _refuse_unknown(path: Path, key: str) -> None:
    """A misspelled key would be a default that nobody asked for."""
    if key in _KNOWN:
        return
    near = difflib.get_close_matches(key, _KNOWN, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(_KNOWN)}"
    raise ConfigError(f"{path.name}: [tool.portwright] has no setting `{key}`; {hint}")


def _folder(table: dict[str, object], key: str, default: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or not value:
        raise ConfigError(f"pyproject.toml: tool.portwright.{key} must be the name of a folder")
    return value


def _variants(value: object) -> tuple[str, ...]:
    """`true`, `false`, or a list of patterns."""
    if isinstance(value, bool):
        return ("*",) if value else ()
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return tuple(value)
    text = 'must be true, false or a list of names of fault variants, such as ["429*", "outage"]'
    raise ConfigError(f"pyproject.toml: tool.portwright.{_VARIANTS} {text}")
