"""What a value is, on either side of a mapping, as far as transforms must know."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from portwright.ir.port import (
    Port,
    PortEnum,
    PortForeign,
    PortList,
    PortMap,
    PortNamed,
    PortNullable,
    PortScalar,
    PortStream,
    PortType,
    bare,
    spelled,
)
from portwright.openapi.combine import one_object
from portwright.openapi.view import ObjectView, ScalarView, View

KindName: TypeAlias = Literal[
    "string", "integer", "number", "boolean", "bytes", "enum", "object", "reference", "list",
    "map", "mixed", "anything",
    "id", "decimal", "money", "instant", "date", "duration", "record", "stream", "foreign",
]  # fmt: skip
_PORT_KINDS: dict[str, KindName] = {"int": "integer", "bool": "boolean"}
_MOST_SHOWN = 4
_VENDOR_KINDS = frozenset(("string", "integer", "number", "boolean"))


@dataclass(frozen=True, slots=True)
class Kind:
    """`label` names it to people; `words` are an enum's values, or the constants of a vendor's
    scalar."""

    name: KindName
    label: str
    words: tuple[object, ...] | None = None

    @property
    def is_text(self) -> bool:
        return self.name in ("string", "id") or self.is_enum_of_texts

    @property
    def is_enum_of_texts(self) -> bool:
        return self.name == "enum" and all(isinstance(word, str) for word in self.words or ())


def port_kind(port: Port, found: PortType) -> Kind:
    """The kind of a port's type; null is looked at elsewhere."""
    label = spelled(bare(found))
    match bare(found):
        case PortScalar(kind):
            return Kind(_PORT_KINDS.get(kind, kind), label)  # type: ignore[arg-type]
        case PortNamed(name):
            known = port.type(name)
            if isinstance(known, PortEnum):
                return Kind("enum", label, tuple(member.value for member in known.members))
            return Kind("record", label)
        case PortList():
            return Kind("list", label)
        case PortMap():
            return Kind("map", label)
        case PortStream():
            return Kind("stream", label)
        case PortForeign() | PortNullable():
            return Kind("foreign", label)


def vendor_kind(view: View) -> Kind:
    """The kind of a schema in effect."""
    if view.anything is not None:
        return Kind("anything", "anything")
    made = one_object(view)
    parts = [bool(view.scalars), made is not None, bool(view.arrays), bool(view.maps)]
    if sum(parts) > 1:
        return _mixed(view, made)
    if made is not None:
        return Kind("object", "object")
    if view.arrays:
        return Kind("list", "list")
    if view.maps:
        return Kind("map", "map")
    return _scalar(view.scalars)


def sent_kind(view: View) -> Kind:
    """The kind of what is sent. The empty text that unsets a value of a form says nothing of it."""
    scalars = tuple(scalar for scalar in view.scalars if scalar.values != ("",))
    return vendor_kind(replace(view, scalars=scalars))


def _mixed(view: View, made: ObjectView | None) -> Kind:
    """A string or an object is what may be asked for in full; anything else is just mixed."""
    plain = made is not None and not (view.arrays or view.maps)
    if plain and all(scalar.kind == "string" for scalar in view.scalars):
        return Kind("reference", "string or object")
    return Kind("mixed", "one of several types")


def _scalar(scalars: tuple[ScalarView, ...]) -> Kind:
    kinds = {scalar.kind for scalar in scalars}
    if not kinds:
        return Kind("anything", "nothing")
    if kinds == {"integer", "number"}:
        kinds = {"number"}
    if len(kinds) > 1 or not kinds <= _VENDOR_KINDS:
        return Kind("mixed", " or ".join(sorted(kinds)))
    return _plain(next(iter(kinds)), scalars)


def _plain(kind: str, scalars: tuple[ScalarView, ...]) -> Kind:
    if {scalar.format for scalar in scalars} == {"decimal"}:
        return Kind("decimal", "decimal")
    name: KindName = kind  # type: ignore[assignment]
    if any(scalar.values is None for scalar in scalars):
        return Kind(name, kind)
    words = dict.fromkeys(word for scalar in scalars for word in scalar.values or ())
    label = _one_of(kind, tuple(words))
    return Kind("enum" if kind == "string" else name, label, tuple(words))


def _one_of(kind: str, words: tuple[object, ...]) -> str:
    if len(words) > _MOST_SHOWN:
        return f"{kind} of {len(words)} values"
    return " | ".join(
        json.dumps(word) if isinstance(word, bool) else str(word) or '""' for word in words
    )
