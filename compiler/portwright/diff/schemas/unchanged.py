"""Schemas that are word for word as they were, with all that they lead to: most of them, and then
nothing has to be looked at in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from portwright.openapi.effective import Schemas
from portwright.openapi.pointer import SCHEMAS, unescape

_PREFIX = f"{SCHEMAS}/"


class Unchanged:
    """What is the same in both documents."""

    def __init__(self, old: Schemas, new: Schemas) -> None:
        self._old, self._new = old, new

    def at(self, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
        """Whether the schemas at some pointers are what those at others were."""
        return len(before) == len(after) and all(map(self._is_same, before, after))

    def _is_same(self, before: str, after: str) -> bool:
        if before == after and (name := _component(before)) is not None:
            return name in self._names
        return self.exactly(before, after)

    def exactly(self, before: str, after: str) -> bool:
        """The same of one schema, though it stands in a component that is not what it was."""
        old = self._old.node(before)
        return (
            bool(old)
            and old == self._new.node(after)
            and all(target in self._names for target in _targets(old))
        )

    @cached_property
    def _names(self) -> frozenset[str]:
        """The components that are the same, and refer to such only."""
        old, new = self._old.node(SCHEMAS), self._new.node(SCHEMAS)
        changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
        users: dict[str, list[str]] = {}
        for name in [name for name in old if name not in changed]:
            for target in _targets(old[name]):
                if target is None:
                    changed.add(name)
                else:
                    users.setdefault(target, []).append(name)
        for name, schema in (*old.items(), *new.items()):
            # What extends a schema belongs to it, where a discriminator says so.
            for base in _extended(schema):
                users.setdefault(name, []).append(base)
        pending = list(changed | (users.keys() - old.keys()))
        while pending:
            for user in users.get(pending.pop(), ()):
                if user not in changed:
                    changed.add(user)
                    pending.append(user)
        return frozenset(old.keys() - changed)


def _component(pointer: str) -> str | None:
    """The name of the component that a pointer leads into."""
    if not pointer.startswith(_PREFIX):
        return None
    return unescape(pointer.removeprefix(_PREFIX).partition("/")[0])


def _targets(schema: Any) -> Iterator[str | None]:
    """The components that a schema refers to; None for a reference to something else."""
    pending = [schema]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if isinstance(target := node.get("$ref"), str):
                yield _component(target)
            node = node.values()
        pending += [item for item in node if isinstance(item, dict | list)]


def _extended(schema: Any) -> Iterable[str]:
    """The components that a schema extends."""
    parts = schema.get("allOf") if isinstance(schema, Mapping) else None
    for part in parts if isinstance(parts, list) else ():
        if not isinstance(part, Mapping):
            continue
        if isinstance(target := part.get("$ref"), str) and (name := _component(target)) is not None:
            yield name
        yield from _extended(part)
