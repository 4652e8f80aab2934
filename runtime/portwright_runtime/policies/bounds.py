"""What a configuration demands of its numbers; the message names the field."""

import math


def positive(config: object, *names: str) -> None:
    """ValueError unless each field is a number over 0, and not without end."""
    for name in names:
        value = getattr(config, name)
        demand(config, name, _number(value) and value > 0, "a number over 0")


def not_negative(config: object, *names: str) -> None:
    """ValueError unless each field is a number from 0 up."""
    for name in names:
        value = getattr(config, name)
        demand(config, name, _number(value) and value >= 0, "a number from 0 up")


def whole(config: object, *names: str, least: int = 1) -> None:
    """ValueError unless each field is a whole number from `least` up."""
    for name in names:
        value = getattr(config, name)
        fits = isinstance(value, int) and not isinstance(value, bool) and value >= least
        demand(config, name, fits, f"a whole number from {least} up")


def share(config: object, *names: str) -> None:
    """ValueError unless each field is a number over 0 and at most 1."""
    for name in names:
        value = getattr(config, name)
        demand(config, name, _number(value) and 0 < value <= 1, "over 0 and at most 1")


def demand(config: object, name: str, met: bool, wanted: str) -> None:
    """ValueError that names the field, if the demand is not met."""
    if not met:
        value = getattr(config, name)
        raise ValueError(f"{type(config).__name__}.{name} must be {wanted}, not {value!r}")


def _number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
