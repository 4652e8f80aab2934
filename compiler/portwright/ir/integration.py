"""One integration, bound, pruned, named and planned: the input of every back end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from portwright.ir.auth import AuthCall, HostUrl, Value
from portwright.ir.config import Config
from portwright.ir.paging import Paging
from portwright.ir.rules import ErrorRule, RetryHint
from portwright.ir.shapes import Model, Shape

if TYPE_CHECKING:
    from portwright.ir.mapping import Adapter

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"
Where: TypeAlias = Literal["path", "query", "header", "cookie", "body"]
BodyCodec: TypeAlias = Literal["json", "form", "multipart", "text", "bytes"]
QueryStyle: TypeAlias = Literal["form", "form_comma", "deep_object", "space", "pipe", "tab"]
# How a value is written before the runtime sees it; see `portwright_runtime.codec.written`.
Writing: TypeAlias = Literal[
    "", "json", "reserved", "simple", "label", "matrix", "exploded", "joined"
]


@dataclass(frozen=True, slots=True)
class Argument:
    """One keyword argument of a generated method.

    A body that is no object is a single argument with `wire == ""`.
    """

    name: str
    wire: str
    where: Where
    shape: Shape
    required: bool
    style: QueryStyle = "form"
    writing: Writing = ""
    explode: bool = False
    reserved: bool = False
    delimiter: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """`arrays` marks an element in a form: `[0]` (numbered) or nothing (repeated name). `styles`
    are those of single fields of a form, `parts` the media types of single parts of a multipart
    form."""

    codec: BodyCodec
    media: str
    required: bool
    arrays: Literal["[0]", ""] = ""
    styles: tuple[tuple[str, QueryStyle], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one status means: `status` is `200`, `2XX` or `default`; no shape, no body."""

    status: str
    media: str
    shape: Shape | None

    @property
    def is_success(self) -> bool:
        return self.status.startswith("2")


@dataclass(frozen=True, slots=True)
class Safety:
    """Whether a call may be repeated. `place` and `field` are set for the keyed kinds."""

    kind: Literal["read", "idempotent", "unsafe", "keyed", "natural_key"]
    place: Literal["header", "query", "field", "path"] | None = None
    field: str | None = None
    ttl: float | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """Durations in seconds, as the runtime takes them. Of budget, breaker and bulkhead only what
    the spec sets: the runtime has defaults, and None means those."""

    name: str
    deadline: float
    connect_timeout: float
    attempt_timeout: float
    attempts: int
    base: float
    throttle_base: float
    cap: float
    jitter: Literal["full", "equal", "none"]
    retry_after_cap: float
    budget: Config | None = None
    breaker: Config | None = None
    bulkhead: Config | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """`group` is the resource of the client that the method stands on; "" is the client itself.
    `server` is the base URL of this operation alone; "" where it has none of its own."""

    name: str
    operation_id: str
    method: str
    path: str
    pointer: str
    policy: str
    safety: Safety
    arguments: tuple[Argument, ...]
    body: Body | None
    answers: tuple[Answer, ...]
    send: tuple[str, ...]
    read: tuple[str, ...]
    hand_written: bool = False
    paging: Paging | None = None
    group: str = ""
    server: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the connection, such as an account; a host or an origin becomes a part of
    URLs."""

    name: str
    required: bool
    is_host: bool = False
    is_origin: bool = False


@dataclass(frozen=True, slots=True)
class Environment:
    """`source` is who answers there, or "" where it is the vendor."""

    name: str
    base_url: str | HostUrl
    production: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class Connection:
    """`base_url` is set where no environment says it: a host of the caller's, or what the token
    names. Without either, callers pass it."""

    params: tuple[Parameter, ...]
    secrets: tuple[str, ...]
    environments: tuple[Environment, ...]
    base_url: HostUrl | Literal["token"] | None
    auth: AuthCall
    headers: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A test case of the spec; `wire` holds arguments by name, as JSON values. A case in terms of
    the port has `inputs` instead, by the port's names: money, dates and numbers as texts. `pages`
    is how many pages of a list are asked for, None where the operation is called once."""

    operation: str
    cassette: str | None
    wire: Mapping[str, Json]
    faults: tuple[Json, ...]
    expect: Mapping[str, Json]
    raises: str | None
    inputs: Mapping[str, Json] | None = None
    pages: int | None = None


Role: TypeAlias = Literal[
    "spec", "openapi", "parts", "additions", "deviations", "port", "imports", "python"
]


@dataclass(frozen=True, slots=True)
class Source:
    """A file the integration was made from, `name` relative to the spec's folder.

    The `parts` of a document, files that its references lead to, are one source together; so are
    the `imports` of a port.
    """

    role: Role
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A deviation that a person allowed: why, who looks after it, and until which day."""

    pointer: str
    kind: str
    reason: str
    owner: str
    expires: str
    extra: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Integration:
    vendor: str
    package: str
    connection: Connection
    policies: tuple[Policy, ...]
    limits: tuple[Config, ...]
    error_rules: tuple[ErrorRule, ...]
    retry_hint: RetryHint | None
    operations: tuple[Operation, ...]
    models: tuple[Model, ...]
    error: Shape | None
    error_code: tuple[str, ...]
    scrub: tuple[str, ...]
    cases: tuple[Case, ...]
    sources: tuple[Source, ...]
    adapter: Adapter | None = None
    reviewed: tuple[Reviewed, ...] = ()
