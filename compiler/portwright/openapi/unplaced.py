"""Where a finding of the validator stands that names no path of its own.

The checks that openapi-spec-validator adds to JSON Schema say in words what they are about, or
not at all; the document is searched for what they can have meant. Of several places that fit,
equal findings get one each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from portwright.openapi.pointer import Trail, pointer_of, trail_pointer

_Finder = Callable[[Any, re.Match[str]], Iterator[str]]


@dataclass(slots=True)
class Unplaced:
    """Places of the findings of one document, in the order in which they are met."""

    data: Any
    _found: dict[str, list[str]] = field(default_factory=dict)
    _seen: Counter[str] = field(default_factory=Counter)

    def place(self, message: str) -> str:
        """A pointer; that of the root when the message leads nowhere."""
        if message not in self._found:
            self._found[message] = self._places(message)
        places = self._found[message]
        turn = min(self._seen[message], len(places) - 1)
        self._seen[message] += 1
        return places[turn] if places else ""

    def _places(self, message: str) -> list[str]:
        for pattern, find in _FINDERS:
            if match := pattern.fullmatch(message):
                return list(find(self.data, match))
        return []


def place_of(wanted: Any, data: Any) -> str | None:
    """The pointer of this very object in the document."""
    return next((trail_pointer(trail) for node, trail in _nodes(data) if node is wanted), None)


def _operation(data: Any, match: re.Match[str]) -> Iterator[str]:
    yield pointer_of(("paths", match["path"], match["method"]))


def _operation_id(data: Any, match: re.Match[str]) -> Iterator[str]:
    yield pointer_of(("paths", match["path"], match["method"], "operationId"))


def _required(data: Any, match: re.Match[str]) -> Iterator[str]:
    """Schemas that require what they have no property for; those without `allOf` may."""
    names = set(re.findall(r"'([^']*)'", match["names"]))
    for node, trail in _nodes(data):
        if isinstance(node, dict) and "allOf" in node and isinstance(node.get("required"), list):
            properties = node.get("properties")
            known = properties.keys() if isinstance(properties, dict) else ()
            lacking = {str(name) for name in node["required"]}.difference(known)
            if names <= lacking:
                yield f"{trail_pointer(trail)}/required"


def _list_of_schemas(data: Any, match: re.Match[str]) -> Iterator[str]:
    """A list where one schema belongs."""
    for node, trail in _nodes(data):
        if isinstance(node, list) and trail is not None and trail[1] in _ONE_SCHEMA:
            yield from (trail_pointer(trail),) if repr(node) == match["value"] else ()


_ONE_SCHEMA = frozenset(("items", "additionalProperties", "not", "schema"))
_IN = r"'(?P<method>\w+)'(?: operation)? in '(?P<path>.*)'"
_FINDERS: tuple[tuple[re.Pattern[str], _Finder], ...] = (
    (re.compile(rf"Operation ID '.*' for {_IN} is not unique"), _operation_id),
    (re.compile(rf"Path parameter '.*' for {_IN} was not resolved"), _operation),
    (re.compile(r"Required list has not defined properties: (?P<names>.*)"), _required),
    (
        re.compile(r"(?P<value>\[.*\]) is not of type 'object', 'boolean'", re.DOTALL),
        _list_of_schemas,
    ),
)


def _nodes(data: Any) -> Iterator[tuple[Any, Trail | None]]:
    """Every value of the document with its trail, in the order of the document."""
    open_nodes: list[tuple[Any, Trail | None]] = [(data, None)]
    while open_nodes:
        node, trail = open_nodes.pop()
        yield node, trail
        if isinstance(node, dict):
            open_nodes.extend([(value, (trail, key)) for key, value in node.items()][::-1])
        elif isinstance(node, list):
            open_nodes.extend([(value, (trail, at)) for at, value in enumerate(node)][::-1])
