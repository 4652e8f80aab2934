"""Asking the owner of an account for consent (RFC 6749, 4.1), with PKCE (RFC 7636)."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from portwright_runtime.auth.authorization_code import AuthorizationCode
from portwright_runtime.auth.client_authentication import ClientIdentity, plain
from portwright_runtime.auth.endpoint import check_endpoint
from portwright_runtime.auth.grant import TokenGrant
from portwright_runtime.auth.refusal import tellable
from portwright_runtime.errors import ConsentRefused
from portwright_runtime.headers import Pairs
from portwright_runtime.secret import Secret, is_unicode


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One request for consent: send the owner to `url`, and keep this until they come back."""

    url: str = field(repr=False)
    redirect_uri: str
    state: Secret
    verifier: Secret

    def code(self, came_back_to: str) -> Secret:
        """The code in the URL that the owner came back to.

        ConsentRefused if there is none, or if it belongs to another request than this.
        """
        answers = parse_qs(urlsplit(came_back_to).query)
        said = {name: values[0] for name, values in answers.items() if len(values) == 1}
        if not is_unicode(came_back_to) or Secret(said.get("state", "")) != self.state:
            raise ConsentRefused("the answer belongs to no request of ours")
        if not said.get("code"):
            code = tellable(said.get("error"), (self.state, self.verifier))
            raise ConsentRefused("no consent was given", code)
        return Secret(said["code"])


def ask_consent(
    grant: AuthorizationCode,
    *,
    authorize_url: str,
    redirect_uri: str,
    extra: Mapping[str, str] | None = None,
    new_secret: Callable[[], str] | None = None,
) -> Consent:
    """Begin the grant at the vendor's `authorize_url`; `extra` parameters go with it."""
    check_endpoint("authorize_url", authorize_url)
    make = new_secret or _new_secret
    state, verifier = Secret(make()), Secret(make())
    query = {
        "response_type": "code",
        "client_id": plain(grant.client.client_id),
        "redirect_uri": redirect_uri,
        **({"scope": grant.scope} if grant.scope else {}),
        "state": state.reveal(),
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
        **(extra or {}),
    }
    joint = "&" if "?" in authorize_url else "?"
    url = f"{authorize_url}{joint}{urlencode(query)}"
    return Consent(url=url, redirect_uri=redirect_uri, state=state, verifier=verifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeExchange(TokenGrant):
    """The code for the first tokens, whatever is stored."""

    client: ClientIdentity
    consent: Consent
    code: Secret

    def ask(self, wall: float, refresh_token: Secret | None) -> tuple[Pairs, Pairs]:
        """The code, what proves that we asked for it, and the client's proof."""
        headers, fields = self.client.proof()
        grant = (
            ("grant_type", "authorization_code"),
            ("code", self.code.reveal()),
            ("redirect_uri", self.consent.redirect_uri),
            ("code_verifier", self.consent.verifier.reveal()),
        )
        return headers, (*grant, *fields)

    def begins_anew(self) -> bool:
        """Yes: the owner has just said so."""
        return True

    def secrets(self) -> tuple[Secret, ...]:
        """The code, its verifier and the client's secret."""
        secret = self.client.client_secret
        return (self.code, self.consent.verifier, *((secret,) if secret else ()))


def exchange_of(grant: AuthorizationCode, consent: Consent, came_back_to: str) -> CodeExchange:
    """What gets the grant its first tokens; raises as `Consent.code` does."""
    return CodeExchange(
        token_url=grant.token_url,
        extra=grant.extra,
        base_url=grant.base_url,
        store=grant.store,
        reuse_for=grant.reuse_for,
        timeout=grant.timeout,
        client=grant.client,
        consent=consent,
        code=consent.code(came_back_to),
    )


def _new_secret() -> str:
    from secrets import token_urlsafe

    return token_urlsafe(32)


def _challenge(verifier: Secret) -> str:
    from hashlib import sha256

    return urlsafe_b64encode(sha256(verifier.reveal().encode()).digest()).decode().rstrip("=")
