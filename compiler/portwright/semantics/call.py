"""One operation while it is bound: what it says, and what it is bound against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Policy
from portwright.ir.port import Port
from portwright.ir.shapes import Direction
from portwright.language.mappings import Mapping as Mapped
from portwright.language.operations import Operation
from portwright.language.record import Table
from portwright.openapi.document import OpenApi
from portwright.openapi.effective import Schemas
from portwright.openapi.operation_view import OperationView
from portwright.openapi.operations import OperationEntry
from portwright.rules.mapping import wide_selection
from portwright.semantics.mapping.paths import sent_paths
from portwright.semantics.paths import PathTree, everything, parse_paths
from portwright.semantics.selection import Selection
from portwright.semantics.use import Root
from portwright.source.span import Span, Text


@dataclass(frozen=True, slots=True)
class ErrorSchema:
    """What `errors:` says: answers without a schema of their own are read as `pointer`'s, and
    `code` is the path to the vendor's error code. `of_errors` and `of_successes` are paths of
    rules into the bodies that they may match."""

    pointer: str | None = None
    is_list: bool = False
    code: Text | None = None
    of_errors: tuple[PathTree, ...] = ()
    of_successes: tuple[PathTree, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all operations of a spec share. `headers`, in small letters, and `queries` are those
    that the connection and its credentials set on every call; `without_code` gathers for each error
    answer why it has no code, nothing if it has one. `advise`: somebody wrote the spec, and can be
    told how to improve it. `document_servers`: only the document says where calls go."""

    document: OpenApi
    selection: Selection
    policies: Mapping[str, Policy]
    headers: frozenset[str]
    error: ErrorSchema
    sink: Diagnostics
    port: Port | None = None
    mappings: Table[Mapped] = field(default_factory=Table)
    without_code: list[Diagnostics] = field(default_factory=list)
    advise: bool = True
    queries: frozenset[str] = frozenset()
    document_servers: bool = False

    @property
    def schemas(self) -> Schemas:
        return self.selection.schemas


@dataclass(frozen=True, slots=True)
class Call:
    """An operation of the spec beside the operation of the document that it calls."""

    around: Surroundings
    name: str
    spec: Operation
    entry: OperationEntry
    view: OperationView

    @property
    def call_span(self) -> Span | None:
        return self.spec.place.values.get("call")

    @property
    def is_mapped(self) -> bool:
        """Whether it is made into an operation of the port."""
        port = self.around.port
        return port is not None and port.operation(self.name) is not None

    def sent(self) -> PathTree:
        """What is sent: the paths of `send`, and the fields that `request` fills."""
        if not self.is_mapped:
            return self._tree(self.spec.send, "send")
        tree = parse_paths(self.spec.send or (), self._filled(), mapped=True)
        tree.span = self.spec.place.keys.get("request") or self.call_span
        return tree

    def read(self) -> PathTree:
        """What is read: the paths of `read`; mappings select by themselves."""
        paths = self.spec.read
        return self._tree(() if paths is None and self.is_mapped else paths, "read")

    def sent_paths(self) -> tuple[str, ...]:
        """The paths of `send`, and in their own order those that `request` fills."""
        return self._paths(self.spec.send, sorted(self._filled()) if self.is_mapped else ())

    def read_paths(self) -> tuple[str, ...]:
        """The paths of `read`; what mappings read is known once they are bound."""
        return self._paths(self.spec.read, ())

    def _paths(self, stated: tuple[Text, ...] | None, mapped: Iterable[Text]) -> tuple[str, ...]:
        if stated is None and not self.is_mapped:
            return ("**",)
        return tuple(dict.fromkeys(str(path) for path in (*(stated or ()), *mapped)))

    def _filled(self) -> tuple[Text, ...]:
        return tuple(sent_paths(self.spec.request or Table(), self.around.mappings))

    def _tree(self, paths: tuple[Text, ...] | None, key: str) -> PathTree:
        """The tree of paths; everything when the spec says nothing."""
        if paths is None:
            return everything()
        tree = parse_paths(paths)
        tree.span = self.spec.place.keys.get(key, tree.span)
        return tree

    def root(self, pointer: str | tuple[str, ...], direction: Direction) -> Root:
        pointers = (pointer,) if isinstance(pointer, str) else pointer
        return Root(pointers, direction, self.name, self._title(pointers[0], direction))

    def select(self, root: Root, tree: PathTree) -> None:
        """Select, and warn when it reaches very much."""
        reached = self.around.selection.add(root, tree)
        if reached > wide_selection.LIMIT and self.around.advise:
            direction = root.direction.value
            span = self.spec.place.values.get(direction) or self.call_span
            self.around.sink.add(wide_selection.report(span, self.name, direction, reached))

    def _title(self, pointer: str, direction: Direction) -> str:
        """What messages call the value: the component schema's name, else the operation's id."""
        if direction is Direction.SEND:
            return self.entry.id
        name = self.around.schemas.view(pointer).pointer.removeprefix("#/components/schemas/")
        return self.entry.id if "/" in name else name
