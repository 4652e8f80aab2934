"""Where a call's key comes from: once per logical call, outside the retry loop."""

from collections.abc import Callable

from portwright_runtime.policies.safety import Keyed, Safety


def call_key(safety: Safety, own: str | None, mint: Callable[[], str]) -> str | None:
    """The key of a call: the caller's `own`, else a minted one if the vendor deduplicates by it.

    A natural key is never minted: it would make a new record at each call.
    """
    if own is not None:
        return own
    return mint() if isinstance(safety, Keyed) else None
