"""The parameters of a path are those that its template names, no more and no fewer.

What a template names and nobody declares is sent as a text; what is declared and has no place in
the template could be sent nowhere, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import is_
from typing import Any

from portwright.diagnostics.model import Diagnostic
from portwright.openapi.document import Resolver
from portwright.openapi.findings import Findings
from portwright.openapi.path_template import PathTemplate, read_path
from portwright.openapi.places import Places
from portwright.openapi.pointer import Node, escape
from portwright.openapi.version_3 import METHODS
from portwright.rules.openapi import malformed_detail

_MOST_TOLD = 20
"""Placeholders of one path; each is told with the path, which may be long."""


def settle(data: Node, places: Places, findings: Findings) -> Node:
    """The document with all its paths settled; `places` learns what moved."""
    settling = _Settling(Resolver(data), places, findings)
    paths = data.get("paths", {})
    settled = {
        path: item if path.startswith("x-") else settling.path_item(path, item)
        for path, item in paths.items()
    }
    if all(settled[path] is item for path, item in paths.items()):
        return data
    if settling.moves:
        places.moves = (settling.moves, *places.moves)
    return {**data, "paths": settled}


@dataclass(slots=True)
class _Settling:
    resolve: Resolver
    places: Places
    findings: Findings
    moves: dict[str, str] = field(default_factory=dict)

    def path_item(self, path: str, item: Node) -> Node:
        """The item itself where nothing is wrong. What is wrong with one that is referred to is
        wrong for this path alone, so the path gets a copy."""
        here = f"/paths/{escape(path)}"
        target, whole = self.resolve(item) if item.keys() == {"$ref"} else (None, item)
        old = target.removeprefix("#") if target else here
        wanted = read_path(path)
        shared, result = self._declared(whole, wanted, here, old), whole
        if shared is not whole.get("parameters", ()):
            result = {**result, "parameters": shared}
        for method in METHODS:
            if method in whole:
                known = set(self._names(shared))
                settled = self._operation(
                    whole[method], wanted, known, f"{here}/{method}", f"{old}/{method}"
                )
                if settled is not whole[method]:
                    result = {**result, method: settled}
        if result is whole:
            return item
        if target:
            self.moves[here] = old
        return result

    def _operation(
        self,
        operation: Node,
        wanted: PathTemplate,
        shared: set[tuple[str, str]],
        here: str,
        old: str,
    ) -> Node:
        own = self._declared(operation, wanted, here, old)
        lacking = list(_lacking(wanted, shared.union(self._names(own))))
        self._report_lacking(lacking, old)
        if own is operation.get("parameters", ()) and not lacking:
            return operation
        return {**operation, "parameters": [*own, *(_text(*found[:2]) for found in lacking)]}

    def _declared(self, owner: Node, wanted: PathTemplate, here: str, old: str) -> Any:
        """The parameters of an item or an operation; the very list where all have a place."""
        found = owner.get("parameters", ())
        kept: list[Any] = []
        moves: dict[str, str] = {}
        for index, used in enumerate(found):
            target, parameter = self.resolve(used)
            pointer = f"{old}/parameters/{index}"
            placed = _placed(used, parameter, wanted)
            if placed is None:
                problem = f"has no `{{{parameter['name']}}}` in its path"
                told = malformed_detail.report(None, pointer, problem, "left out")
                self._report(pointer, told, "-")
                continue
            if placed is not used and target:
                pointer = target.removeprefix("#")
            moves[f"{here}/parameters/{len(kept)}"] = pointer
            kept.append(placed)
        if len(kept) == len(found) and all(map(is_, kept, found)):
            return found
        self.moves.update(moves)
        return kept

    def _report_lacking(self, lacking: list[tuple[str, str, str]], pointer: str) -> None:
        for index, (_, name, placeholder) in enumerate(lacking[:_MOST_TOLD]):
            problem = f"has no parameter for `{{{placeholder}}}` of its path"
            if index == _MOST_TOLD - 1 and len(lacking) > _MOST_TOLD:
                problem += f", and for {len(lacking) - _MOST_TOLD} more"
            told = malformed_detail.report(None, pointer, problem, "read as a text")
            self._report(pointer, told, name)

    def _names(self, parameters: Any) -> Iterator[tuple[str, str]]:
        for used in parameters:
            parameter = self.resolve(used)[1]
            yield parameter["in"], parameter["name"]

    def _report(self, pointer: str, diagnostic: Diagnostic, sort: str) -> None:
        self.findings.add(*self.places.source(pointer), diagnostic, sort=("path", sort), key=True)


def _placed(used: Node, parameter: Node, wanted: PathTemplate) -> Node | None:
    """The parameter where it belongs: what stands in the query of a path is one of the query,
    whatever is declared. None if it has no place."""
    name = parameter["name"]
    if parameter["in"] != "path" or name in wanted.placeholders:
        return used
    if name not in wanted.queried:
        return None
    kept = {key: value for key, value in parameter.items() if key != "style"}
    return {**kept, "in": "query", "name": wanted.queried[name]}


def _lacking(wanted: PathTemplate, known: set[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Place, name and placeholder of what the template names and nobody declares."""
    for name in wanted.placeholders:
        if ("path", name) not in known:
            yield "path", name, name
    for placeholder, name in wanted.queried.items():
        if not {("query", name), ("query", placeholder)} & known:
            yield "query", name, placeholder


def _text(where: str, name: str) -> Node:
    return {"name": name, "in": where, "required": True, "schema": {"type": "string"}}
