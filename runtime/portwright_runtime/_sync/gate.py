"""The seam for policies that admit an attempt: breaker, limiter, bulkhead."""

from typing import Protocol

from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.lease import Lease


class SyncGate(Protocol):
    """One stage before an attempt is sent."""

    def admit(self, operation: str, deadline: Deadline) -> Lease:
        """Wait for admission; raises a PortwrightError to refuse, which is not retried."""
        ...
