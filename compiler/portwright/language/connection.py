"""`connection:` of a spec: parameters, secrets, environments, base URL, headers, auth."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from portwright.language.auth import Auth, NoAuth
from portwright.language.record import (
    NAME,
    NAME_IS,
    Keys,
    Matching,
    Record,
    Table,
    UnreadTable,
    Words,
    inline,
    key,
    record,
)
from portwright.language.terms import (
    HEADER,
    HEADER_IS,
    HostAddress,
    Name,
    OriginAddress,
    Url,
    UrlPath,
    Value,
)
from portwright.source.span import Text

ParamType: TypeAlias = Annotated[
    Text, Words("string", "string | null", "host", "host | null", "origin", "origin | null")
]
Source: TypeAlias = Annotated[
    Text,
    Matching(
        r"self_hosted|simulator:[a-z0-9][a-z0-9_.-]*", "`self_hosted`, or `simulator:` and its name"
    ),
]


@record()
class Environment(Record):
    """One place where the vendor's API answers."""

    base_url: Url | HostAddress | OriginAddress = key(
        "What the paths of the document are appended to."
    )
    production: bool = key("Whether calls there have real effects.", default=False)
    source: Source | None = key(
        "Who answers there, where it is not the vendor: the vendor's software on a server of one's "
        "own, or a simulator.",
        default=None,
    )


@inline("from_token")
class BaseUrlFromToken(Record):
    """The base URL that the vendor's token answer names."""

    from_token: Text = key("The field of the token answer, such as `instance_url`.")
    allow_hosts: tuple[Text, ...] = key("Host patterns that the URL must match: `*.vendor.com`.")


BaseUrl: TypeAlias = Url | BaseUrlFromToken | HostAddress | OriginAddress


@record()
class Connection(Record):
    """How to reach the vendor, and as whom."""

    params: Annotated[Table[ParamType], Keys(NAME, NAME_IS)] = key(
        "Settings of a connection that are no secrets, with their types.", default_factory=Table
    )
    secrets: tuple[Name, ...] = key(
        "Names of the secrets; `from_env` reads <VENDOR>_<NAME> in capitals.", default=()
    )
    environments: Annotated[Table[Environment], Keys(NAME, NAME_IS)] = key(
        "The vendor's environments by name, such as `live` and `test`.", default_factory=Table
    )
    auth: Auth = key(
        "How a request proves who sends it; `none` where it need not.", stand_in=NoAuth()
    )
    headers: Annotated[Table[Value], Keys(HEADER, HEADER_IS)] = key(
        "Headers of every request: {const: x}, {param: x} or {secret: x}.", default_factory=Table
    )
    base_url: BaseUrl | None = key(
        "The base URL where no environment gives one: a URL, {host: …}, {origin: …} or "
        "{from_token: …}.",
        default=None,
    )
    strip_prefix: UrlPath | None = key(
        "What the document's paths begin with and base URLs stand for, such as `/v1`: not sent.",
        default=None,
    )


UNREAD_CONNECTION: Final = Connection(
    params=UnreadTable(), environments=UnreadTable(), auth=NoAuth()
)
"""Stands for a connection that could not be read."""
