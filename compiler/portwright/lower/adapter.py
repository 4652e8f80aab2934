"""An adapter, lowered: its functions in terms of generated models and arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from portwright.ir.integration import Operation
from portwright.ir.mapping import (
    Adapter,
    AdapterOperation,
    Expression,
    Mapper,
    SendMapper,
    Sent,
    Table,
)
from portwright.ir.naming import pascal
from portwright.ir.port import PortType, bare
from portwright.ir.shapes import Direction, Scalar, Shape, without_null
from portwright.lower.expressions import Naming, parts_of
from portwright.lower.port_aliases import aliased, aliased_operation, aliased_port, aliases
from portwright.lower.shapes import Models, ShapeBuilder
from portwright.semantics.mapping.bound import (
    BoundAdapter,
    BoundAdapterOperation,
    BoundMapper,
    BoundTable,
)
from portwright.semantics.mapping.functions import tables

_SUFFIX = "Port"


class AdapterLowering:
    """Made before the models have names, so that what the adapter alone needs is among them;
    finished after."""

    def __init__(self, bound: BoundAdapter, builder: ShapeBuilder) -> None:
        self._bound = bound
        self._shapes: dict[tuple[tuple[str, ...], Direction, str], Shape] = {}
        for pointers, direction, scope in self._wanted():
            key = (pointers, direction, scope)
            self._shapes[key] = builder.shape(pointers, direction, scope)

    def _wanted(self) -> Iterator[tuple[tuple[str, ...], Direction, str]]:
        for mapper in self._bound.mappers:
            if not mapper.plain:
                yield mapper.pointers, Direction.READ, mapper.operation
        for sender in self._bound.send_mappers:
            yield from _sent(sender.body, sender.operation)
            yield sender.pointers, Direction.SEND, sender.operation
        for operation in self._bound.operations:
            for filled in operation.arguments:
                yield from _sent(filled.expression, operation.port.name)
        for table in self._bound.tables:
            for side, direction in ((table.key, Direction.READ), (table.value, Direction.SEND)):
                if isinstance(side, tuple):
                    yield side, direction, table.operation

    def finish(self, models: Models, operations: tuple[Operation, ...], vendor: str) -> Adapter:
        """The adapter with final names; `operations` are those of the wire."""
        shapes = {key: models.shape(shape) for key, shape in self._shapes.items()}
        wire = {operation.name: operation for operation in operations}
        name = pascal(vendor) + self._bound.port.name.removesuffix(_SUFFIX)
        names = aliases(self._bound.port, pascal(vendor), name)
        constants = tables(item.name for item in self._bound.tables)
        naming = Naming(models.models, shapes, names, constants)
        return Adapter(
            class_name=name,
            port=aliased_port(self._bound.port, names),
            originals={alias: original for original, alias in names.items()},
            operations=tuple(
                self._operation(item, wire[item.port.name], naming)
                for item in sorted(self._bound.operations, key=lambda item: item.port.name)
            ),
            # Sorted, because the order of keys in a spec means nothing.
            mappers=tuple(sorted(self._mappers(naming), key=lambda item: item.name)),
            send_mappers=tuple(sorted(self._send_mappers(naming), key=lambda item: item.name)),
            tables=tuple(
                sorted((_table(i, naming) for i in self._bound.tables), key=lambda i: i.name)
            ),
            raised=tuple(
                replace(item, error=names.get(item.error, item.error))
                for item in sorted(self._bound.raised, key=lambda item: item.name)
            ),
            exponents=self._bound.exponents,
        )

    def _operation(
        self, bound: BoundAdapterOperation, wire: Operation, naming: Naming
    ) -> AdapterOperation:
        names = {(str(item.where), item.wire): item.name for item in wire.arguments}
        arguments = [
            (
                names[(filled.where, filled.wire)],
                naming.expression(filled.expression, {}, bound.port.name),
            )
            for filled in bound.arguments
        ]
        raised = sorted(i.name for i in self._bound.raised if i.error in bound.port.raises)
        order = [item.name for item in wire.arguments]
        return AdapterOperation(
            port=aliased_operation(bound.port, naming.names),
            inputs=bound.inputs,
            builder=bound.builder,
            arguments=tuple(sorted(arguments, key=lambda item: order.index(item[0]))),
            result=bound.result,
            raised=tuple(dict.fromkeys(raised)),
            if_match=bound.if_match,
            reads_headers=bound.reads_headers,
            null_on_not_found=bound.null_on_not_found,
            where=bound.where,
            takes_key=bound.takes_key,
        )

    def _mappers(self, naming: Naming) -> Iterator[Mapper]:
        for item in self._bound.mappers:
            source = self._source(item, naming)
            body = naming.expression(item.body, {"found": source}, item.operation)
            result = aliased(item.result, naming.names)
            yield Mapper(item.name, source, item.title, result, body, item.reads_headers)

    def _source(self, item: BoundMapper, naming: Naming) -> Shape:
        """What the function reads, with its null where it is asked for."""
        if item.plain:
            return Scalar("string" if item.plain == "string" else "bytes")
        shape = naming.shapes[(item.pointers, Direction.READ, item.operation)]
        return shape if item.takes_null else without_null(shape)

    def _send_mappers(self, naming: Naming) -> Iterator[SendMapper]:
        for item in self._bound.send_mappers:
            body = naming.expression(item.body, {}, item.operation)
            target = naming.struct_of(
                naming.shapes[(item.pointers, Direction.SEND, item.operation)]
            )
            given = aliased(item.source, naming.names)
            yield SendMapper(item.name, given, item.title, target, body)


def _sent(expression: Expression, scope: str) -> Iterator[tuple[tuple[str, ...], Direction, str]]:
    if isinstance(expression, Sent):
        yield expression.pointers, Direction.SEND, scope
    for part in parts_of(expression):
        yield from _sent(part, scope)


def _table(bound: BoundTable, naming: Naming) -> Table:
    entries = sorted(bound.entries, key=lambda entry: (entry[0] is None, str(entry[0])))
    return Table(
        naming.tables[bound.name],
        tuple((key, naming.expression(part, {}, "")) for key, part in entries),
        _side(bound.key, Direction.READ, bound.operation, naming),
        _side(bound.value, Direction.SEND, bound.operation, naming),
    )


def _side(
    side: PortType | tuple[str, ...], direction: Direction, scope: str, naming: Naming
) -> PortType | Shape:
    if not isinstance(side, tuple):
        return aliased(bare(side), naming.names)
    shape = without_null(naming.shapes[(side, direction, scope)])
    # What arrives may be a constant that the document does not list yet.
    return naming.open(shape) if direction is Direction.READ else shape
