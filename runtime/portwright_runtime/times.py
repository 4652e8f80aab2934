"""Moments and dates in the formats that vendors write, both ways; moments are aware and in UTC.

What a vendor sent and is no time is a MappingFailed; what a caller gave and cannot be sent, such
as a moment without a zone, a ConfigurationError. Fractions finer than a microsecond are cut off.
"""

import math
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from portwright_runtime.decimals import EXACT
from portwright_runtime.errors import ConfigurationError, MappingFailed, shown

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)
_MILLISECOND: Final = timedelta(milliseconds=1)
_IS_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?").fullmatch
_IS_ODATA: Final = re.compile(r"/Date\((-?[0-9]{1,18})([+-][0-9]{1,4})?\)/").fullmatch
# The shortest text with a time of day: `2024-03-01 12:30`.
_TO_THE_MINUTE: Final = 16
# Digits of seconds before the point; no year that Python knows has as many.
_TOO_MANY: Final = 20


def from_unix_s(value: int | float | Decimal | str) -> datetime:
    """Seconds since 1970, with a fraction or none."""
    try:
        if type(value) is int:
            return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        # Out of range, or on Windows before 1970.
        pass
    return _since_epoch(value, 1_000_000)


def from_unix_ms(value: int | float | Decimal | str) -> datetime:
    """Milliseconds since 1970, with a fraction or none."""
    return _since_epoch(value, 1_000)


def from_iso8601(text: str) -> datetime:
    """A moment with its offset: `2024-03-01T12:30:00Z`, `…00.1234567+01:00`, `…00.000+0000`.

    Without an offset it says no moment: MappingFailed (`from_utc_text`, `from_local`).
    """
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is UTC:
            return moment
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise MappingFailed(f"no moment with an offset: {shown(text)}")


def from_odata(text: str) -> datetime:
    """OData V2 in JSON: `/Date(1700000000000)/`; an offset behind says how to show it, no more."""
    found = _IS_ODATA(text)
    if not found:
        raise MappingFailed(f"no moment as /Date(ms)/: {shown(text)}")
    return _since_epoch(int(found[1]), 1_000)


def from_utc_text(text: str) -> datetime:
    """A moment in UTC that does not say so: `2024-03-01 12:30:00`, also with `T` or a fraction."""
    return _naive(text).replace(tzinfo=UTC)


def from_local(text: str, zone: str) -> datetime:
    """A time of day in an IANA zone: `2024-03-01T12:30:00.0000000`, also with a blank for `T`.

    Of a time that comes twice when clocks go back, the first; one that is skipped when they go
    forward is read with the offset from before (as zoneinfo does).
    """
    try:
        return _naive(text).replace(tzinfo=_zone(zone)).astimezone(UTC)
    except OverflowError:
        pass
    raise MappingFailed(f"a time out of all range: {shown(text)}")


def from_date(text: str) -> date:
    """A day: `2024-03-01`; a time behind it is not looked at, it is the day as written."""
    try:
        # Python also reads weeks (2024-W09-5).
        if text[10:11] in ("", "T", "t", " ") and text[7:8] == "-":
            return date.fromisoformat(text[:10])
    except ValueError:
        pass
    raise MappingFailed(f"no date: {shown(text)}")


def to_unix_s(moment: datetime) -> int:
    """Whole seconds since 1970; a fraction is cut off."""
    return (in_utc(moment) - _EPOCH) // _SECOND


def to_unix_ms(moment: datetime) -> int:
    """Whole milliseconds since 1970."""
    return (in_utc(moment) - _EPOCH) // _MILLISECOND


def to_iso8601(moment: datetime) -> str:
    """`2024-03-01T12:30:00Z`, with a fraction of six digits only when there is one."""
    return f"{in_utc(moment).replace(tzinfo=None).isoformat()}Z"


def to_odata(moment: datetime) -> str:
    """`/Date(1700000000000)/`: OData V2 in JSON."""
    return f"/Date({to_unix_ms(moment)})/"


def to_utc_text(moment: datetime) -> str:
    """`2024-03-01 12:30:00` in UTC; a fraction is cut off."""
    return in_utc(moment).replace(tzinfo=None).isoformat(" ", "seconds")


def to_local(moment: datetime, zone: str) -> str:
    """`2024-03-01T12:30:00` in an IANA zone, with a fraction only when there is one.

    When clocks go back, the text does not say which of the two it means.
    """
    try:
        return in_utc(moment).astimezone(_zone(zone)).replace(tzinfo=None).isoformat()
    except OverflowError:
        pass
    raise ConfigurationError("a moment out of all range")


def to_date(day: date) -> str:
    """`2024-03-01`; a moment, whose day depends on where you are, is refused."""
    if isinstance(day, datetime):
        raise ConfigurationError("a date, not a moment")
    return day.isoformat()


def _since_epoch(value: int | float | Decimal | str, microseconds: int) -> datetime:
    try:
        whole = value * microseconds if type(value) is int else _whole(value, microseconds)
        return _EPOCH + timedelta(microseconds=whole)
    except (ValueError, ArithmeticError):
        pass
    raise MappingFailed(f"no time since 1970: {shown(value)}")


def _whole(value: int | float | Decimal | str, factor: int) -> int:
    number = _decimal(value)
    if not number.is_finite() or number.adjusted() > _TOO_MANY:
        raise ValueError
    return math.floor(EXACT.multiply(number, Decimal(factor)))


def _decimal(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, float):
        # Its shortest text is what was written in the JSON.
        return Decimal(repr(value))
    if isinstance(value, str) and _IS_NUMBER(value):
        return Decimal(value)
    raise ValueError


def _naive(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None and len(text) >= _TO_THE_MINUTE:
            return moment
    except ValueError:
        pass
    raise MappingFailed(f"no date with a time of day and no offset: {shown(text)}")


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC; ConfigurationError for one without a zone, or that has none there."""
    if moment.tzinfo is UTC:
        return moment
    if moment.utcoffset() is None:
        raise ConfigurationError("a moment without a zone: give it one (datetime.UTC)")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        pass
    raise ConfigurationError("a moment out of all range")


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        pass
    raise ConfigurationError(f"no time zone {name!r} on this machine (the package tzdata has all)")
