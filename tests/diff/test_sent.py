"""What is said of a value that we send, by the schema that it had and the one that it has."""

from __future__ import annotations

from typing import Any

import pytest

from portwright.diff.schemas.limits import Bounds
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction
from portwright.openapi.effective import Schemas
from tests.diff.both import TEXT, WHOLE, document_of, findings, made, of_schemas, said
from tests.openapi.documents import load, schemas

BROKEN, UNKNOWN = "breaks-request", "unknown"


def sent(old: Any, new: Any, **more: Any) -> list[tuple[str, ...]]:
    """Of a property that every body may have."""
    before, after = ({"type": "object", "properties": {"a": it, "z": TEXT}} for it in (old, new))
    return of_schemas(before, after, Direction.SEND, **more)


SAME: dict[str, tuple[Any, Any]] = {
    "a whole number taken as any number": (WHOLE, {"type": "number"}),
    "one more constant": (
        {"type": "string", "enum": ["x"]},
        {"type": "string", "enum": ["x", "y"]},
    ),
    "whole constants of any number": (
        {"type": "number", "enum": [1, 2]},
        {"type": "integer", "enum": [1, 2]},
    ),
    "whole constants among those of any number": (
        {"type": "integer", "enum": [1]},
        {"type": "number", "enum": [1, 2.5]},
    ),
    "both truth values": ({"type": "boolean"}, {"type": "boolean", "enum": [False, True]}),
    "more than 0 and 1 or more": (
        {"type": "integer", "exclusiveMinimum": 0},
        {"type": "integer", "minimum": 1},
    ),
    "a limit that all keep": (TEXT, {"type": "string", "minLength": 0}),
    "a limit that is looser": (
        {"type": "string", "maxLength": 5},
        {"type": "string", "maxLength": 9},
    ),
    "multiples of what is a multiple": (
        {"type": "integer", "multipleOf": 4},
        {"type": "integer", "multipleOf": 2},
    ),
    "a limit that our constants keep": (
        {"type": "string", "enum": ["x", "yy"]},
        {"type": "string", "maxLength": 2, "pattern": "^[xy]"},
    ),
    "an annotation in place of a format": (WHOLE, {"type": "integer", "format": "int64"}),
    "any value, in two ways": ({}, {"anyOf": [{}, {"type": "null"}]}),
    "a union of more": (TEXT, {"anyOf": [TEXT, WHOLE]}),
    "a free object in place of one with fields": (made("b", b=TEXT), {"type": "object"}),
    "any key, in two ways": (
        {"type": "object"},
        {"type": "object", "additionalProperties": {"allOf": [{}]}},
    ),
    "branches in another order": (
        {"oneOf": [made("b", b=TEXT), made("c", c=TEXT)]},
        {"oneOf": [made("c", c=TEXT), made("b", b=TEXT)]},
    ),
    "branches that differ in what they require, in another order": (
        {"oneOf": [made("b", b=TEXT, c=TEXT), made("c", b=TEXT, c=TEXT)]},
        {"oneOf": [made("c", b=TEXT, c=TEXT), made("b", b=TEXT, c=TEXT)]},
    ),
    "branches with more fields, in another order": (
        {"oneOf": [made("b", b=TEXT, k=TEXT), made("c", c=TEXT, k=TEXT)]},
        {"oneOf": [made("c", c=TEXT, k=TEXT, n=TEXT), made("b", b=TEXT, k=TEXT, n=TEXT)]},
    ),
    "lists in another order": (
        {"oneOf": [{"type": "array", "items": TEXT}, {"type": "array", "items": WHOLE}]},
        {"oneOf": [{"type": "array", "items": WHOLE}, {"type": "array", "items": TEXT}]},
    ),
    "words of what is not read": (
        {"not": {"type": "string", "description": "no text"}},
        {"not": {"type": "string", "description": "anything but a text"}},
    ),
}


@pytest.mark.parametrize("what", SAME)
def test_nothing_is_said(what: str) -> None:
    assert sent(*SAME[what]) == []


