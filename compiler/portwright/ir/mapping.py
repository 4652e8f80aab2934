"""Mappings, bound: expressions that make a value of the one side from a value of the other.

A tree is made in terms of the vendor's document; `lower` puts Python names for the vendor's and
says where null may stand, and `emit` spells it. Null propagates: whatever is made of a value that
is null is null, unless a node says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from portwright.ir.port import Port, PortOperation, PortType
from portwright.ir.shapes import Shape

ScalarValue: TypeAlias = str | int | float | bool | None
# What an item is called in a list, in a list of a list, and so on.
ITEM_VARIABLES: Final = ("item", "inner", "innermost", "item_4", "item_5", "item_6")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: an attribute, a key of a map, or an index of a list.

    `nullable`: null may stand there. `narrow`: the class that a union has to be for what follows,
    as Python spells it. `asserted`: whoever reads on has looked at that already.
    """

    name: str
    kind: Literal["attribute", "key", "index"] = "attribute"
    nullable: bool = False
    narrow: str | None = None
    asserted: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """From a variable of the function on. `root_nullable`, `root_narrow` and `root_asserted` say of
    the variable what a step says of itself; `may_be_unset`: it may be left out. `whole`: of what
    may also be no object, the object."""

    root: str
    steps: tuple[Step, ...] = ()
    root_nullable: bool = False
    of_vendor: bool = False
    may_be_unset: bool = False
    root_narrow: str | None = None
    root_asserted: bool = False
    whole: bool = False

    @property
    def nullable(self) -> bool:
        return self.steps[-1].nullable if self.steps else self.root_nullable


@dataclass(frozen=True, slots=True)
class Constant:
    """A constant."""

    value: ScalarValue


@dataclass(frozen=True, slots=True)
class MemberOf:
    """A member of the port's enum, by the name it has in Python."""

    enum: str
    member: str


@dataclass(frozen=True, slots=True)
class DecimalConstant:
    """An exact number."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function: of the runtime's, one of this adapter's mappers (`module` is "."), or
    the team's own.

    Arguments that are null make the result null; with `takes_null` the function takes them.
    """

    function: str
    arguments: tuple[Expression, ...]
    keywords: tuple[tuple[str, Expression], ...] = ()
    module: str = ""
    takes_null: bool = False
    gives_null: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A constant of the module: words or values, each with what it becomes."""

    name: str
    entries: tuple[tuple[ScalarValue, Expression], ...]
    key: PortType | Shape
    value: PortType | Shape


@dataclass(frozen=True, slots=True)
class LookedUp:
    """An entry of a table; without a fallback an unknown key is an error, of the caller's where it
    is `of_input`."""

    table: str
    key: Expression
    fallback: Expression | None
    takes_null: bool
    of_input: bool = False


@dataclass(frozen=True, slots=True)
class IdOf:
    """The id of something that is an id or an object that has one; `model` is the object's."""

    path: Path
    model: str = ""
    field: str = "id"
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class FirstOf:
    """The first that is not null. `keeps_unset`: where what all but the last are of is left out, so
    is the whole; else the next is taken then, too."""

    parts: tuple[Expression, ...]
    keeps_unset: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """What an item must be like: a path and the values that it may have, or whether it is there.
    `exact`: the values are decimals."""

    path: Path
    test: Literal["equals", "present", "absent"]
    values: tuple[ScalarValue, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    """Whether something is as all of the tests want it."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Each:
    """A list, item by item; `item` is the expression of one, in the variable `variable`."""

    path: Path
    variable: str
    item: Expression
    where: tuple[Test, ...] = ()
    container: Literal["tuple", "list"] = "tuple"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of what expressions give; those that are null are left out."""

    items: tuple[Expression, ...]
    container: Literal["tuple", "list"] = "tuple"


@dataclass(frozen=True, slots=True)
class Made:
    """A record of the port, by its name.

    `guard` is the path that must not be null for it to be made.
    """

    record: str
    fields: tuple[tuple[str, Expression], ...]
    guard: Path | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """An object that is sent: a model by its name, or a dict (`model` empty). Fields that are null
    are left out, and so is the whole if all of them are, unless it is `needed`. `pointers` are of
    the vendor's schema."""

    model: str
    fields: tuple[tuple[str, Expression], ...]
    guard: Path | None = None
    optional: frozenset[str] = frozenset()
    pointers: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Cleared:
    """An input whose null is sent, as null or as an empty text."""

    value: Expression
    empty: ScalarValue


@dataclass(frozen=True, slots=True)
class HeaderValue:
    """A header of the answer; null where it is not sent."""

    name: str


@dataclass(frozen=True, slots=True)
class ClauseOf:
    """One condition of a query: left out where its value is null."""

    field: str
    operator: str
    value: Expression


@dataclass(frozen=True, slots=True)
class QueryText:
    """A query: a function of the runtime's with its clauses and what else it takes."""

    function: str
    clauses: tuple[ClauseOf, ...]
    keywords: tuple[tuple[str, str | int | tuple[str, ...]], ...]


Expression: TypeAlias = (
    Path | Constant | MemberOf | DecimalConstant | Call | LookedUp | IdOf | FirstOf | AllOf | Each
    | Listed | Made | Sent | Cleared | HeaderValue | QueryText
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapper:
    """A function that makes `result` from a vendor's value (`source`); `reads_headers`: it takes
    the answer's headers too."""

    name: str
    source: Shape
    source_title: str
    result: PortType
    body: Expression
    reads_headers: bool = False


@dataclass(frozen=True, slots=True)
class SendMapper:
    """A function that makes an object to send from a type of the port."""

    name: str
    source: PortType
    source_title: str
    target: Shape
    body: Expression


@dataclass(frozen=True, slots=True)
class RaisedField:
    """A field of a domain error: a path into the error's body, as names and indexes.

    `required`: without the value, a text is the VendorError's own.
    """

    name: str
    path: tuple[str | int, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class RaisedError:
    """How a rule's answer becomes a domain error; `name` is unique in the adapter."""

    name: str
    error: str
    fields: tuple[RaisedField, ...]


@dataclass(frozen=True, slots=True)
class AdapterOperation:
    """An operation of the port, made of the wire operation of the same name.

    `builder` is the function that makes the request; `arguments` are those of the wire method by
    their Python names. `result` is the name of a mapper, "" when the port's operation answers
    nothing; `where` that of a function that says which items of a stream are taken, "" for all.
    `inputs` are the inputs of the port as the builder calls them; `takes_key`: the caller's
    idempotency key is sent. `null_on_not_found`: what is not there makes the result null.
    """

    port: PortOperation
    inputs: tuple[str, ...]
    builder: str
    arguments: tuple[tuple[str, Expression], ...]
    result: str
    raised: tuple[str, ...]
    if_match: Expression | None = None
    reads_headers: bool = False
    null_on_not_found: bool = False
    where: str = ""
    takes_key: bool = False


@dataclass(frozen=True, slots=True)
class Adapter:
    """Everything that an adapter is made of; `class_name` is `StripePayments`, and its synchronous
    twin has `Sync` before it. `originals` are the names in the port of classes that have others
    here."""

    class_name: str
    port: Port
    operations: tuple[AdapterOperation, ...]
    mappers: tuple[Mapper, ...]
    send_mappers: tuple[SendMapper, ...]
    tables: tuple[Table, ...]
    raised: tuple[RaisedError, ...]
    exponents: tuple[tuple[str, int], ...] = ()
    originals: Mapping[str, str] = field(default_factory=dict)
