"""What a change of the vendor's document means for one integration."""

from __future__ import annotations

from collections.abc import Mapping
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
        """Whether calls fail, or mappings have nothing to work with."""
        return self.value.startswith("breaks-")


MEANS: Mapping[Verdict, str] = {
    Verdict.BREAKS_REQUEST: "the vendor refuses what is sent",
    Verdict.BREAKS_MAPPING: (
        "a field that the spec names is gone, or a mapping has nothing for a value"
    ),
    Verdict.BREAKS_PARSE: "an answer no longer fits the generated types",
    Verdict.UNKNOWN: "it cannot be decided; somebody has to look",
    Verdict.DEGRADED: "it goes on, but not as well",
    Verdict.INFO: "of no consequence; counted, and listed on demand",
}
"""What is told of a verdict, wherever one is explained."""


def milder(left: Verdict, right: Verdict) -> Verdict:
    """The one of less consequence."""
    return max(left, right, key=lambda verdict: verdict.rank)
