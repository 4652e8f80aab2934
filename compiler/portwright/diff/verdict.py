"""What a change of the vendor's document means for one integration."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """From worst to harmless; `rank` orders them."""

    BREAKS_REQUEST = "breaks-request"
    BREAKS_MAPPING = "breaks-mapping"
    BREAKS_PARSE = "breaks-parse"
    UNKNOWN = "unknown"
    DEGRADED = "degraded"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return list(Verdict).index(self)

    @property
    def breaks(self) -> bool:
        return self.value.startswith("breaks-")


def milder(left: Verdict, right: Verdict) -> Verdict:
    return max(left, right, key=lambda verdict: verdict.rank)
