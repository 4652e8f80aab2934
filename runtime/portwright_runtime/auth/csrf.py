"""A CSRF token and its session's cookies, fetched before the first write (as SAP does)."""

import re
from dataclasses import dataclass, field
from typing import Final

from portwright_runtime.auth.base import Auth, Exchanged
from portwright_runtime.auth.cookies import cookie_field
from portwright_runtime.auth.credential import Credential
from portwright_runtime.auth.life import Held
from portwright_runtime.auth.refusal import Refusal
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.headers import Pairs
from portwright_runtime.policies.bounds import LONGEST
from portwright_runtime.policies.retry_after import retry_after
from portwright_runtime.transport.port import WireResponse

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_TOKEN: Final = re.compile(r"[!-~]{1,4096}")
_PATH: Final = re.compile(r"/(?!/)[!-\[\]-~]*")
_TRANSIENT: Final = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True, kw_only=True)
class Csrf(Exchanged):
    """Over another way to authenticate: a GET of `path` (below the base URL) gives a token.

    Writes carry it in `header`, and every call carries the cookies that came with it. A 403 whose
    `header` says `required` makes it be fetched again. `timeout` is for the GET, in seconds.
    """

    auth: Auth
    path: str
    header: str = "x-csrf-token"
    fetch: str = "Fetch"
    required: str = "Required"
    timeout: float = 10.0

    def __post_init__(self) -> None:
        if not _PATH.fullmatch(self.path):
            raise ConfigurationError("path: begins with a slash, and goes below the base URL")
        if isinstance(self.auth, Csrf):
            raise ConfigurationError("auth: one CSRF step is enough")
        if not 0 < self.timeout <= LONGEST:
            raise ConfigurationError("timeout: must be over 0, and a year at most")

    def names_base(self) -> bool:
        """Whether the way beneath does."""
        return isinstance(self.auth, Exchanged) and self.auth.names_base()

    def is_needed(self, method: str) -> bool:
        """Whether a call of this method must carry the token."""
        return method not in _SAFE

    def asks_again(self, answer: WireResponse) -> bool:
        """Whether an answer says that the token is missing or of no use any more."""
        said = answer.headers.get(self.header, "")
        return answer.status == 403 and said.strip().lower() == self.required.lower()

    def read(self, answer: WireResponse, wall: float) -> "Session | Refusal":
        """What the GET gave."""
        if answer.status >= 400:
            transient = answer.status in _TRANSIENT or answer.status >= 500
            asked = answer.headers.get("retry-after") if transient else None
            return Refusal(
                "no CSRF token: the vendor refused the request for one",
                status=answer.status,
                transient=transient,
                retry_after=retry_after(asked, wall),
            )
        token = answer.headers.get(self.header, "").strip()
        if not _TOKEN.fullmatch(token) or token.lower() == self.required.lower():
            return Refusal("no CSRF token in the answer that should hold one", answer.status)
        cookies = cookie_field(answer.headers.all("set-cookie"))
        return Session((self.header, token), (("Cookie", cookies),) if cookies else ())


@dataclass(frozen=True, slots=True)
class Session:
    """A token and the cookies that it is good with."""

    token: tuple[str, str] = field(repr=False)
    cookies: Pairs = field(repr=False)


def with_session(inner: Auth, held: Held[Session] | None, *, write: bool) -> Credential:
    """What an attempt carries: of a session, reads carry the cookies alone."""
    session = held.value if held else None
    own = ((session.token,) if write else (), session.cookies) if session else ()
    further = inner.generations if isinstance(inner, Credential) else ()
    return Credential(
        fields=(*inner.header_fields(), *(pair for pairs in own for pair in pairs)),
        query=inner.query_parameters(),
        base_url=inner.base_url if isinstance(inner, Credential) else None,
        generations=(held.generation if held else 0, *further),
    )
