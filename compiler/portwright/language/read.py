"""Reads the files of the language: specs, ports, deviations, accept-lists and source locks."""

from __future__ import annotations

from typing import TypeVar

from portwright.diagnostics.model import Diagnostics
from portwright.language.accepted import Accepted
from portwright.language.deviations import Deviations
from portwright.language.port import Port
from portwright.language.reader import NodeReader, Spot
from portwright.language.record import Record
from portwright.language.shape import RecordShape, Shape
from portwright.language.source_lock import SourceLock
from portwright.language.spec import VERSION, Spec
from portwright.rules.language import unsupported_version
from portwright.rules.language.source_problem import source_problem
from portwright.source.files import SourceFile
from portwright.source.nodes import MappingNode, Node, ScalarNode
from portwright.source.problem import SourceError
from portwright.source.span import Span
from portwright.source.yaml_nodes import compose

R = TypeVar("R", bound=Record)


def read_spec(file: SourceFile, sink: Diagnostics) -> Spec | None:
    """The spec; None when nothing of it can be read.

    Entries that could not be read are left out and reported, and what every spec must have is
    stood in for, so the caller asks `sink.has_errors` before it compiles what is left.
    """
    root = _compose(file, sink)
    if root is None or _other_version(root, sink):
        return None
    return _record(root, file, Spec, sink)


def read_port(file: SourceFile, sink: Diagnostics) -> Port | None:
    """The port; None when it lacks what it must have, leftovers as for `read_spec`."""
    return _file(file, Port, sink)


def read_deviations(file: SourceFile, sink: Diagnostics) -> Deviations | None:
    """The deviations of a vendor; None and leftovers as for `read_port`."""
    return _file(file, Deviations, sink)


def read_accepted(file: SourceFile, sink: Diagnostics) -> Accepted | None:
    """The accept-list of a spec; None and leftovers as for `read_port`."""
    return _file(file, Accepted, sink)


def read_source_lock(file: SourceFile, sink: Diagnostics) -> SourceLock | None:
    """The source lock of a vendor; None and leftovers as for `read_port`."""
    return _file(file, SourceLock, sink)


def _file(file: SourceFile, cls: type[R], sink: Diagnostics) -> R | None:
    root = _compose(file, sink)
    return None if root is None else _record(root, file, cls, sink)


def _compose(file: SourceFile, sink: Diagnostics) -> Node | None:
    problems: list[SourceError] = []
    root: Node | None = None
    try:
        root = compose(file, problems)
    except SourceError as error:
        problems.append(error)
    for problem in problems:
        sink.add(source_problem(problem))
    return root


def _record(root: Node, file: SourceFile, cls: type[R], sink: Diagnostics) -> R | None:
    # What the whole lacks is told at its first key: a file may begin with a page of comments.
    keys = [key.span for key, _ in root.entries] if isinstance(root, MappingNode) else []
    spot = Spot("", keys[0] if keys else Span(file.name))
    value = NodeReader(sink).value(root, Shape(mapping=RecordShape(cls)), spot)
    return value if isinstance(value, cls) else None


def _other_version(root: Node, sink: Diagnostics) -> bool:
    """Nothing else is said of a spec in a version that this compiler does not know."""
    version = root.get("spec") if isinstance(root, MappingNode) else None
    if not isinstance(version, ScalarNode) or version.is_null or version.text == str(VERSION):
        return False
    sink.add(unsupported_version.report(version.span, version.text))
    return True
