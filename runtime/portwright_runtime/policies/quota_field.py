"""How much of a quota is used, out of what vendors write in a header."""

import re
from typing import Final, Literal

_USED_OF_TOTAL: Final = re.compile(r"(?<![\d.])(\d{1,12})\s*/\s*(\d{1,12})(?![\d.])", re.ASCII)
_NUMBER: Final = re.compile(r"\s*(\d{1,12})\s*", re.ASCII)
_LONGEST: Final = 200


def used_of(
    value: str | None, form: Literal["used_of_total", "remaining", "used"], total: int
) -> int | None:
    """The part of `total` that is used; None if the field does not say."""
    text = value or ""
    if len(text) > _LONGEST:
        return None
    if form == "used_of_total":
        found = _USED_OF_TOTAL.search(text)
        # The vendor's own total may be another than the spec's: what counts is what is left.
        return max(0, total - (int(found[2]) - int(found[1]))) if found else None
    number = _NUMBER.fullmatch(text)
    if not number:
        return None
    return max(0, total - int(number[1])) if form == "remaining" else int(number[1])


def reset_of(value: str | None) -> float | None:
    """The seconds until a quota is full again; None if the field does not say."""
    text = value or ""
    number = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    return float(number[1]) if number else None
