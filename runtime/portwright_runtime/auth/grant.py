"""What all OAuth 2 grants have in common: a token endpoint, and how long its tokens serve."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from portwright_runtime.auth.base import Exchanged
from portwright_runtime.auth.endpoint import check_endpoint
from portwright_runtime.auth.hosts import BaseUrlFromToken
from portwright_runtime.auth.token_store import TokenStore
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.headers import Pairs
from portwright_runtime.policies.bounds import LONGEST
from portwright_runtime.secret import Secret
from portwright_runtime.transport.port import WireRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenGrant(Exchanged):
    """Base of the grants; seconds.

    A token is renewed `ahead` of its end, and once when an answer has a status of `reauth_on`.
    `reuse_for` bounds its life where the endpoint states none or a longer one; `timeout` is for
    one request to the endpoint, connection included. `extra` form fields go with it (`scope`,
    `audience`, …). `store` keeps tokens beyond the client, and locks out whoever else renews. URL
    and `extra` may hold a secret, so neither is shown.
    """

    token_url: str = field(repr=False)
    scope: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict, repr=False)
    base_url: BaseUrlFromToken | None = None
    store: TokenStore | None = None
    reuse_for: float | None = None
    ahead: float = 60.0
    timeout: float = 10.0
    reauth_on: tuple[int, ...] = (401,)

    def __post_init__(self) -> None:
        check_endpoint("token_url", self.token_url)
        if self.reuse_for is not None and not self.reuse_for > 0:
            raise ConfigurationError("reuse_for: must be over 0")
        if not 0 < self.timeout <= LONGEST:
            raise ConfigurationError("timeout: must be over 0, and a year at most")
        if not self.ahead >= 0:
            raise ConfigurationError("ahead: must not be negative")

    def ask(self, wall: float, refresh_token: Secret | None) -> tuple[Pairs, Pairs]:
        """Header fields and form fields of a token request at `wall` (Unix time).

        ConfigurationError if none can be made of the settings.
        """
        raise NotImplementedError

    def first_refresh_token(self) -> Secret | None:
        """What to begin with while nothing is stored."""
        return None

    def names_base(self) -> bool:
        """Whether its tokens do."""
        return self.base_url is not None

    def begins_anew(self) -> bool:
        """Whether it replaces what is stored, unread."""
        return False

    def secrets(self) -> tuple[Secret, ...]:
        """What may never be told, even if the endpoint says it."""
        return ()


def token_request(
    grant: TokenGrant, *, now: float, wall: float, refresh_token: Secret | None
) -> WireRequest:
    """The request for a token; it is cut by the grant's own timeout."""
    headers, fields = grant.ask(wall, refresh_token)
    scope = (("scope", grant.scope),) if grant.scope else ()
    form = (*fields, *scope, *grant.extra.items())
    return WireRequest(
        method="POST",
        url=grant.token_url,
        headers=(
            ("Accept", "application/json"),
            ("Content-Type", "application/x-www-form-urlencoded"),
            *headers,
        ),
        body=urlencode(form, errors="replace").encode(),
        connect_timeout=grant.timeout,
        timeout=grant.timeout,
        deadline=now + grant.timeout,
    )
