"""All that one spec says of what it uses, by operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portwright.diff.change import How
from portwright.diff.used.known import Entry, Known, KnownOperation
from portwright.diff.used.known_reads import reads_of, ruled
from portwright.diff.used.known_sends import sends_of
from portwright.ir.shapes import Direction
from portwright.language.operations import Operation
from portwright.language.spec import Spec
from portwright.source.span import Text

_NOT_FOUND = "404"


def known_of(spec: Spec) -> Known:
    """Nothing of a spec that nobody wrote: that of a whole document."""
    if not is_written(spec):
        return Known()
    operations = spec.operations.items()
    return Known(
        {str(name): _known(name, item, _entries(spec, item)) for name, item in operations},
        {str(name): _known(name, item, _of_failures(spec, item)) for name, item in operations},
        {name.lower(): name.span for name in spec.connection.headers},
    )


def _known(name: Text, operation: Operation, entries: Iterable[Entry]) -> KnownOperation:
    span = operation.place.values.get("call", name.span)
    return KnownOperation(span, tuple(entries))


def is_written(spec: Spec) -> bool:
    """Whether it stands in a file; see `build.whole_spec`."""
    return not any(item.call.span.file.startswith("#") for item in spec.operations.values())


def _entries(spec: Spec, operation: Operation) -> Iterator[Entry]:
    """Rules may name a success as well."""
    yield from sends_of(spec, operation)
    yield from reads_of(spec, operation)
    yield from ruled(spec.errors)


def _of_failures(spec: Spec, operation: Operation) -> Iterator[Entry]:
    yield from ruled(spec.errors)
    yield from _statuses(spec, operation)


def _statuses(spec: Spec, operation: Operation) -> Iterator[Entry]:
    """The single statuses that mean something of their own."""
    for rule in spec.errors.rules if spec.errors is not None else ():
        for status in rule.status or ():
            yield Entry(Direction.READ, f"status {status}", How.STATUS, status.span)
    response = operation.response
    if response is not None and response.null_on is not None:
        span = response.null_on.span
        yield Entry(Direction.READ, f"status {_NOT_FOUND}", How.STATUS, span)
