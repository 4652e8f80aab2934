"""The versions of what shapes the output, each asked for once in a run."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache


def versions(tools: Iterable[str]) -> dict[str, str]:
    """Those of portwright itself and of the tools, by name."""
    return {name: _version(name) for name in ("portwright", *tools)}


@cache
def _version(name: str) -> str:
    # Imported here: reading metadata loads a parser of mail.
    from importlib.metadata import version

    return version(name)
