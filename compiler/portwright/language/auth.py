"""`connection.auth`: one kind, with its options below it."""

from __future__ import annotations

from typing import TypeAlias

from portwright.language.quantities import Duration
from portwright.language.record import Record, Table, inline, key, nested, record, word
from portwright.language.terms import (
    Const,
    FromParam,
    FromSecret,
    HostAddress,
    Url,
    Value,
)
from portwright.source.nodes import Node
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
    password: Value = key('The password; often {secret: x}, sometimes {const: ""}.')


@nested("api_key", one_of=(("header", "query"),))
class ApiKeyAuth(Record):
    """A secret in a header or in the query."""

    header: Text | None = key("The header that carries the key.", default=None)
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


@inline("oauth2_client_credentials")
class ClientCredentialsAuth(Record):
    """OAuth 2 client credentials (RFC 6749, 4.4)."""

    oauth2_client_credentials: Node = key("Options of the grant.")


@inline("oauth2_authorization_code")
class AuthorizationCodeAuth(Record):
    """OAuth 2 authorization code with refresh (RFC 6749, 4.1)."""

    oauth2_authorization_code: Node = key("Options of the grant.")


@inline("csrf")
class CsrfAuth(Record):
    """A token step before each write, with the session's cookies."""

    csrf: Node = key("Options of the step.")


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
