"""What a configuration demands of its settings; the error names the field."""

import sys
from typing import Final, TypeGuard

_MOST: Final = sys.float_info.max
# Seconds, a year: sockets and locks take no more than they can count, which differs by system.
LONGEST: Final = 365 * 86_400.0


class UnfitSetting(ValueError):
    """A setting of `kind` that contradicts what `name` must be; `beside` are settings that it
    contradicts, by their names."""

    def __init__(
        self, kind: str, name: str, wanted: str, value: object, beside: tuple[str, ...] = ()
    ) -> None:
        super().__init__(f"{kind}.{name} must be {wanted}, not {_shown(value)}")
        self.kind = kind
        self.name = name
        self.wanted = wanted
        self.value = value
        self.beside = beside


def positive(config: object, *names: str) -> None:
    """ValueError unless each field is a number of seconds over 0, and a year at most."""
    for name in names:
        value = getattr(config, name)
        demand(config, name, is_number(value) and value > 0, "a number over 0")
        demand(config, name, value <= LONGEST, f"at most {LONGEST:.0f} (a year)")


def not_negative(config: object, *names: str) -> None:
    """ValueError unless each field is a number from 0 up."""
    for name in names:
        value = getattr(config, name)
        demand(config, name, is_number(value) and value >= 0, "a number from 0 up")


def whole(config: object, *names: str, least: int = 1, beside: tuple[str, ...] = ()) -> None:
    """ValueError unless each field is a whole number from `least` up."""
    for name in names:
        value = getattr(config, name)
        fits = is_whole(value, least=least)
        demand(config, name, fits, f"a whole number from {least} up", beside=beside)


def share(config: object, *names: str) -> None:
    """ValueError unless each field is a number over 0 and at most 1."""
    for name in names:
        value = getattr(config, name)
        demand(config, name, is_number(value) and 0 < value <= 1, "over 0 and at most 1")


def demand(
    config: object, name: str, met: bool, wanted: str, *, beside: tuple[str, ...] = ()
) -> None:
    """UnfitSetting, a ValueError that names the field, if the demand is not met."""
    if not met:
        raise UnfitSetting(type(config).__name__, name, wanted, getattr(config, name), beside)


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number, and not without end.

    Compared, not converted: a whole number may be larger than any float.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= _MOST


def is_whole(value: object, *, least: int = 1) -> TypeGuard[int]:
    """Whether a value is a whole number from `least` up."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _shown(value: object) -> str:
    """Python itself refuses to print a number of thousands of digits."""
    return "a very large number" if isinstance(value, int) and abs(value) > _MOST else repr(value)
