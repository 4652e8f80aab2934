"""The IETF RateLimit fields: what is left, and in how many seconds there is more.

`RateLimit: "burst";r=0;t=5, "day";r=9` (draft-ietf-httpapi-ratelimit-headers-10), and the pair of
RateLimit-Remaining and RateLimit-Reset of the drafts before. Malformed ones are ignored.
"""

import re
from collections.abc import Mapping
from typing import Final

_MEMBER: Final = re.compile(
    r'\s*(?:"[^"\\]{0,200}"|[A-Za-z*][A-Za-z0-9*_.:/-]{0,200})((?:\s*;[^,;"]{0,100}){1,8})\s*',
    re.ASCII,
)
_PARAMETER: Final = re.compile(r"\s*([rt])=(\d{1,15})\s*", re.ASCII)
_NUMBER: Final = re.compile(r"\s*(\d{1,15})\s*", re.ASCII)
_LONGEST: Final = 2000


def spent_for(headers: Mapping[str, str]) -> float | None:
    """The seconds in which nothing is left, by the strictest of the policies; None if there is
    something left, or nobody says.
    """
    field = headers.get("ratelimit")
    if field is None:
        return _older(headers) if "ratelimit-remaining" in headers else None
    if len(field) > _LONGEST:
        return None
    waits = [_spent(member) for member in field.split(",")]
    return max((wait for wait in waits if wait is not None), default=None)


def _spent(member: str) -> float | None:
    match = _MEMBER.fullmatch(member)
    if not match:
        return None
    found = [_PARAMETER.fullmatch(part) for part in match[1].split(";")]
    values = {one[1]: int(one[2]) for one in found if one}
    return float(values["t"]) if values.get("r") == 0 and "t" in values else None


def _older(headers: Mapping[str, str]) -> float | None:
    left, reset = (
        _NUMBER.fullmatch(headers.get(name, "")[:100])
        for name in ("ratelimit-remaining", "ratelimit-reset")
    )
    return float(reset[1]) if left and reset and int(left[1]) == 0 else None
