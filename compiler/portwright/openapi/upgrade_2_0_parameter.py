"""Parameters and headers of 2.0: their keywords into a schema, forms into a body."""

from __future__ import annotations

from collections.abc import Mapping

from portwright.openapi.pointer import Node
from portwright.openapi.schema_3_0 import to_3_0
from portwright.openapi.schema_3_1 import to_3_1
from portwright.openapi.schema_fields import SCHEMA_FIELDS

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

_BESIDE_SCHEMA = frozenset(("description", "deprecated", "example", "required"))
_IN_SCHEMA = frozenset(SCHEMA_FIELDS) | {"default", "example", "const"} - _BESIDE_SCHEMA
_NOT_PARAMETER = frozenset(("collectionFormat", "name", "in", "schema"))
_QUERY_STYLES: Mapping[str, tuple[str, bool]] = {
    "csv": ("form", False),
    "multi": ("form", True),
    "ssv": ("spaceDelimited", False),
    "pipes": ("pipeDelimited", False),
    # 3.x has no style for tabs.
    "tsv": ("form", False),
}
COLLECTION = "x-collectionFormat"
"""The key of what 2.0 says and 3.x has no style for: tabs, and whatever a path or a header has
between the items of a list but commas."""
DELIMITERS: Mapping[str, str] = {"ssv": " ", "tsv": "\t", "pipes": "|"}


def is_body(parameter: Node) -> bool:
    """Whether a parameter of 2.0 is a body, or a field of one."""
    return parameter.get("in") in ("body", "formData")


def parameter(old: Node) -> Node:
    """A path, query or header parameter."""
    return {"name": old["name"], "in": old["in"], **_value(old)}


def header(old: Node) -> Node:
    """A header of a response."""
    return _value(old)


def form_body(parameters: list[Node], consumes: list[str]) -> tuple[str, Node]:
    """The media type of a form and its request body."""
    has_file = any(item.get("type") == "file" for item in parameters)
    accepted = [media for media in consumes if media in (FORM, MULTIPART)]
    media = MULTIPART if has_file else (accepted or [FORM])[0]
    schema: Node = {
        "type": "object",
        "properties": {item["name"]: _field(item) for item in parameters},
    }
    required = [item["name"] for item in parameters if item.get("required")]
    body: Node = {"content": {media: {"schema": schema}}}
    if required:
        schema["required"] = list(dict.fromkeys(required))
        body["required"] = True
    encoding = {
        item["name"]: {"style": style, "explode": explode}
        for item in parameters
        if item.get("type") == "array"
        for style, explode in [_QUERY_STYLES[item.get("collectionFormat", "csv")]]
    }
    if encoding:
        body["content"][media]["encoding"] = encoding
    return media, body


def _field(old: Node) -> Node:
    """A form field as a property: its description stands with its schema."""
    prose = {key: old[key] for key in ("description",) if key in old}
    return {**prose, **_schema(old)}


def _value(old: Node) -> Node:
    beside = {
        key: value
        for key, value in old.items()
        if key not in _NOT_PARAMETER and (key in _BESIDE_SCHEMA or key not in _IN_SCHEMA)
    }
    return {**beside, **_style(old), "schema": _schema(old)}


def _schema(old: Node) -> Node:
    if isinstance(old.get("schema"), dict) and "type" not in old:
        schema: Node = old["schema"]
        return schema
    words = {key: old[key] for key in old if key in _IN_SCHEMA and key not in _BESIDE_SCHEMA}
    return to_3_1(to_3_0({key: value for key, value in words.items() if key != "required"}))


def _style(old: Node) -> Node:
    if old.get("type") != "array":
        return {}
    collection = old.get("collectionFormat", "csv")
    if old.get("in") not in ("query", "formData"):
        kept = {COLLECTION: collection} if collection in DELIMITERS else {}
        return {"style": "simple", "explode": False, **kept}
    style, explode = _QUERY_STYLES[collection]
    result: Node = {"style": style, "explode": explode}
    return {**result, COLLECTION: collection} if collection == "tsv" else result
