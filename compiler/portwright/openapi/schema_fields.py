"""The keywords of a schema: JSON Schema 2020-12, and what OpenAPI 2.0 and 3.0 add."""

from __future__ import annotations

from portwright.openapi.fields import (
    BOUND,
    FLAG,
    MAPPING,
    NUMBER,
    OBJECT,
    TEXT,
    TEXTS,
    VALUES,
    each,
    list_of,
    map_of,
    one,
    type_of,
)
from portwright.openapi.grammar import Entry, Kind

TYPE_NAMES = frozenset(("null", "boolean", "integer", "number", "string", "array", "object"))

SCHEMA_FIELDS = {
    "type": type_of(*TYPE_NAMES),
    "enum": VALUES,
    "examples": VALUES,
    "required": TEXTS,
    "discriminator": one(Kind.DISCRIMINATOR),
    **dict(each(TEXT, "title description format pattern contentMediaType contentEncoding")),
    **dict(each(NUMBER, "maximum minimum multipleOf maxLength minLength maxItems minItems")),
    **dict(each(NUMBER, "maxProperties minProperties maxContains minContains")),
    **dict(each(BOUND, "exclusiveMaximum exclusiveMinimum")),
    **dict(each(FLAG, "nullable x-nullable readOnly writeOnly deprecated uniqueItems")),
    **dict(each(OBJECT, "xml externalDocs dependentRequired")),
    **dict(each(one(Kind.SCHEMA), "items additionalProperties not if then else contains")),
    **dict(each(one(Kind.SCHEMA), "propertyNames unevaluatedItems unevaluatedProperties")),
    **dict(each(one(Kind.SCHEMA), "additionalItems contentSchema")),
    **dict(each(map_of(Kind.SCHEMA), "properties patternProperties $defs definitions")),
    **dict(each(map_of(Kind.SCHEMA), "dependentSchemas")),
    **dict(each(list_of(Kind.SCHEMA), "allOf anyOf oneOf prefixItems")),
}

SCHEMA = Entry(SCHEMA_FIELDS, instead={}, referable=True)
DISCRIMINATOR = Entry({"propertyName": TEXT, "mapping": MAPPING}, required=("propertyName",))
