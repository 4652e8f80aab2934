"""A hand-written fragment merged over the document: it adds, and never changes in silence."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from portwright.openapi.pointer import Node, escape, pointer_of, tokens_of

_NOT_MERGED = ("openapi", "info", "jsonSchemaDialect")


@dataclass(slots=True)
class Merge:
    """`clash` is told the pointer of every value on which the two disagree.

    With `standing`, only what is below one of these pointers may be added: what the additions say
    of a part that the document has no longer does not keep it alive.
    """

    clash: Callable[[str], None]
    standing: Collection[str] | None = None
    added: list[str] = field(default_factory=list)
    """Pointers of what came from the additions."""

    def documents(self, document: Node, additions: Node) -> Node:
        """The document with the additions; lists are joined, values of both must agree."""
        rest = {key: value for key, value in additions.items() if key not in _NOT_MERGED}
        return self._objects(document, rest, "")

    def _objects(self, old: Node, new: Node, at: str) -> Node:
        result = dict(old)
        for key, value in new.items():
            here = f"{at}/{escape(key)}"
            if key in old:
                result[key] = self._values(old[key], value, here)
            elif self._may_stand(here):
                result[key] = value
                self.added.append(here)
        return result

    def _may_stand(self, at: str) -> bool:
        if self.standing is None:
            return True
        tokens = tokens_of(at)
        return any(pointer_of(tokens[:end]) in self.standing for end in range(1, len(tokens) + 1))

    def _values(self, old: Any, new: Any, at: str) -> Any:
        if isinstance(old, dict) and isinstance(new, dict):
            return self._objects(old, new, at)
        if isinstance(old, list) and isinstance(new, list):
            return self._lists(old, new, at)
        if old != new or type(old) is not type(new):
            self.clash(at)
        return old

    def _lists(self, old: list[Any], new: list[Any], at: str) -> list[Any]:
        rest = [item for item in new if item not in old]
        if any(_same_parameter(item, other) for item in rest for other in old):
            self.clash(at)
            return old
        return [*old, *rest]


def _same_parameter(left: Any, right: Any) -> bool:
    return (
        isinstance(left, dict)
        and isinstance(right, dict)
        and {"name", "in"} <= left.keys()
        and (left["name"], left["in"]) == (right.get("name"), right.get("in"))
    )
