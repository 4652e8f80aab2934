"""The seam between the drivers and a way to authenticate."""

from typing import Protocol

from portwright_runtime.headers import Pairs


class Auth(Protocol):
    """Adds credentials to one attempt; the values it gives are secret."""

    def header_fields(self) -> Pairs:
        """Header fields to set."""
        ...

    def query_parameters(self) -> Pairs:
        """Query parameters to add."""
        ...
