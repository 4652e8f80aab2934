"""From an answer to the tokens that are kept, and from kept tokens to what they are worth."""

from portwright_runtime.auth.grant import TokenGrant
from portwright_runtime.auth.token_answer import LONGEST_LIFE, Issued
from portwright_runtime.auth.tokens import Tokens
from portwright_runtime.secret import Secret


def renewed(issued: Issued, refresh_token: Secret | None, wall: float) -> Tokens:
    """The tokens to keep: an answer without a refresh token leaves the old one in force."""
    return Tokens(
        access_token=issued.access_token,
        expires_at=wall + issued.lasts,
        refresh_token=issued.refresh_token or refresh_token,
        base_url=issued.base_url,
    )


def saved_at_least(refresh_token: Secret) -> Tokens:
    """What to keep of an answer whose access token is of no use: the old refresh token is dead."""
    return Tokens(access_token=Secret(""), expires_at=0.0, refresh_token=refresh_token)


def remaining(
    stored: Tokens | None, current: Tokens | None, grant: TokenGrant, wall: float
) -> float:
    """Seconds that stored tokens are good for; 0 if a renewal is due.

    It is when they are the ones at hand, which no longer serve, when they are about to end, and
    when they lead to a base URL that the allow-list does not hold (any more).
    """
    if stored is None or (current and stored.access_token == current.access_token):
        return 0.0
    if grant.base_url and grant.base_url.allowed(stored.base_url) is None:
        return 0.0
    left = min(stored.expires_at - wall, LONGEST_LIFE)
    return left if left > grant.ahead else 0.0
