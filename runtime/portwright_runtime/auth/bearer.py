"""Bearer tokens (RFC 6750)."""

from dataclasses import dataclass

from portwright_runtime.headers import Pairs
from portwright_runtime.secret import Secret


@dataclass(frozen=True, slots=True)
class Bearer:
    """`Authorization: Bearer <token>`."""

    token: Secret

    def header_fields(self) -> Pairs:
        """The Authorization field."""
        return (("Authorization", f"Bearer {self.token.reveal()}"),)

    def query_parameters(self) -> Pairs:
        """Nothing."""
        return ()
