"""Which operations change something at the vendor, spelled out beside the runtime's own word."""

from __future__ import annotations

from typing import Final

from portwright_runtime.policies.safety import Idempotent, Keyed, NaturalKey, Safety, Unsafe

_WRITES: Final = (Idempotent, Keyed, NaturalKey, Unsafe)


def writes(safety: Safety) -> bool:
    """Whether a request that arrives leaves something behind."""
    return isinstance(safety, _WRITES)
