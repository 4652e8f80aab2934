"""The Retry-After field (RFC 9110, 10.2.3): seconds or an HTTP date."""

import re
from datetime import UTC, datetime
from typing import Final

_SECONDS: Final = re.compile(r"\d+(\.\d+)?", re.ASCII)


def retry_after(value: str | None, wall: float) -> float | None:
    """Seconds from `wall` (Unix time) that the field asks to wait; None if absent or malformed."""
    text = (value or "").strip()
    if not text:
        return None
    if _SECONDS.fullmatch(text):
        return float(text)
    date = _http_date(text)
    return None if date is None else max(0.0, date - wall)


def _http_date(text: str) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(text)
        # asctime dates come without a zone; HTTP dates are all UTC.
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def moment(wall: float, seconds: float | None) -> datetime | None:
    """The time that is `seconds` after `wall`, in UTC; the last there is if that is too far."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(wall + seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=UTC)
