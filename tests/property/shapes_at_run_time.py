"""Models of the IR as msgspec types, without a detour over generated source."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import ModuleType
from typing import Any, Literal
from uuid import uuid4

import msgspec

from portwright.emit.python import annotation
from portwright.ir.integration import Argument
from portwright.ir.shapes import (
    Direction,
    Field,
    Model,
    Named,
    Null,
    Shape,
    Struct,
    without_null,
)
from portwright_runtime import json_values


class Types:
    """What generated code would hold for some models; annotations are spelled as there."""

    def __init__(self, models: Iterable[Model]) -> None:
        self._module = ModuleType(f"models_{uuid4().hex}")
        sys.modules[self._module.__name__] = self._module
        known = vars(self._module)
        known.update({"Any": Any, "Literal": Literal, "models": self._module})
        known.update({name: getattr(json_values, name) for name in json_values.__all__})
        exec("from decimal import Decimal\nfrom msgspec import UNSET, UnsetType", known)
        self.names = [model.name for model in models]
        for model in models:
            if isinstance(model, Struct):
                known[model.name] = self._struct(model)
            else:
                known[model.name] = self._evaluated(annotation(model.choice))

    def of(self, shape: Shape) -> Any:
        return self._evaluated(annotation(shape))

    def named(self, name: str) -> Any:
        return self.of(Named(name))

    def body(self, arguments: Iterable[Argument]) -> Any:
        """The type of a body that is given as arguments."""
        parts = [item for item in arguments if item.where == "body"]
        if len(parts) == 1 and not parts[0].wire:
            return self.of(parts[0].shape)
        fields = tuple(Field(item.name, item.wire, item.shape, item.required) for item in parts)
        return self._struct(Struct("Body", "", Direction.SEND, fields))

    def _evaluated(self, text: str) -> Any:
        return eval(text, vars(self._module))

    def _struct(self, struct: Struct) -> type[msgspec.Struct]:
        renamed = {item.name: item.wire for item in struct.fields if item.name != item.wire}
        return msgspec.defstruct(
            struct.name,
            [_field(item, struct) for item in struct.fields],
            kw_only=True,
            module=self._module.__name__,
            rename=renamed or None,
        )


def _field(item: Field, struct: Struct) -> Any:
    spelled = annotation(item.shape)
    if item.required:
        return (item.name, spelled)
    if struct.direction is Direction.READ:
        bare = without_null(item.shape)
        return (item.name, "None" if bare == Null() else f"{annotation(bare)} | None", None)
    return (item.name, f"{spelled} | UnsetType", msgspec.UNSET)
