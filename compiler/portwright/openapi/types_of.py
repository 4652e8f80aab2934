"""The types that a schema allows: what it declares, or else what its other keywords imply.

JSON Schema ignores `pattern` beside a number and `items` beside a text, so that a schema of them
alone allows anything. Nobody writes it to mean that: where all of them speak of one type, that is
the type. (`uniqueItems` is none of them: a generator in use writes `uniqueItems: false` beside
whatever it does not know.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Schema = Mapping[str, Any]

COMBINERS = ("anyOf", "oneOf")
_TEXT, _WHOLE, _ARRAY, _OBJECT = ("string",), ("integer",), ("array",), ("object",)
# Of a number it is not known whether it is whole; one that is stays so.
_NUMBER = ("integer", "number")
_IMPLIED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("pattern", "minLength", "maxLength"), _TEXT),
    **dict.fromkeys(("contentMediaType", "contentEncoding"), _TEXT),
    **dict.fromkeys(("minimum", "maximum", "multipleOf"), _NUMBER),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), _NUMBER),
    **dict.fromkeys(("items", "prefixItems", "minItems", "maxItems", "contains"), _ARRAY),
    **dict.fromkeys(("properties", "patternProperties", "propertyNames"), _OBJECT),
    **dict.fromkeys(("minProperties", "maxProperties"), _OBJECT),
}
# Source: the registry of formats of OpenAPI (spec.openapis.org/registry/format); of an int64 that
# may be a text as well it is the number.
_OF_FORMAT: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32"), _WHOLE),
    **dict.fromkeys(("float", "double"), ("number",)),
    **dict.fromkeys(("date-time", "date", "time", "duration", "email", "idn-email"), _TEXT),
    **dict.fromkeys(("hostname", "idn-hostname", "ipv4", "ipv6", "uri", "url", "iri"), _TEXT),
    **dict.fromkeys(("uri-reference", "uri-template", "uuid", "regex", "password"), _TEXT),
    **dict.fromkeys(("byte", "binary", "json-pointer"), _TEXT),
    # No formats, but found in their place.
    **{name: (name,) for name in ("string", "integer", "number", "boolean")},
}


def types_of(node: Schema) -> tuple[str, ...]:
    """Each once; none where nothing tells."""
    if (declared := _declared(node)) is not None:
        return declared
    values = [node["const"]] if "const" in node else listed(node, "enum")
    found = tuple(dict.fromkeys(kind for value in values for kind in _kinds_of(value)))
    return found or inferred(node)


def _declared(node: Schema) -> tuple[str, ...] | None:
    declared = node.get("type")
    if isinstance(declared, str):
        return (declared,)
    if isinstance(declared, list):
        return tuple(dict.fromkeys(item for item in declared if isinstance(item, str)))
    return None


def inferred(node: Schema) -> tuple[str, ...]:
    """The type that the keywords beside imply, if they agree on one."""
    if "type" in node or any(listed(node, key) for key in ("allOf", *COMBINERS)):
        return _OBJECT if "type" not in node and "properties" in node else ()
    found = set(_implied(node))
    if found & {_WHOLE, ("number",)}:
        found.discard(_NUMBER)
    return found.pop() if len(found) == 1 else ()


def is_list_or_item(node: Schema) -> bool:
    """Whether no type is declared and `items` is a union: what was a list of alternatives in older
    drafts. Vendors who have it answer lists in some places and one of the items in others."""
    items = node.get("items")
    union = isinstance(items, Mapping) and any(listed(items, key) for key in COMBINERS)
    return "type" not in node and union


def _implied(node: Schema) -> Iterable[tuple[str, ...]]:
    for key, value in node.items():
        if key in _IMPLIED:
            yield _IMPLIED[key]
        elif key == "format" and value in _OF_FORMAT:
            yield _OF_FORMAT[value]
        elif key == "additionalProperties" and isinstance(value, Mapping) and value:
            yield _OBJECT


_UNREAD = ("enum", "const", "not", "if", "then", "else", "required", "dependentSchemas", "format")


def unread_keyword(node: Schema) -> str | None:
    """What a schema without a type, or of an object without properties, says of its values all the
    same: a keyword that no type was made of."""
    if types_of(node):
        return "items" if isinstance(node.get("items"), Mapping) else None
    said = (key for key in node if key in _UNREAD or key in _IMPLIED)
    return next(said, None)


def is_kind(value: object, kind: str) -> bool:
    """Whether a constant is of a scalar type."""
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _CLASSES.get(kind, ()))


_CLASSES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
}


def _kinds_of(value: object) -> tuple[str, ...]:
    if value is None:
        return ("null",)
    return next(
        ((kind,) for kind in ("boolean", "integer", "number", "string") if is_kind(value, kind)),
        (),
    )


def listed(node: Schema, key: str) -> list[Any]:
    """What is listed under a key; nothing where there is no list."""
    value = node.get(key)
    return value if isinstance(value, list) else []
