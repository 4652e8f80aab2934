"""`connection.auth`: one kind, with its options below it."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.quantities import Duration
from portwright.language.record import Record, Table, Words, inline, key, nested, record, word
from portwright.language.terms import (
    Const,
    FromParam,
    FromSecret,
    HeaderName,
    HostAddress,
    Url,
    UrlPath,
    Value,
)
from portwright.source.span import Text


@word("none")
class NoAuth(Record):
    """The vendor asks for no credentials."""


@nested("bearer")
class BearerAuth(Record):
    """`Authorization: Bearer …` with a secret that does not expire."""

    secret: Text = key("A name of connection.secrets.")


@nested("basic")
class BasicAuth(Record):
    """`Authorization: Basic …` (RFC 7617)."""

    username: Value = key("The user name: {secret: x}, {param: x} or {const: x}.")
    password: Value = key('The password: {secret: x}, or {const: ""} where there is none.')


@nested("api_key", one_of=(("header", "query"),))
class ApiKeyAuth(Record):
    """A secret in a header or in the query."""

    header: HeaderName | None = key("The header that carries the key.", default=None)
    query: Text | None = key("The query parameter that carries the key.", default=None)
    secret: Text = key("A name of connection.secrets.")


@inline("origin")
class OriginOf(Record):
    """`https://` and the host that a connection parameter names."""

    origin: Text = key("A name of connection.params, whose type is `host`.")


Claim: TypeAlias = Duration | Const | FromParam | FromSecret | OriginOf


@record()
class Signing(Record):
    """How a JWT is signed."""

    alg: Text = key("The JWS algorithm, such as `RS256`.")
    secret: Text = key("The secret that holds the key.")


@nested("oauth2_jwt_bearer")
class JwtBearerAuth(Record):
    """OAuth 2 with a signed JWT as the grant (RFC 7523)."""

    token_url: Url | HostAddress = key("Where tokens are asked for.")
    claims: Table[Claim] = key("Claims of the JWT; a duration means: from now.")
    sign: Signing = key("Algorithm and key of the signature.")
    reuse_for: Duration | None = key("How long a token is used again.", default=None)


@record()
class Client(Record):
    """The application at the vendor's token endpoint (RFC 6749, 2.3)."""

    id: Value = key("The client id: {secret: x}, {param: x} or {const: x}.")
    secret: Text | None = key("The secret that holds the client secret.", default=None)
    method: Annotated[Text, Words("basic", "post", "none")] | None = key(
        "How the client proves itself; `basic` without.", default=None
    )


@nested("oauth2_client_credentials")
class ClientCredentialsAuth(Record):
    """OAuth 2 client credentials (RFC 6749, 4.4)."""

    token_url: Url | HostAddress = key("Where tokens are asked for.")
    client: Client = key("The application.")
    scope: Text | None = key("What the token is for.", default=None)
    reuse_for: Duration | None = key("How long a token is used again.", default=None)


@nested("oauth2_authorization_code")
class AuthorizationCodeAuth(Record):
    """OAuth 2 authorization code with rotating refresh tokens (RFC 6749, 4.1 and 6)."""

    token_url: Url | HostAddress = key("Where tokens are asked for.")
    client: Client = key("The application.")
    refresh_token: Text | None = key(
        "The secret that holds the first refresh token; later ones are in the store.",
        default=None,
    )
    scope: Text | None = key("What the token is for.", default=None)


SessionAuth: TypeAlias = (
    BasicAuth | BearerAuth | ApiKeyAuth | ClientCredentialsAuth | AuthorizationCodeAuth
)


@nested("csrf")
class CsrfAuth(Record):
    """A token step before writes, with the session's cookies."""

    path: UrlPath = key("What is asked for a token, by GET.")
    auth: SessionAuth = key("How the session itself is opened.")
    header: HeaderName | None = key(
        "The header of the token; `x-csrf-token` without.", default=None
    )
    fetch: Text | None = key("Its value that asks for one; `Fetch` without.", default=None)
    required: Text | None = key(
        "Its value in an answer that wants a new one; `Required` without.", default=None
    )


Auth: TypeAlias = (
    NoAuth
    | BearerAuth
    | BasicAuth
    | ApiKeyAuth
    | JwtBearerAuth
    | ClientCredentialsAuth
    | AuthorizationCodeAuth
    | CsrfAuth
)
