"""No authentication."""

from dataclasses import dataclass

from portwright_runtime.headers import Pairs


@dataclass(frozen=True, slots=True)
class NoAuth:
    """Calls go out without credentials."""

    def header_fields(self) -> Pairs:
        """Nothing."""
        return ()

    def query_parameters(self) -> Pairs:
        """Nothing."""
        return ()
