"""The generated clients with the vendor's limits made wide: each policy runs, and none waits."""

from __future__ import annotations

from dataclasses import replace

from generated.stripe import Stripe, SyncStripe
from portwright_runtime import Limit

RATE = (1_000_000, 1.0)
# One for each scope, as most specs have them and as the Stripe spec has them.
WIDE = (Limit(per="connection", rate=RATE), Limit(per="operation", rate=RATE))


def _widened(limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
    return tuple(replace(limit, rate=RATE) if limit.rate else limit for limit in limits)


class WideStripe(Stripe):
    """Asynchronous."""

    limits = _widened(Stripe.limits)


class WideSyncStripe(SyncStripe):
    """Synchronous."""

    limits = _widened(SyncStripe.limits)
