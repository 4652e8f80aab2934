"""A spec bound to its vendor's document: every name looked up, every choice made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portwright.ir.config import Config
from portwright.ir.integration import (
    BodyCodec,
    Case,
    Connection,
    Policy,
    QueryStyle,
    Safety,
    Writing,
)
from portwright.ir.paging import Paging
from portwright.ir.rules import ErrorRule, RetryHint
from portwright.language.spec import Spec
from portwright.openapi.effective import Schemas
from portwright.openapi.encoding import PartView
from portwright.openapi.operation_view import ParameterView
from portwright.semantics.selection import Selection

if TYPE_CHECKING:
    from portwright.semantics.mapping.bound import BoundAdapter


@dataclass(frozen=True, slots=True)
class BoundParameter:
    """A parameter that is sent as an argument of the generated method."""

    view: ParameterView
    style: QueryStyle
    writing: Writing = ""


@dataclass(frozen=True, slots=True)
class BoundBody:
    """`fields` are the selected top-level fields by wire name, None when the body is no object
    and travels as one argument."""

    codec: BodyCodec
    media: str
    pointer: str | None
    required: bool
    fields: Mapping[str, tuple[str, ...]] | None
    required_fields: frozenset[str]
    brackets: bool
    parts: Mapping[str, PartView] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BoundAnswer:
    """`kind` tells how the body is read: `none` means that there is none. In JSON without a
    schema (no `pointer`) anything may stand. Answers whose schemas are written alike have the
    `pointer` of the first of them, `written` is where their own stands."""

    status: str
    kind: str
    media: str
    pointer: str | None
    is_list: bool = False
    written: str | None = None

    @property
    def is_success(self) -> bool:
        return self.status.startswith("2")


@dataclass(frozen=True, slots=True)
class BoundOperation:
    """`key` is the path as the document writes it; see OperationEntry."""

    name: str
    operation_id: str
    method: str
    key: str
    path: str
    pointer: str
    policy: str
    safety: Safety
    parameters: tuple[BoundParameter, ...]
    body: BoundBody | None
    answers: tuple[BoundAnswer, ...]
    send: tuple[str, ...]
    read: tuple[str, ...]
    hand_written: bool
    paging: Paging | None = None
    server: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """Everything that `lower` needs; made only when the spec has no error."""

    spec: Spec
    schemas: Schemas
    selection: Selection
    connection: Connection
    policies: Mapping[str, Policy]
    limits: tuple[Config, ...]
    error_rules: tuple[ErrorRule, ...]
    retry_hint: RetryHint | None
    operations: tuple[BoundOperation, ...]
    cases: tuple[Case, ...]
    adapter: BoundAdapter | None = None
