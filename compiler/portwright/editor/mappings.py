"""`mappings:` between the document's schemas and the port's types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portwright.editor.answers import Answers
from portwright.editor.offers import Json, offer, only, where
from portwright.editor.port import described, records
from portwright.language.mappings import Mapping as Declared
from portwright.language.port import Port
from portwright.openapi.pointer import SCHEMAS, escape


def between(schemas: Iterable[str], port: Port | None) -> tuple[Json, Json]:
    """`from:` and `to:` take a schema of the document and a type of the port, either way round.

    What else there may be is known only of a port that takes no types from others.
    """
    names, types = list(schemas), list(records(port)) if port is not None else []
    known: Json = {}
    if port is not None and not port.imports:
        known = only([*names, *map(str, port.types)], "neither a schema nor a type of the port")
    return {**offer([*names, *types]), **known}, {**offer([*types, *names]), **known}


def error_schema(names: Iterable[str]) -> Json:
    """`errors.schema` takes a schema, or a list of them."""
    found = list(names)
    return {**offer(found), **only(found, "no such schema in the document", r"(\[\])?")}


def answered(declared: Iterable[Declared], schemas: Iterable[str], port: Port | None) -> list[str]:
    """The schemas that mappings read. A name that may be a type of the port's as well is left
    out: the paths of that mapping would lead through the port."""
    names = frozenset(schemas)
    doubtful = frozenset(port.types if port is not None else ())
    found: dict[str, None] = {}
    for mapping in declared:
        source = str(mapping.from_[0]) if len(mapping.from_) == 1 else ""
        if mapping.to in names:
            doubtful |= {source}
        elif source in names:
            found[source] = None
    return [name for name in found if name not in doubtful]


def clauses(answers: Answers, read: Iterable[str], port: Port | None) -> Iterator[Json]:
    """What an expression reads by `from`, and which fields there are by `to`."""
    for name in read:
        roots = ((f"{SCHEMAS}/{escape(name)}",),)
        expression = answers.expression(roots, f"no such field of {name}")
        fields: Json = {"additionalProperties": answers.offered.definitions.share(expression)}
        yield where("from", name, {"fields": fields})
    for name, known in records(port).items() if port is not None else ():
        yield where("to", name, {"fields": {"properties": described(known)}})