CHANGED: dict[str, tuple[Any, Any, tuple[str, ...]]] = {
    "a constant gone under another type": (
        {"type": "integer", "enum": [1, 3]},
        {"type": "number", "enum": [1, 2.5]},
        ("request-enum-value-removed", BROKEN, "3", ""),
    ),
    "an enum of another type": (
        WHOLE,
        {"type": "number", "enum": [1, 2.5]},
        ("request-enum-closed", BROKEN, "any", "1, 2.5"),
    ),
    "types where nothing was said": (
        {},
        TEXT,
        ("request-type-narrowed", UNKNOWN, "any", "string"),
    ),
    "types where any item went": (
        {"type": "array"},
        {"type": "array", "items": TEXT},
        ("request-type-narrowed", UNKNOWN, "any", "string"),
    ),
    "types where any key went": (
        {"type": "object"},
        {"type": "object", "additionalProperties": TEXT},
        ("request-type-narrowed", UNKNOWN, "any", "string"),
    ),
    "names where any key went": (
        {"type": "object", "additionalProperties": TEXT},
        made("b", b=WHOLE),
        ("request-type-narrowed", UNKNOWN, "object", "object of b"),
    ),
    "no key where any went": (
        {"type": "object"},
        {"type": "object", "additionalProperties": False},
        ("request-type-narrowed", UNKNOWN, "object", "object of "),
    ),
    "a map of other values": (
        {"type": "object", "additionalProperties": TEXT},
        {"type": "object", "additionalProperties": WHOLE},
        ("request-type-narrowed", BROKEN, "string", "integer"),
    ),
    "fields that are keys of a map now": (
        made("b", b=TEXT),
        {"type": "object", "additionalProperties": WHOLE},
        ("request-type-narrowed", BROKEN, "string", "integer"),
    ),
    "a limit in one branch of a union": (
        {"anyOf": [TEXT, WHOLE]},
        {"anyOf": [TEXT, {"type": "integer", "maximum": 9}]},
        ("request-limit-narrowed", BROKEN, "none", "maximum 9"),
    ),
    "a limit in an allOf": (
        TEXT,
        {"allOf": [TEXT, {"type": "string", "maxLength": 3}]},
        ("request-limit-narrowed", BROKEN, "none", "maxLength 3"),
    ),
    "limits that only the branches have": (
        TEXT,
        {"anyOf": [{"type": "string", "maxLength": 2}, {"type": "string", "enum": ["long"]}]},
        ("request-limit-narrowed", UNKNOWN, "none", 'enum "long" or maxLength 2'),
    ),
    "a limit of all numbers, beside whole ones": (
        {"anyOf": [{"type": "number", "maximum": 4}, WHOLE]},
        {"anyOf": [{"type": "number", "maximum": 1}, WHOLE]},
        ("request-limit-narrowed", UNKNOWN, "maximum 4", "maximum 1 or whole true"),
    ),
    "another pattern": (
        {"type": "string", "pattern": "^x"},
        {"type": "string", "pattern": "^y"},
        ("request-limit-narrowed", UNKNOWN, 'pattern "^x"', 'pattern "^y"'),
    ),
    "no multiple any more": (
        {"type": "integer", "multipleOf": 2},
        {"type": "integer", "multipleOf": 4},
        ("request-limit-narrowed", BROKEN, "multipleOf 2", "multipleOf 4"),
    ),
    "a limit that one of our constants breaks": (
        {"type": "string", "enum": ["x", "yyy"]},
        {"type": "string", "maxLength": 2},
        ("request-limit-narrowed", BROKEN, "none", "maxLength 2"),
    ),
    "what must not be": (
        TEXT,
        {"type": "string", "not": {"enum": ["x"]}},
        ("request-limit-narrowed", UNKNOWN, "none", 'not {"enum": ["x"]}'),
    ),
    "more keys of a branch than before": (
        {"oneOf": [made(b=TEXT), made(c=TEXT, d=TEXT)]},
        {"oneOf": [made(b=TEXT), {**made(c=TEXT, d=TEXT), "maxProperties": 1}]},
        ("request-limit-narrowed", UNKNOWN, "none", "maxProperties 1 or none"),
    ),
    "keys that a free object must have": (
        {"type": "object"},
        {"type": "object", "required": ["b"]},
        ("request-limit-narrowed", UNKNOWN, "none", 'required "b"'),
    ),
    "what is not read": (
        {"not": TEXT},
        {"not": WHOLE},
        ("request-schema-unread", UNKNOWN, "", "`not` is not read as a type"),
    ),
    "one object that has to be one of two": (
        made(b=TEXT, c=TEXT),
        {"oneOf": [made("b", b=TEXT, c=TEXT), made("c", b=TEXT, c=TEXT)]},
        ("request-union-changed", UNKNOWN, "1 kinds of objects", "2 kinds of objects"),
    ),
    "a list of two kinds that are two lists now": (
        {"type": "array", "items": {"type": ["string", "integer"]}},
        {"anyOf": [{"type": "array", "items": TEXT}, {"type": "array", "items": WHOLE}]},
        ("request-union-changed", UNKNOWN, "1 kinds of lists", "2 kinds of lists"),
    ),
    "a field required of one branch": (
        {"oneOf": [made("b", b=TEXT), made("c", c=TEXT, d=TEXT)]},
        {"oneOf": [made("b", b=TEXT), made("c d", c=TEXT, d=TEXT)]},
        ("request-property-required", BROKEN, "optional", "required"),
    ),
    "the type of a field of one branch": (
        {"oneOf": [made("b", b=TEXT, k=WHOLE), made("c", c=TEXT, k=TEXT)]},
        {"oneOf": [made("b", b=TEXT, k=TEXT), made("c", c=TEXT, k=TEXT)]},
        ("request-type-narrowed", BROKEN, "integer", "string"),
    ),
    "a required field that was read-only": (
        made("b", b={"type": "string", "readOnly": True}, c=TEXT),
        made("b", b=TEXT, c=TEXT),
        ("request-property-required", BROKEN, "optional", "required"),
    ),
    "a required field that nothing describes": (
        made("b", b=TEXT),
        made("b x", b=TEXT),
        ("request-required-property-added", BROKEN, "", "x"),
    ),
    "constants that an allOf keeps to, of a type that is gone": (
        {"allOf": [made(b={"type": "number"}), made(b={"type": "integer", "enum": [1, 2]})]},
        {"allOf": [made(b=TEXT), made(b={"type": "integer", "enum": [1, 2]})]},
        ("request-type-narrowed", BROKEN, "number", "string"),
    ),
    "what an allOf says twice of a field": (
        {"allOf": [made(b=TEXT), made(b=TEXT)]},
        {"allOf": [made(b={"type": "string", "maxLength": 1}), made(b=TEXT)]},
        ("request-limit-narrowed", BROKEN, "none", "maxLength 1"),
    ),
}


