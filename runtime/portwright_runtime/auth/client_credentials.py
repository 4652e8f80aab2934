"""The client credentials grant (RFC 6749, 4.4)."""

from dataclasses import dataclass

from portwright_runtime.auth.client_authentication import ClientIdentity
from portwright_runtime.auth.grant import TokenGrant
from portwright_runtime.headers import Pairs
from portwright_runtime.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCredentials(TokenGrant):
    """The client asks for itself, with its id and secret."""

    client: ClientIdentity

    def ask(self, wall: float, refresh_token: Secret | None) -> tuple[Pairs, Pairs]:
        """The grant, and the client's proof."""
        headers, fields = self.client.proof()
        return headers, (("grant_type", "client_credentials"), *fields)

    def secrets(self) -> tuple[Secret, ...]:
        """The client's secret."""
        return (self.client.client_secret,) if self.client.client_secret else ()
