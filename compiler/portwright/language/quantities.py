"""Quantities of a spec: each carries its unit as written and knows its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from portwright.source.span import Span

SECONDS: Final[Mapping[str, float]] = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
BYTES: Final[Mapping[str, int]] = {"B": 1, "kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}

_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,9})?"
_TIME = "|".join(SECONDS)
DURATION: Final = rf"({_NUMBER})({_TIME})"
RATE: Final = rf"({_NUMBER})/({_NUMBER})?({_TIME})"
SIZE: Final = rf"([0-9]{{1,15}})({'|'.join(BYTES)})"
RATIO: Final = r"(100(?:\.0{1,9})?|[0-9]{1,2}(?:\.[0-9]{1,9})?)%"


class Count(int):
    """A whole number that remembers where it was written."""

    span: Span

    def __new__(cls, value: int, span: Span) -> Count:
        count = super().__new__(cls, value)
        count.span = span
        return count

    @property
    def value(self) -> int:
        return int(self)


@dataclass(frozen=True, slots=True)
class Duration:
    """`500ms`, `20s`, `10m`, `24h`, `7d`."""

    seconds: float
    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Rate:
    """`25/s`, `40/m`, `100000/24h`: `count` in every window of `per_seconds`."""

    count: float
    per_seconds: float
    span: Span = field(compare=False)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """`256kB`; the prefixes are powers of 1000."""

    bytes: int
    span: Span = field(compare=False)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """`10%` is 0.1; from 0 % to 100 %."""

    value: float
    span: Span = field(compare=False)
    text: str = ""


def duration(text: str, span: Span) -> Duration | None:
    """The duration that `text` spells, or None."""
    match = re.fullmatch(DURATION, text)
    return match and Duration(_seconds(match[1], match[2]), text, span)


def rate(text: str, span: Span) -> Rate | None:
    """The rate that `text` spells, or None; `/s` is `/1s`."""
    match = re.fullmatch(RATE, text)
    if match is None or (window := _seconds(match[2] or "1", match[3])) == 0:
        return None
    return Rate(float(match[1]), window, span, text)


def size(text: str, span: Span) -> Size | None:
    """The size that `text` spells, or None."""
    match = re.fullmatch(SIZE, text)
    return match and Size(int(match[1]) * BYTES[match[2]], span, text)


def ratio(text: str, span: Span) -> Ratio | None:
    """The share that `text` spells in per cent, or None."""
    match = re.fullmatch(RATIO, text)
    return match and Ratio(float(match[1]) / 100, span, text)


def spelled(seconds: float) -> str:
    """A duration as a spec writes it."""
    if seconds < 1 and seconds:
        return f"{seconds * 1000:g}ms"
    return f"{seconds:g}s"


def _seconds(number: str, unit: str) -> float:
    """Milliseconds are divided, not multiplied: 700ms is 0.7, not 0.7000000000000001."""
    value = float(number)
    return value / 1000 if unit == "ms" else value * SECONDS[unit]
