"""What a token endpoint gives out, and what a store keeps of it."""

from dataclasses import dataclass

from portwright_runtime.auth.credential import Credential
from portwright_runtime.secret import Secret


@dataclass(frozen=True, slots=True)
class Tokens:
    """An access token, what renews it, and until when it is good (Unix time).

    `base_url` is the one that the token named, within the allow-list.
    """

    access_token: Secret
    expires_at: float
    refresh_token: Secret | None = None
    base_url: str | None = None


def bearing(tokens: Tokens, generation: int) -> Credential:
    """What an attempt carries of them (RFC 6750)."""
    return Credential(
        fields=(("Authorization", f"Bearer {tokens.access_token.reveal()}"),),
        base_url=tokens.base_url,
        generations=(generation,),
    )
