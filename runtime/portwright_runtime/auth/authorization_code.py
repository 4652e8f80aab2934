"""The authorization code grant (RFC 6749, 4.1), from its refresh token on (6)."""

from dataclasses import dataclass, field

from portwright_runtime.auth.client_authentication import ClientIdentity
from portwright_runtime.auth.grant import TokenGrant
from portwright_runtime.auth.token_answer import is_token
from portwright_runtime.auth.token_store import MemoryTokenStore, TokenStore
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.headers import Pairs
from portwright_runtime.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationCode(TokenGrant):
    """Renews with a refresh token, which the vendor may replace at each use.

    The newest one is in `store`, and is put there before its access token is used; without a
    lasting store it is lost with the process, and the owner of the account has to consent again.
    `refresh_token` is what the store begins with.
    """

    client: ClientIdentity
    refresh_token: Secret | None = None
    store: TokenStore = field(default_factory=MemoryTokenStore)

    def __post_init__(self) -> None:
        TokenGrant.__post_init__(self)
        token = self.refresh_token
        if token and not is_token(token.reveal()):
            raise ConfigurationError("refresh_token: it holds a blank, a line break or the like")

    def ask(self, wall: float, refresh_token: Secret | None) -> tuple[Pairs, Pairs]:
        """The refresh token, and the client's proof; ConfigurationError without a token."""
        if not refresh_token:
            raise ConfigurationError("no refresh token: the account's owner has to consent first")
        headers, fields = self.client.proof()
        grant = (("grant_type", "refresh_token"), ("refresh_token", refresh_token.reveal()))
        return headers, (*grant, *fields)

    def first_refresh_token(self) -> Secret | None:
        """The one of the settings."""
        return self.refresh_token

    def secrets(self) -> tuple[Secret, ...]:
        """The client's secret and the first refresh token."""
        found = (self.client.client_secret, self.refresh_token)
        return tuple(secret for secret in found if secret)
