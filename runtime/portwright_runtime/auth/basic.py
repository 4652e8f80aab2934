"""Basic authentication (RFC 7617)."""

from base64 import b64encode
from dataclasses import dataclass

from portwright_runtime.errors import ConfigurationError
from portwright_runtime.headers import Pairs
from portwright_runtime.secret import Secret


@dataclass(frozen=True, slots=True)
class Basic:
    """`Authorization: Basic <user:password>`, in UTF-8; either part may be secret."""

    username: str | Secret
    password: str | Secret

    def header_fields(self) -> Pairs:
        """The Authorization field; ConfigurationError if the name holds a colon."""
        username = _plain(self.username)
        if ":" in username:
            raise ConfigurationError("basic authentication: a user name cannot hold a colon")
        pair = f"{username}:{_plain(self.password)}"
        return (("Authorization", f"Basic {b64encode(pair.encode()).decode()}"),)

    def query_parameters(self) -> Pairs:
        """Nothing."""
        return ()

    def __repr__(self) -> str:
        return "Basic(***)"


def _plain(value: str | Secret) -> str:
    return value.reveal() if isinstance(value, Secret) else value
