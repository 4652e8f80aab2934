"""Configuration of the runtime as Python source."""

from __future__ import annotations

from portwright.emit.python import literal, literals
from portwright.ir.config import Config, Setting


def constructor(value: Config) -> str:
    """`Retry(attempts=4, budget=Budget(cap=10))`"""
    parts = (f"{name}={_source(setting)}" for name, setting in value.settings)
    return f"{value.kind}({', '.join(parts)})"


def kinds(value: Config) -> set[str]:
    """The runtime classes that the source needs."""
    inner = (kinds(item) for _, item in value.settings if isinstance(item, Config))
    return {value.kind}.union(*inner)


def described(value: Config) -> dict[str, object]:
    """The same as JSON values, for the manifest."""
    return {
        name: described(item) if isinstance(item, Config) else item for name, item in value.settings
    }


def _source(value: Setting) -> str:
    if isinstance(value, Config):
        return constructor(value)
    if isinstance(value, tuple):
        return literals(value)
    return literal(value)
