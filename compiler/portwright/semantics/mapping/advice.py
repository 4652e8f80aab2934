"""What to write where a path alone does not do, by the kinds of both sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portwright.diagnostics.article import with_article
from portwright.semantics.mapping.kinds import Kind, KindName

_READ: Final[Mapping[tuple[KindName, KindName], str]] = {
    ("integer", "money"): "write {{money: {{minor: {path}, currency: <path>}}}}",
    ("number", "money"): "write {{money: {{major: {path}, currency: <path>}}}}",
    ("decimal", "money"): "write {{money: {{major: {path}, currency: <path>}}}}",
    ("string", "money"): "write {{money: {{major: {path}, currency: <path>}}}}",
    ("object", "money"): "write {{money: {{major: {path}.<amount>, currency: {path}.<currency>}}}}",
    ("integer", "instant"): "write {{time: {path}, from: unix_s}} (or unix_ms)",
    ("string", "instant"): "write {{time: {path}, from: iso8601}}",
    ("string", "date"): "write {{time: {path}, from: date}}",
    ("number", "decimal"): "write {{decimal: {path}}}",
    ("integer", "decimal"): "write {{decimal: {path}}}",
    ("string", "decimal"): "write {{decimal: {path}}}",
    ("number", "integer"): "say by a hook how it is rounded: {{call: <function>, with: {{...}}}}",
    ("string", "enum"): "write {{enum: {path}, map: {{...}}, else: <value>}}",
    ("enum", "enum"): "write {{enum: {path}, map: {{...}}}}",
    ("boolean", "enum"): "write {{lookup: {path}, in: {{true: <value>, false: <value>}}}}",
    ("integer", "string"): "write {{concat: [{path}]}}, or make it `id` in the port",
    ("string", "integer"): "write {{number: {path}}} for an id that is a number",
    ("integer", "enum"): "write {{lookup: {path}, in: {{...}}, else: <value>}}",
    ("reference", "string"): "write {{ref: {path}}}",
    ("reference", "id"): "write {{ref: {path}}}",
    ("object", "id"): "write {{ref: {path}}}",
    ("object", "string"): "go on with the path, or write {{ref: {path}}} for its id",
    ("object", "record"): "write {{object: {path}, use: <mapping>}}, or `fields` instead of `use`",
    ("instant", "date"): "write `from: date`",
    ("date", "instant"): "a date has no time of day: make the field `date` in the port",
    ("list", "list"): "write {{each: {path}, ...}} with `use`, `fields` or `value`",
    ("list", "string"): "write `{path}[0]` for the first, or make the field a list in the port",
    ("list", "id"): "write `{path}[0]` for the first, or make the field a list in the port",
}  # fmt: skip
_SENT: Final[Mapping[tuple[KindName, KindName], str]] = {
    ("record", "object"): "write {{object: {path}, use: <mapping>}}, or `fields` instead of `use`",
    ("list", "list"): "write {{each: {path}, ...}} with `use`, `fields` or `value`",
    ("money", "integer"): "write {{minor_units: {path}}}",
    ("money", "number"): "write {{major_units: {path}}}",
    ("money", "string"): "write {{currency_of: {path}}} or {{major_units: {path}}}",
    ("money", "object"): "fill its fields with {{major_units: {path}}} and {{currency_of: {path}}}",
    ("decimal", "number"): "write {{number: {path}}}",
    ("decimal", "string"): "write {{number: {path}}}, with `scale: 2` for two places",
    ("decimal", "integer"): "write {{number: {path}}}",
    ("integer", "string"): "write {{number: {path}}}",
    ("enum", "enum"): "write {{enum: {path}, map: {{...}}}}",
    ("instant", "string"): "write {{time_to: {path}, as: iso8601}}",
    ("instant", "integer"): "write {{time_to: {path}, as: unix_s}} (or unix_ms)",
    ("date", "string"): "write {{time_to: {path}, as: date}}",
    ("enum", "string"): "write {{enum: {path}, map: {{...}}}}",
    ("enum", "integer"): "write {{lookup: {path}, in: {{...}}}}",
    ("integer", "integer"): "it takes certain numbers: write {{lookup: {path}, in: {{...}}}}",
    ("boolean", "boolean"): "it takes one of the two: write {{const: <value>}}",
}  # fmt: skip
_WHY: Final[Mapping[tuple[KindName, KindName], str]] = {
    ("integer", "money"): "an integer alone has no currency",
    ("number", "money"): "a number alone has no currency",
    ("decimal", "money"): "a number alone has no currency",
    ("money", "integer"): "a money is more than a number",
}
# Where a transform gives the value.
NO_PATH: Final = "<path>"
_FOREIGN: Final = "only a function of the team's can make it: {call: <function>, with: {...}}"


def advise(source: Kind, target: Kind, path: str, *, sends: bool) -> tuple[str, str | None]:
    """The label under the value, and the hint."""
    pair = (source.name, target.name)
    why = _WHY.get(pair) or _what(source)
    text = (_SENT if sends else _READ).get(pair)
    if source.name == "list" and path == NO_PATH:
        return why, None
    if text is not None:
        return why, text.format(path=path)
    if "foreign" in pair or source.name in ("anything", "mixed"):
        return why, _FOREIGN
    return why, None


def _what(source: Kind) -> str:
    may_be = source.name in ("anything", "mixed", "reference")
    return f"this may be {source.label}" if may_be else f"this is {with_article(source.label)}"
