"""Small terms that several parts of a spec share: names, values, addresses, scopes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from portwright.language.quantities import Count, Duration
from portwright.language.record import (
    NAME,
    NAME_IS,
    TYPE_NAME,
    TYPE_NAME_IS,
    Matching,
    Record,
    Words,
    inline,
    key,
    record,
)
from portwright.source.span import Text


def _is_date(text: str) -> bool:
    """Whether the calendar has such a day."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


Name: TypeAlias = Annotated[Text, Matching(NAME, NAME_IS, is_name=True)]
TypeName: TypeAlias = Annotated[Text, Matching(TYPE_NAME, TYPE_NAME_IS, is_name=True)]
URL = r"https?://[^\s{}]+"
Url: TypeAlias = Annotated[Text, Matching(URL, "an http(s) URL without `{…}`")]
UrlPath: TypeAlias = Annotated[
    Text, Matching(r"/(?!/)((?![{}?#\\])[!-~])*", "a path that begins with one `/`")
]
HEADER = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
HEADER_IS = "the name of a header, such as `X-Request-Id`"
HeaderName: TypeAlias = Annotated[Text, Matching(HEADER, HEADER_IS)]
Date: TypeAlias = Annotated[
    Text,
    Matching(
        r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
        "a date such as `2024-06-20`",
        fits=_is_date,
    ),
]
PathText: TypeAlias = Annotated[
    Text,
    Matching(
        r"\.|[^\s.\[\]]+(\[[0-9]{1,4}\])*(\.[^\s.\[\]]+(\[[0-9]{1,4}\])*)*",
        "a path, such as `error.code` or `lines[0].sku`",
    ),
]
Sha256: TypeAlias = Annotated[Text, Matching(r"[0-9a-f]{64}", "a SHA-256 in 64 hex digits")]


@inline("const")
class Const(Record):
    """The same text in every request."""

    const: Text = key("The text itself.")


@inline("param")
class FromParam(Record):
    """The value of a connection parameter; left out where the parameter is null."""

    param: Text = key("A name of connection.params.")


@inline("secret")
class FromSecret(Record):
    """The value of a declared secret."""

    secret: Text = key("A name of connection.secrets.")


Value: TypeAlias = Const | FromParam | FromSecret


@inline("host")
class HostAddress(Record):
    """A URL on the host that a connection parameter names, always by https."""

    host: Text = key("A name of connection.params, whose type is `host`.")
    path: UrlPath | None = key("The path on that host.", default=None)


@inline("origin")
class OriginAddress(Record):
    """A URL on the server that a connection parameter names: one that the caller runs, say."""

    origin: Text = key("A name of connection.params, whose type is `origin`.")
    path: UrlPath | None = key("The path on that server.", default=None)


Scope: TypeAlias = Annotated[Text, Words("app", "connection", "operation")] | FromParam


@record()
class Queue(Record):
    """The callers that wait for a free place."""

    max: Count | None = key("How many may wait.", default=None)
    wait: Duration | None = key("How long one may wait.", default=None)
