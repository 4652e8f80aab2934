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


class Exchanged:
    """Base of the ways whose credentials the vendor gives out while the client runs.

    By itself it adds nothing: a client asks its credentials driver, which keeps what was given.
    """

    __slots__ = ()

    def names_base(self) -> bool:
        """Whether what the vendor gives out says where calls go; then nothing else does."""
        return False

    def header_fields(self) -> Pairs:
        """Nothing."""
        return ()

    def query_parameters(self) -> Pairs:
        """Nothing."""
        return ()
