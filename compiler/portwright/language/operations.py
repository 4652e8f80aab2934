"""`operations:` of a spec: what is called, under which policy, how safely, which fields."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.mappings import Fields, Response
from portwright.language.paging import Paginate
from portwright.language.quantities import Duration
from portwright.language.record import Matching, Record, key, nested, record, word
from portwright.language.terms import HeaderName, PathText
from portwright.source.span import Text

Selector: TypeAlias = Annotated[
    Text,
    Matching(
        r"((?!\*\*?\.)[^\s.]+\.)*[^\s.]+",
        "a dotted path, such as `error.code`; only its end may be `*` or `**`",
        instead="**",  # nothing is missing, and no field is unknown
    ),
]


@word("read")
class SafeRead(Record):
    """It changes nothing: repeat freely."""


@word("idempotent")
class Idempotent(Record):
    """Repeating changes nothing more."""


@word("unsafe")
class Unsafe(Record):
    """Repeat only what surely was not processed."""


@nested("keyed", one_of=(("header", "query", "field"),))
class Keyed(Record):
    """The vendor remembers a key and answers a repeated call without doing it again."""

    header: HeaderName | None = key("The header that carries the key.", default=None)
    query: Text | None = key("The query parameter that carries the key.", default=None)
    field: Text | None = key("The field of the body that carries the key.", default=None)
    from_: Text = key("`$key` (minted once a call, or the caller's own) or an input.")
    ttl: Duration = key("How long the vendor remembers a key.")


@nested("natural_key", one_of=(("path", "field"),))
class NaturalKey(Record):
    """An upsert by the caller's own id."""

    path: Text | None = key("The path parameter that carries the id.", default=None)
    field: Text | None = key("The field of the body that carries the id.", default=None)
    from_: Text = key("`$key` (the caller's own) or an input.")


Safety: TypeAlias = SafeRead | Idempotent | Unsafe | Keyed | NaturalKey


@record()
class Operation(Record):
    """One operation of the vendor's document, as this integration uses it."""

    call: Text = key("The operationId in the vendor's document.", example="GetRefunds")
    policy: Text | None = key("A name of `policies`; `default` without.", default=None)
    safety: Safety | None = key(
        "Whether a call may be repeated; GET is `read`, PUT and DELETE are `idempotent`, "
        "the rest has no default.",
        default=None,
    )
    send: tuple[Selector, ...] | None = key("The request fields in use.", default=None)
    read: tuple[Selector, ...] | None = key("The response fields in use.", default=None)
    sparse: bool | None = key(
        "That a replacing write keeps the fields that are not sent.", default=None
    )
    request: Fields | None = key(
        "Vendor fields, each with the expression over port inputs that fills it.", default=None
    )
    if_match: PathText | None = key(
        "An input with the ETag that the vendor must still have (RFC 9110, If-Match).",
        default=None,
    )
    response: Response | None = key("How the answer becomes the port's result.", default=None)
    paginate: Paginate | None = key("How the next page is asked for.", default=None)
