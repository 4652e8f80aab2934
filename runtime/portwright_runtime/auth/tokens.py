"""What a token endpoint gives out."""

from dataclasses import dataclass

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
