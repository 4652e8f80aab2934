"""Which module each model of a large package stands in, so that one group needs not all of them.

What only one group uses stands in a module of that name, what several use in `shared`; what is
sent, which no decoder asks for, stands apart below `sent`. A module needs `shared` at most.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from portwright.ir.integration import Integration, Operation
from portwright.ir.model_uses import named_by, reached
from portwright.ir.shapes import Direction, Model

SHARED: Final = "shared"
SENT: Final = "sent"
# A module below `models`: the folders down to it, its own name last.
Place = tuple[str, ...]


def model_modules(integration: Integration) -> dict[Place, list[Model]]:
    """The models by module, in their order; each in one."""
    models = {model.name: model for model in integration.models}
    users: dict[str, set[str]] = {name: set() for name in models}
    for group, operations in _by_group(integration.operations).items():
        for name in reached(named_by(operations), models):
            users[name].add(group)
    modules: dict[Place, list[Model]] = {}
    for name, model in models.items():
        modules.setdefault(_place(model, users[name]), []).append(model)
    return dict(sorted(modules.items()))


def _by_group(operations: Iterable[Operation]) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for operation in operations:
        found.setdefault(operation.group, []).append(operation)
    return found


def _place(model: Model, users: set[str]) -> Place:
    name = next(iter(users)) if len(users) == 1 else SHARED
    return (SENT, name) if model.direction is Direction.SEND else (name,)
