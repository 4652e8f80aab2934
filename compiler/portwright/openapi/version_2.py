"""The objects of Swagger 2.0. Their keys are renamed afterwards, by upgrade_2_0."""

from __future__ import annotations

from portwright.openapi.fields import (
    FLAG,
    OBJECT,
    TEXT,
    TEXTS,
    each,
    list_of,
    map_of,
    one,
    one_of,
    type_of,
)
from portwright.openapi.grammar import Entry, Grammar, Kind
from portwright.openapi.schema_3_0 import to_3_0
from portwright.openapi.schema_3_1 import to_3_1
from portwright.openapi.schema_fields import SCHEMA_FIELDS, TYPE_NAMES
from portwright.openapi.version_3 import METHODS, SHARED

_METHODS = tuple(method for method in METHODS if method != "trace")
_COLLECTION = one_of("csv", "ssv", "tsv", "pipes", "multi")
_PROSE = dict(each(TEXT, "summary description"))
# `file` is the type of a response's body only, and `discriminator` a plain name.
_SCHEMA = {**SCHEMA_FIELDS, "discriminator": TEXT, "type": type_of(*TYPE_NAMES, "file")}
# Outside of bodies a value has a small schema of its own, spread over its parent.
_VALUE = {
    **{name: field for name, field in _SCHEMA.items() if name != "required"},
    "type": one_of(*sorted(TYPE_NAMES), "file"),
    "collectionFormat": _COLLECTION,
    # Not in 2.0 outside of bodies, but written by people who know 3.0.
    "schema": one(Kind.SCHEMA),
}
_PARAMETER = {
    **_VALUE,
    **dict(each(FLAG, "required allowEmptyValue")),
    "name": TEXT,
    "in": one_of("query", "header", "path", "formData", "body"),
}
_OPERATION = {
    **_PROSE,
    **dict(each(TEXTS, "tags consumes produces schemes")),
    "operationId": TEXT,
    "deprecated": FLAG,
    "parameters": list_of(Kind.PARAMETER),
    "responses": one(Kind.RESPONSES),
    "security": list_of(Kind.SECURITY),
    "externalDocs": OBJECT,
}
_DOCUMENT = {
    **dict(each(TEXT, "swagger host basePath")),
    **dict(each(TEXTS, "schemes consumes produces")),
    "info": one(Kind.INFO),
    "paths": one(Kind.PATHS),
    "definitions": map_of(Kind.SCHEMA),
    "parameters": map_of(Kind.PARAMETER),
    "responses": map_of(Kind.RESPONSE),
    "securityDefinitions": map_of(Kind.SECURITY_SCHEME),
    "security": list_of(Kind.SECURITY),
    "tags": list_of(Kind.TAG),
    "externalDocs": OBJECT,
}

VERSION_2 = Grammar(
    entries={
        **{kind: entry for kind, entry in SHARED.items() if kind is not Kind.DISCRIMINATOR},
        Kind.DOCUMENT: Entry(_DOCUMENT, loses=True),
        Kind.PATH_ITEM: Entry(
            {
                **_PROSE,
                **dict(each(one(Kind.OPERATION), " ".join(_METHODS))),
                "parameters": list_of(Kind.PARAMETER),
            },
            loses=True,
            referable=True,
        ),
        Kind.OPERATION: Entry(_OPERATION, loses=True),
        Kind.PARAMETER: Entry(_PARAMETER, loses=True, required=("name", "in"), referable=True),
        Kind.RESPONSE: Entry(
            {
                "description": TEXT,
                "schema": one(Kind.SCHEMA),
                "headers": map_of(Kind.HEADER),
                "examples": OBJECT,
            },
            instead={},
            referable=True,
        ),
        Kind.HEADER: Entry(_VALUE),
        Kind.SCHEMA: Entry(_SCHEMA, instead={}, referable=True),
        Kind.SECURITY_SCHEME: Entry(
            {
                **dict(each(TEXT, "type description name in flow authorizationUrl tokenUrl")),
                "scopes": OBJECT,
            }
        ),
    },
    converters={Kind.SCHEMA: lambda schema: to_3_1(to_3_0(schema))},
    sections={
        Kind.SCHEMA: ("definitions",),
        Kind.PARAMETER: ("parameters",),
        Kind.RESPONSE: ("responses",),
        # No section of 2.0; upgrade_2_0 moves it to components.
        Kind.PATH_ITEM: ("pathItems",),
    },
    final={
        ("definitions",): ("components", "schemas"),
        ("parameters",): ("components", "parameters"),
        ("responses",): ("components", "responses"),
        ("pathItems",): ("components", "pathItems"),
    },
    deep=frozenset({"definitions"}),
    shallow=frozenset({"parameters", "responses", "paths"}),
)
