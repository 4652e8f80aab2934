"""What the spec's `tests.scrub` declares, taken out of recordings."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

REDACTED = "REDACTED"

_SCHEMED = frozenset({"authorization", "proxy-authorization"})


@dataclass(frozen=True, slots=True)
class Scrub:
    """Redacts `header.NAME`, and `body.PATH` at any depth at which the path's fields follow.

    Lists between the fields do not count.
    """

    declared: tuple[str, ...]

    def header(self, name: str, value: str) -> str:
        """The value of a header; the scheme of a credential stays."""
        if name.lower() not in {item.lower() for item in self._under("header.")}:
            return value
        scheme, space, _ = value.partition(" ")
        return f"{scheme} {REDACTED}" if space and name.lower() in _SCHEMED else REDACTED

    def body(self, text: str) -> str:
        """A JSON body; other text as it is."""
        try:
            document = json.loads(text)
        except ValueError:
            return text
        for path in self._under("body."):
            _redact(document, path.split("."))
        return json.dumps(document, ensure_ascii=False)

    def _under(self, prefix: str) -> Iterable[str]:
        return (item.removeprefix(prefix) for item in self.declared if item.startswith(prefix))


def _redact(value: Any, path: list[str]) -> None:
    children = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict):
        _redact_here(value, path)
    if isinstance(value, dict | list):
        for child in children:
            _redact(child, path)


def _redact_here(value: Any, path: list[str]) -> None:
    if isinstance(value, list):
        for item in value:
            _redact_here(item, path)
    elif isinstance(value, dict) and value.get(path[0]) is not None:
        if len(path) == 1:
            value[path[0]] = REDACTED
        else:
            _redact_here(value[path[0]], path[1:])