@pytest.mark.parametrize("what", CHANGED)
def test_it_is_said_once(what: str) -> None:
    old, new, expected = CHANGED[what]
    assert sent(old, new) == [expected]


def test_a_number_in_a_query_is_a_text_as_well() -> None:
    def asking(schema: Any) -> dict[str, Any]:
        document = document_of({"A": {}})
        parameter = {"name": "q", "in": "query", "schema": schema}
        document["paths"]["/it"]["post"]["parameters"] = [parameter]
        return document

    assert findings(asking(WHOLE), asking(TEXT)) == ()
    constants = {"type": "string", "enum": ["1", "2"]}
    assert findings(asking({"type": "integer", "enum": [1, 2]}), asking(constants)) == ()
    assert said(findings(asking(TEXT), asking(WHOLE))) == [
        ("request-type-narrowed", BROKEN, "string", "integer")
    ]
    assert said(findings(asking({"type": "integer", "enum": [1, 3]}), asking(constants))) == [
        ("request-enum-value-removed", BROKEN, "3", "")
    ]


def test_a_field_without_a_name_is_no_whole_body() -> None:
    old, new = ({"A": made("", **{"": TEXT, "b": it})} for it in (TEXT, WHOLE))
    assert [item[0] for item in said(findings(document_of(old), document_of(new)))] == [
        "request-type-narrowed",
        "response-type-widened",
    ]


def test_limits_of_a_schema_in_a_circle_end() -> None:
    circle = {"allOf": [{"$ref": "#/components/schemas/A"}], "type": "string", "maxLength": 2}
    known = Schemas(load(schemas("3.1.0", A=circle))[0])
    assert Bounds(known).of(("#/components/schemas/A",), "string") == ({"maxLength": 2},)


def test_all_is_compared_that_refers_to_itself() -> None:
    def tree(leaf: Any) -> dict[str, Any]:
        return made(
            "", leaf=leaf, more={"type": "array", "items": {"$ref": "#/components/schemas/A"}}
        )

    found = findings(document_of({"A": tree(TEXT)}), document_of({"A": tree(WHOLE)}))
    kinds = {use.path: use.verdict for item in found for use in item.uses}
    assert kinds["body: leaf"] is Verdict.BREAKS_REQUEST
    assert len(found) == 2, "one each way, however deep"
