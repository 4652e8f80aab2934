"""Names of the fields of a class and of the arguments of a method: all of one holder together.

Each wishes for its wire name in small letters. What has to give way wishes for its symbols spelled
out (`created<` is `created_lt`), an argument then for its place behind the name (`id_body`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from portwright.ir.naming import argument_name, field_name, unlikeness
from portwright.ir.told_apart import Wish, told_apart
from portwright.ir.words import spelled_out

# Those that are asked first, first. What a path needs is sure to stand in the signature.
_PLACES: Final = ("path", "query", "header", "cookie", "body")
# More than `unlikeness` answers.
_PLACE: Final = 10


class ParameterLike(Protocol):
    """What argument names are made from."""

    @property
    def name(self) -> str: ...

    @property
    def where(self) -> str: ...


def field_names(wires: Iterable[str]) -> dict[str, str]:
    """The fields of one class by wire name."""
    plain = {wire: field_name(wire) for wire in wires}
    if len(set(plain.values())) == len(plain):
        return plain
    return told_apart([_field(wire, name) for wire, name in plain.items()])


def argument_names(
    parameters: Iterable[ParameterLike], fields: Iterable[str]
) -> dict[tuple[str, str], str]:
    """The arguments of one method by (place, wire name); `fields` are those of the body.

    Of several places, a name goes to the path, then to query, header and body.
    """
    held = [*((item.where, item.name) for item in parameters), *(("body", wire) for wire in fields)]
    plain = {item: argument_name(item[1]) for item in held}
    if len(set(plain.values())) == len(plain):
        return plain
    names = told_apart([_argument(where, wire) for where, wire in held])
    return {(where, wire): names[f"{where} {wire}"] for where, wire in held}


def _field(wire: str, name: str) -> Wish:
    return Wish(wire, (name, field_name(spelled_out(wire))), unlikeness(wire, name))


def _argument(where: str, wire: str) -> Wish:
    name = argument_name(wire)
    nearness = _PLACE * _PLACES.index(where) + unlikeness(wire, name)
    return Wish(f"{where} {wire}", tuple(_wished(where, wire, name)), nearness)


def _wished(where: str, wire: str, name: str) -> Iterator[str]:
    yield name
    spelled = argument_name(spelled_out(wire))
    if spelled != name:
        yield spelled
    yield f"{name}_{where}"
