"""Basic authentication (RFC 7617)."""

from base64 import b64encode
from dataclasses import dataclass

from portwright_runtime.errors import ConfigurationError
from portwright_runtime.headers import Pairs
from portwright_runtime.secret import Secret, is_unicode


@dataclass(frozen=True, slots=True)
class Basic:
    """`Authorization: Basic <user:password>`, in UTF-8; either part may be secret."""

    username: str | Secret
    password: str | Secret

    def header_fields(self) -> Pairs:
        """The Authorization field; ConfigurationError if the two cannot be sent in one."""
        # Looked for elsewhere, so that no frame of the error holds either.
        if fault := _fault(self):
            raise ConfigurationError(f"basic authentication: {fault}")
        pair = f"{_plain(self.username)}:{_plain(self.password)}"
        return (("Authorization", f"Basic {b64encode(pair.encode()).decode()}"),)

    def query_parameters(self) -> Pairs:
        """Nothing."""
        return ()

    def __repr__(self) -> str:
        return "Basic(***)"


def _fault(basic: Basic) -> str | None:
    if ":" in _plain(basic.username):
        return "a user name cannot hold a colon"
    # A Secret has been looked at.
    shown = (part for part in (basic.username, basic.password) if isinstance(part, str))
    return None if all(map(is_unicode, shown)) else "a name or password holds half a character"


def _plain(value: str | Secret) -> str:
    return value.reveal() if isinstance(value, Secret) else value
