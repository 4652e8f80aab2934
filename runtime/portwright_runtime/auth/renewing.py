"""From an answer to the tokens that are kept, and from kept tokens to what they are worth."""

from dataclasses import replace

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


def trusted(stored: Tokens | None, grant: TokenGrant) -> Tokens | None:
    """What a store holds, with no other base URL than the grant's allow-list lets it name.

    Whoever writes to the store would else say where the tokens go; and the list may be another
    than when they were stored.
    """
    if stored is None:
        return None
    named = grant.base_url.allowed(stored.base_url) if grant.base_url else None
    return replace(stored, base_url=named)


def remaining(
    stored: Tokens | None, current: Tokens | None, grant: TokenGrant, wall: float
) -> float:
    """Seconds that trusted tokens of a store are good for; 0 if a renewal is due.

    It is when they are the ones at hand, which no longer serve, when they are about to end, and
    when they name no base URL (any more) though they should.
    """
    if stored is None or (current and stored.access_token == current.access_token):
        return 0.0
    if grant.base_url and stored.base_url is None:
        return 0.0
    left = min(stored.expires_at - wall, LONGEST_LIFE)
    return left if left > grant.ahead else 0.0
