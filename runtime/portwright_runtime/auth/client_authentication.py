"""How a client proves itself to a token endpoint (RFC 6749, 2.3.1)."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote_plus

from portwright_runtime.errors import ConfigurationError
from portwright_runtime.headers import Pairs
from portwright_runtime.secret import Secret

Method = Literal["client_secret_basic", "client_secret_post", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientIdentity:
    """A client's id and secret, and how they are sent; a public client has no secret."""

    client_id: str | Secret
    client_secret: Secret | None = None
    method: Method = "client_secret_basic"

    def __post_init__(self) -> None:
        if self.method not in _WAYS:
            raise ConfigurationError(f"client authentication: {' or '.join(_WAYS)}")
        if (self.method == "none") != (self.client_secret is None):
            raise ConfigurationError("client_secret: needed, unless the method is `none`")

    def proof(self) -> tuple[Pairs, Pairs]:
        """Header fields and form fields to send."""
        secret = self.client_secret
        return _WAYS[self.method](plain(self.client_id), secret.reveal() if secret else "")

    def __repr__(self) -> str:
        return f"ClientIdentity({self.method})"


def plain(value: str | Secret) -> str:
    """The text of a setting that may be secret."""
    return value.reveal() if isinstance(value, Secret) else value


def _basic(name: str, secret: str) -> tuple[Pairs, Pairs]:
    # Unlike elsewhere, both are form-encoded before they are joined.
    pair = ":".join(quote_plus(part, errors="replace") for part in (name, secret))
    return (("Authorization", f"Basic {b64encode(pair.encode()).decode()}"),), ()


def _post(name: str, secret: str) -> tuple[Pairs, Pairs]:
    return (), (("client_id", name), ("client_secret", secret))


def _public(name: str, _: str) -> tuple[Pairs, Pairs]:
    return (), (("client_id", name),)


_WAYS: Final[Mapping[str, Callable[[str, str], tuple[Pairs, Pairs]]]] = {
    "client_secret_basic": _basic,
    "client_secret_post": _post,
    "none": _public,
}
