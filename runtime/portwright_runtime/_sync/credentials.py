"""What the attempts of a client are authenticated with."""

from typing import TYPE_CHECKING, Any

from portwright_runtime._sync.ports import SyncClock, SyncTransport
from portwright_runtime.auth.base import Auth, Exchanged
from portwright_runtime.auth.credential import Credential
from portwright_runtime.connection import Connection
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.spec import OperationSpec
from portwright_runtime.transport.port import WireResponse

if TYPE_CHECKING:
    from portwright_runtime._sync.csrf import SyncCsrf
    from portwright_runtime._sync.tokens import SyncTokens


class SyncCredentials:
    """The connection's own auth as it is, or what its vendor gave out for it."""

    def __init__(self, connection: Connection, transport: SyncTransport, clock: SyncClock) -> None:
        self._connection = connection
        self._transport = transport
        self._clock = clock
        auth = getattr(connection, "auth", None)
        self._base = "" if isinstance(auth, Exchanged) and auth.names_base() else None
        # At most one: made by the first call, whichever thread it is in.
        self._drivers: dict[None, SyncTokens | SyncCsrf] = {}

    def get(self, spec: OperationSpec[Any], deadline: Deadline) -> Auth:
        """Credentials for an attempt that starts now.

        Raises AuthFailed (in the operation's class), AuthUnavailable or a ConfigurationError.
        """
        driver = self._drivers.get(None)
        if driver is None:
            auth = self._connection.auth
            if not isinstance(auth, Exchanged):
                return auth
            driver = self._drivers.setdefault(None, self._driver(auth))
        return driver.get(spec, deadline)

    @property
    def base_url(self) -> str | None:
        """The base URL that the newest token names; "" if none did yet, None if none ever does."""
        driver = self._drivers.get(None)
        named = driver.base_url() if driver else None
        return self._base if named is None else named

    def rejected(self, auth: Auth, answer: WireResponse, ruled: bool | None = None) -> bool:
        """Whether the answer to an attempt with `auth` asks for others, and there may be some.

        `ruled` is what the vendor's error rules say of it; without a word of theirs the auth's
        own statuses count. Such an answer means that the request was not processed.
        """
        driver = self._drivers.get(None)
        if driver is None or not isinstance(auth, Credential):
            return False
        return driver.rejected(auth, answer, ruled)

    def close(self) -> None:
        """Wait for a renewal under way, so that what it brings is stored."""
        for driver in self._drivers.values():
            driver.drain()

    def _driver(self, auth: Exchanged) -> "SyncTokens | SyncCsrf":
        # Not before they are needed: importing generated code must stay cheap.
        from portwright_runtime._sync.csrf import SyncCsrf
        from portwright_runtime.auth.csrf import Csrf

        if not isinstance(auth, Csrf):
            return self._tokens(auth)
        inner = self._tokens(auth.auth) if isinstance(auth.auth, Exchanged) else None
        return SyncCsrf(auth, inner, self._connection, self._transport, self._clock)

    def _tokens(self, auth: Exchanged) -> "SyncTokens":
        from portwright_runtime._sync.tokens import SyncTokens
        from portwright_runtime.auth.grant import TokenGrant

        if isinstance(auth, TokenGrant):
            return SyncTokens(auth, self._transport, self._clock)
        raise ConfigurationError(f"auth: nothing here speaks for {type(auth).__name__}")
