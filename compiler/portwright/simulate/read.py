"""Reads a scenario as a spec is read: every mistake has a code and a place."""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostics
from portwright.language.reader import NodeReader, Spot
from portwright.language.shape import RecordShape, Shape
from portwright.rules.language.source_problem import source_problem
from portwright.simulate.scenario import Scenario
from portwright.source.files import SourceFile
from portwright.source.nodes import Node
from portwright.source.problem import SourceError
from portwright.source.span import Span
from portwright.source.yaml_nodes import compose


def read_scenario(file: SourceFile, sink: Diagnostics) -> Scenario | None:
    """The scenario; None when it lacks what it must have. `sink.has_errors` says whether it is
    whole.
    """
    root = _compose(file, sink)
    if root is None:
        return None
    value = NodeReader(sink).value(
        root, Shape(mapping=RecordShape(Scenario)), Spot("", Span(file.name))
    )
    return value if isinstance(value, Scenario) else None


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
