"""Recorded URLs to operations: path templates matched, the most literal first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, unquote_to_bytes, urlsplit

from portwright_harness.manifest import Manifest, OperationEntry

_PLACE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class PathMatch:
    """An operation whose method and path fit, and the texts of its path parameters by wire name."""

    operation: str
    entry: OperationEntry
    parameters: dict[str, str]


def match_path(manifest: Manifest, method: str, url: str) -> list[PathMatch]:
    """Every operation that fits, the one with the fewest parameters and longest literals first."""
    paths = list(_candidate_paths(manifest, url))
    found = [
        PathMatch(name, entry, parameters)
        for name, entry in manifest.operations.items()
        if entry.method.upper() == method.upper()
        for parameters in _first_match(entry.path, paths)
    ]
    return sorted(found, key=lambda match: _vagueness(match.entry.path))


def methods_at(manifest: Manifest, url: str) -> list[str]:
    """The methods that operations of this path have, whichever was asked for."""
    paths = list(_candidate_paths(manifest, url))
    entries = manifest.operations.values()
    fitting = (
        entry for entry in entries if next(_first_match(entry.path, paths), None) is not None
    )
    return sorted({entry.method.upper() for entry in fitting})


def _candidate_paths(manifest: Manifest, url: str) -> Iterator[str]:
    """The recorded path without the base path of an environment, and as it stands."""
    path = _normal(urlsplit(url).path)
    for environment in manifest.connection.environments.values():
        base = _normal(environment.path)
        if base and path.startswith(base + "/"):
            yield path[len(base) :]
    yield path


def _first_match(template: str, paths: list[str]) -> Iterator[dict[str, str]]:
    names, pattern = _compiled(template)
    for path in paths:
        if match := pattern.fullmatch(path):
            texts = [unquote_to_bytes(text).decode("utf-8", "replace") for text in match.groups()]
            yield dict(zip(names, texts, strict=True))
            return


@cache
def _compiled(template: str) -> tuple[list[str], re.Pattern[str]]:
    pieces = _PLACE.split(template.partition("?")[0])
    names = pieces[1::2]
    literals = [re.escape(_normal(piece)) for piece in pieces[::2]]
    return names, re.compile("([^/]+)".join(literals))


def _normal(path: str) -> str:
    return "/".join(quote(unquote_to_bytes(segment), safe="") for segment in path.split("/"))


def _vagueness(template: str) -> tuple[int, int, str]:
    return (len(_PLACE.findall(template)), -len(_PLACE.sub("", template)), template)
