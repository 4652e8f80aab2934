"""What requests hold that is no argument: constants, the idempotency key, and where paging goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portwright.diff.change import How
from portwright.ir.integration import Operation
from portwright.ir.paging import Into

Place = tuple[str, str]
"""Where it is sent (`query`, `header`, `body`), and its name; that of a header in small letters."""


def beside_arguments(made: Operation, constants: Mapping[str, str | None]) -> Mapping[Place, How]:
    """By place; `constants` are the connection's headers, those with a value being constant."""
    found: dict[Place, How] = {
        ("header", name): How.SENT if value is None else How.CONSTANT
        for name, value in constants.items()
    }
    found |= dict.fromkeys(_paged(made), How.PAGING)
    safety = made.safety
    if safety.kind == "keyed" and safety.place is not None and safety.field:
        found[place_of(safety.place, safety.field)] = How.KEY
    given = {(item.where, item.wire) for item in made.arguments}
    return {place: how for place, how in found.items() if place not in given}


def place_of(where: str, name: str) -> Place:
    """Of a parameter, or of a field of the body by its first name."""
    if where == "field":
        return "body", name.partition(".")[0]
    return where, name.lower() if where == "header" else name


def _paged(made: Operation) -> Iterator[Place]:
    for _, setting in made.paging.settings if made.paging is not None else ():
        if isinstance(setting, Into):
            yield place_of(setting.place, setting.names[0])
