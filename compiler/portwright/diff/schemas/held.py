"""What a shape of the generated code can hold, gathered by kind of JSON value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portwright.ir.shapes import (
    Anything,
    Array,
    Choice,
    Field,
    Json,
    Map,
    Model,
    Named,
    NamedChoice,
    Null,
    Scalar,
    Shape,
    Struct,
    members,
)


@dataclass(slots=True)
class Held:
    """`free` holds any value; then nothing else is set."""

    free: bool = False
    null: bool = False
    scalars: frozenset[str] = frozenset()
    choices: tuple[Choice, ...] = ()
    struct: Struct | None = None
    map: Shape | None = None
    array: Shape | None = None
    fields: Mapping[str, Field] = field(default_factory=dict)
    """Those of the struct, by their wire names."""

    @property
    def is_object(self) -> bool:
        return self.struct is not None or self.map is not None


def held_by(shape: Shape, models: Mapping[str, Model]) -> Held:
    """The parts of a shape; what `models` names is looked up."""
    held = Held()
    for member in members(shape):
        match member:
            case Json() | Anything():
                return Held(free=True)
            case Null():
                held.null = True
            case Scalar(kind):
                held.scalars |= {kind}
            case Choice():
                held.choices += (member,)
            case Array(item):
                held.array = item
            case Map(value):
                held.map = value
            case Named(name):
                model = models[name]
                if isinstance(model, NamedChoice):
                    held.choices += (model.choice,)
                else:
                    held.struct = model
                    held.fields = {item.wire: item for item in model.fields}
            case _:
                raise TypeError(f"no member of a shape: {member!r}")
    return held
