"""The JSON Schema for one vendor's spec: the generic one, and what this vendor's document has.

It may be looser than the compiler, never stricter: what an editor flags, `check` flags, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from portwright.editor import mappings, port
from portwright.editor.answers import Answers, Offered
from portwright.editor.definitions import Definitions
from portwright.editor.fields import Fields
from portwright.editor.names import REFERENCES
from portwright.editor.offers import Json, offer
from portwright.editor.operations import Operations
from portwright.ir.shapes import Direction
from portwright.language.json_schema import spec_schema
from portwright.language.leaves import ANY_SCALAR
from portwright.language.port import Port
from portwright.language.spec import Spec
from portwright.openapi.document import OpenApi
from portwright.openapi.effective import Schemas
from portwright.openapi.pointer import SCHEMAS
from portwright.openapi.view import Overrides

LIMIT: Final = 3_000_000
"""Bytes. An editor reads the schema anew for every file that it opens."""
# How many paths a list may have, of the operations in use and of the others; fewer where the
# schema would be too large.
_MOST: Final = ((600, 600), (600, 120), (300, 60), (100, 30), (0, 0))


@dataclass(frozen=True, slots=True)
class Known:
    """What the schema is made of. A spec may be wrong; what it says is used as far as it goes."""

    spec: Spec
    document: OpenApi
    overrides: Overrides
    port: Port | None = None


def render(schema: Mapping[str, object]) -> bytes:
    """A schema as the bytes of its file."""
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def vendor_schema(known: Known, limit: int = LIMIT) -> bytes:
    """The schema's file, of no more than `limit` bytes if fewer and shorter paths can do it."""
    schemas = Schemas(known.document, known.overrides)
    sent, read = (Fields(schemas, direction) for direction in (Direction.SEND, Direction.READ))
    made = b""
    for most in _MOST:
        made = render(_schema(known, sent, read, Offered(*most, Definitions())))
        if len(made) <= limit:
            break
    return made


def _schema(known: Known, sent: Fields, read: Fields, offered: Offered) -> Json:
    definitions = offered.definitions
    answers = Answers(read, offered)
    made: Any = spec_schema()
    made["title"] = f"portwright: {known.spec.vendor}"
    _refer(made["$defs"], known)
    _operations(made["$defs"], known, sent, answers)
    _mappings(made["$defs"], known, answers)
    if known.port is not None:
        found = port.operations(known.port, definitions)
        made["$defs"]["Spec"]["properties"]["operations"]["properties"] = found
    made["$defs"] |= definitions.made
    return dict(made)


def _refer(definitions: Any, known: Known) -> None:
    for (cls, key), names in REFERENCES.items():
        _add(definitions, cls.__name__, key, offer(map(str, names(known.spec, known.port))))


def _operations(definitions: Any, known: Known, sent: Fields, answers: Answers) -> None:
    used = frozenset(str(item.call) for item in known.spec.operations.values())
    found = Operations(known.document, sent, answers, answers.offered, used)
    _add(definitions, "Operation", "call", found.call())
    for key in ("send", "read"):
        paths = definitions["Operation"]["properties"][key]
        paths["items"] = _as_text(paths["items"])
    _constrain(definitions, "Operation", found.clauses())


def _mappings(definitions: Any, known: Known, answers: Answers) -> None:
    names = _schema_names(known.document)
    read = mappings.answered(known.spec.mappings.values(), names, known.port)
    for key, more in zip(("from", "to"), mappings.between(names, known.port), strict=True):
        _add(definitions, "Mapping", key, more)
    _constrain(definitions, "Mapping", mappings.clauses(answers, read, known.port))
    _add(definitions, "Errors", "schema", mappings.error_schema(names))


def _schema_names(document: OpenApi) -> list[str]:
    try:
        found = document.get(SCHEMAS)
    except KeyError:
        return []
    return list(found) if isinstance(found, Mapping) else []


def _add(definitions: Any, record: str, key: str, more: Json) -> None:
    """Say more of a key; what the generic schema says of it still holds."""
    if more:
        schema = definitions[record]["properties"][key]
        definitions[record]["properties"][key] = {**_as_text(schema), **more}


def _as_text(schema: Any) -> Any:
    """The same, but of a type that an editor does not offer `true` and `false` for."""
    if schema.get("type") != ANY_SCALAR:
        return schema
    rest = {name: value for name, value in schema.items() if name != "type"}
    return {**rest, "if": {"type": ["object", "array", "null"]}, "then": {"type": "string"}}


def _constrain(definitions: Any, record: str, clauses: Iterable[Json]) -> None:
    if found := list(clauses):
        definitions[record].setdefault("allOf", []).extend(found)
