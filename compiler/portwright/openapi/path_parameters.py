"""The parameters of a path are those that its template names, no more and no fewer.

What a template names and nobody declares is sent as a text; what is declared and has no place in
the template could be sent nowhere, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from portwright.diagnostics.model import Diagnostic
from portwright.openapi.document import Resolver
from portwright.openapi.findings import Findings
from portwright.openapi.operations import sent_path
from portwright.openapi.places import Places
from portwright.openapi.pointer import Node, escape
from portwright.openapi.version_3 import METHODS
from portwright.rules.openapi import malformed_detail

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


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
        wanted = dict.fromkeys(_PLACEHOLDER.findall(sent_path(path)))
        shared, result = self._declared(whole, wanted, here, old), whole
        if shared is not whole.get("parameters", ()):
            result = {**result, "parameters": shared}
        for method in METHODS:
            if method in whole:
                known = set(self._path_names(shared))
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
        self, operation: Node, wanted: dict[str, None], known: set[str], here: str, old: str
    ) -> Node:
        own = self._declared(operation, wanted, here, old)
        lacking = [name for name in wanted if name not in known.union(self._path_names(own))]
        for name in lacking:
            problem = f"has no parameter for `{{{name}}}` of its path"
            self._report(old, malformed_detail.report(None, old, problem, "read as a text"), name)
        if own is operation.get("parameters", ()) and not lacking:
            return operation
        return {**operation, "parameters": [*own, *map(_text, lacking)]}

    def _declared(self, owner: Node, wanted: dict[str, None], here: str, old: str) -> Any:
        """The parameters of an item or an operation; the very list where all have a place."""
        found = owner.get("parameters", ())
        kept: list[int] = []
        for index, used in enumerate(found):
            parameter = self.resolve(used)[1]
            if parameter["in"] != "path" or parameter["name"] in wanted:
                kept.append(index)
                continue
            pointer = f"{old}/parameters/{index}"
            problem = f"has no `{{{parameter['name']}}}` in its path"
            self._report(pointer, malformed_detail.report(None, pointer, problem, "left out"), "-")
        if len(kept) == len(found):
            return found
        moves = {f"{here}/parameters/{to}": f"{old}/parameters/{at}" for to, at in enumerate(kept)}
        self.moves.update(moves)
        return [found[index] for index in kept]

    def _path_names(self, parameters: Any) -> Iterator[str]:
        for used in parameters:
            parameter = self.resolve(used)[1]
            if parameter["in"] == "path":
                yield parameter["name"]

    def _report(self, pointer: str, diagnostic: Diagnostic, sort: str) -> None:
        self.findings.add(*self.places.source(pointer), diagnostic, sort=("path", sort), key=True)


def _text(name: str) -> Node:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
