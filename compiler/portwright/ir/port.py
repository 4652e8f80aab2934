"""A port, bound: what the team's own code speaks, and what adapters of it are made for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

PortKind: TypeAlias = Literal[
    "string", "int", "decimal", "bool", "bytes", "id", "money", "instant", "date", "duration"
]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a port's names are imported from: the package under `ports/` that we generate, or a
    module of the team's own."""

    package: str = ""
    module: str = ""


@dataclass(frozen=True, slots=True)
class PortScalar:
    kind: PortKind


@dataclass(frozen=True, slots=True)
class PortNamed:
    """A record or an enum; `name` is unique in the port that uses it."""

    name: str


@dataclass(frozen=True, slots=True)
class PortList:
    """`container` is what a field of the type is made as; a port of ours has tuples."""

    item: PortType
    container: Literal["tuple", "list"] = field(default="tuple", compare=False)


@dataclass(frozen=True, slots=True)
class PortMap:
    """Keys are strings. `container` is as whose it is read."""

    value: PortType
    container: Literal["Mapping", "dict"] = field(default="Mapping", compare=False)


@dataclass(frozen=True, slots=True)
class PortStream:
    """A lazily paged result."""

    item: PortType


@dataclass(frozen=True, slots=True)
class PortNullable:
    item: PortType


@dataclass(frozen=True, slots=True)
class PortForeign:
    """A type of the team's that only its type checker understands, as its source spells it."""

    annotation: str


PortType: TypeAlias = (
    PortScalar | PortNamed | PortList | PortMap | PortStream | PortNullable | PortForeign
)


@dataclass(frozen=True, slots=True)
class PortField:
    """A field or an input. `may_be_unset`: it may be left out, which is not the same as null;
    `has_default`: a caller or a constructor need not name it; `positional`: an input of the
    team's own method that may be passed without its name."""

    name: str
    type: PortType
    may_be_unset: bool = False
    has_default: bool = False
    positional: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an enum: `PENDING = "pending"`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class PortEnum:
    name: str
    members: tuple[Member, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class PortRecord:
    name: str
    fields: tuple[PortField, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class PortError:
    """A domain error with its fields."""

    name: str
    fields: tuple[PortField, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class PortOperation:
    """`out` is None when the operation answers nothing; `key` says whether callers may or must
    give the idempotency key."""

    name: str
    inputs: tuple[PortField, ...]
    out: PortType | None
    raises: tuple[str, ...] = ()
    key: Literal["none", "optional", "required"] = "none"


@dataclass(frozen=True, slots=True)
class PortEvent:
    name: str
    carries: PortType


@dataclass(frozen=True, slots=True)
class Port:
    """`types`, `errors` by name; imported types stand among `types` with their own origin.

    `origin` is where the Protocol stands. `is_async` and `is_sync` say which forms of it there
    are: a port of ours has both, one of the team's own Python is what it is.
    """

    name: str
    origin: Origin
    types: tuple[PortEnum | PortRecord, ...]
    errors: tuple[PortError, ...]
    operations: tuple[PortOperation, ...]
    events: tuple[PortEvent, ...] = ()
    is_async: bool = True
    is_sync: bool = True

    def type(self, name: str) -> PortEnum | PortRecord | None:
        return next((item for item in self.types if item.name == name), None)

    def error(self, name: str) -> PortError | None:
        return next((item for item in self.errors if item.name == name), None)

    def operation(self, name: str) -> PortOperation | None:
        return next((item for item in self.operations if item.name == name), None)


def sync_name(port: str) -> str:
    """The synchronous twin of a port: `PaymentsPort` is `SyncPaymentsPort`."""
    return f"Sync{port}"


def bare(found: PortType) -> PortType:
    """The type without its null."""
    return found.item if isinstance(found, PortNullable) else found


def is_nullable_type(found: PortType) -> bool:
    return isinstance(found, PortNullable)


def names_in(found: PortType) -> Iterator[str]:
    """The records and enums that a type names."""
    match found:
        case PortNamed(name):
            yield name
        case PortList(item) | PortMap(item) | PortStream(item) | PortNullable(item):
            yield from names_in(item)


def spelled(found: PortType) -> str:
    """The type as a port spells it, for messages: `list<Rate> | null`."""
    match found:
        case PortScalar(kind):
            return kind
        case PortNamed(name):
            return name
        case PortList(item):
            return f"list<{spelled(item)}>"
        case PortMap(value):
            return f"map<{spelled(value)}>"
        case PortStream(item):
            return f"stream<{spelled(item)}>"
        case PortNullable(item):
            return f"{spelled(item)} | null"
        case PortForeign(annotation):
            return annotation
