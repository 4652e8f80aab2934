"""The JWT bearer grant (RFC 7523): a signed statement in place of a secret that is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args
from uuid import uuid4

from portwright_runtime.auth.client_authentication import plain
from portwright_runtime.auth.grant import TokenGrant
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.headers import Pairs
from portwright_runtime.secret import Secret

Algorithm = Literal["RS256", "ES256"]

_GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The JWS algorithm, the private key in PEM, and the key's id if the vendor wants it."""

    algorithm: Algorithm
    key: Secret
    key_id: str | None = None

    def __post_init__(self) -> None:
        if self.algorithm not in get_args(Algorithm):
            raise ConfigurationError(f"algorithm: {' or '.join(get_args(Algorithm))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class JwtBearer(TokenGrant):
    """`claims` are sent as they stand, with `exp` `lifetime` seconds ahead and `iat` now.

    With `unique`, each statement has a `jti` of its own. Needs the extra `jwt`.
    """

    sign: Signature
    claims: Mapping[str, str | Secret]
    lifetime: float = 180.0
    issued_at: bool = True
    unique: bool = False
    new_id: Callable[[], str] = field(default=lambda: str(uuid4()), repr=False)

    def __post_init__(self) -> None:
        # Not by super(): a slotted dataclass is another class than the one of its body.
        TokenGrant.__post_init__(self)
        if not self.lifetime > 0:
            raise ConfigurationError("lifetime: must be over 0")
        if reserved := {"exp", "iat", "jti"} & set(self.claims):
            raise ConfigurationError(f"claims: `{min(reserved)}` is set by itself")

    def ask(self, wall: float, refresh_token: Secret | None) -> tuple[Pairs, Pairs]:
        """The signed statement."""
        return (), (("grant_type", _GRANT), ("assertion", self._assertion(wall).reveal()))

    def secrets(self) -> tuple[Secret, ...]:
        """The key, and the claims that are secret."""
        hidden = (value for value in self.claims.values() if isinstance(value, Secret))
        return (self.sign.key, *hidden)

    def _assertion(self, wall: float) -> Secret:
        claims: dict[str, str | int | Secret] = {
            **self.claims,
            "exp": int(wall + self.lifetime),
        }
        if self.issued_at:
            claims["iat"] = int(wall)
        if self.unique:
            claims["jti"] = self.new_id()
        return signed(claims, self.sign)


def signed(claims: Mapping[str, str | int | Secret], how: Signature) -> Secret:
    """The claims as a JWT; ConfigurationError if the key does not serve or the extra is absent."""
    try:
        import jwt
    except ImportError:
        raise ConfigurationError("JWT bearer needs: pip install 'portwright[jwt]'") from None
    header = {"kid": how.key_id} if how.key_id else None
    try:
        return Secret(
            jwt.encode(
                {name: _claim(value) for name, value in claims.items()},
                how.key.reveal(),
                algorithm=how.algorithm,
                headers=header,
            )
        )
    except Exception:  # noqa: BLE001 (of cryptography, too; none of them may be shown)
        pass
    # Raised out here, so that no error that quotes the key hangs on it.
    raise ConfigurationError(f"the private key is not one that signs {how.algorithm}")


def _claim(value: str | int | Secret) -> str | int:
    return value if isinstance(value, int) else plain(value)
