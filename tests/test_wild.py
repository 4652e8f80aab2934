"""What a document may throw at us has a case each, and answers are what their schemas say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from portwright.build.vendor import load_document
from portwright.build.whole import Whole, compile_whole
from portwright.diagnostics.model import Diagnostics
from portwright.ir.shapes import NamedChoice
from tests.compiled import imported

CASES = Path(__file__).parent / "cases"
_ROW = re.compile(r"^\| (?P<what>[^|]+) \| (?P<where>`[^|]+`) \|$", re.MULTILINE)
# What shows, in the document of a folder, that it has the thing.
SIGNS = {
    "references by any JSON pointer, into paths": r'\$ref: "#/paths/',
    "references across files": r'\$ref: "\w+\.yaml#/',
    "references with siblings": r'\{\$ref: "[^"]*", \w+:',
    "references in circles": r"Nobody: .*Nothing|node",
    "nullables of 2.0": r"x-nullable: true",
    "nullables of 3.0": r"openapi: 3\.0(.|\n)*nullable: true",
    "nullables of 3.1": r'openapi: 3\.1(.|\n)*, "null"\]',
    "names that collide after casing": r"name: asc(.|\n)*name: ASC",
    "reserved words": r"\bclass\b",
    "empty names": r'name: ""',
    "enums of mixed type": r"enum: \[auto, 1, 2, true, null\]",
    "enums with null": r"enum: \[[^]]*null\]",
    "`allOf` with `required` beside it": r"required: \[height\]\n *allOf:",
    "nested composition": r"\{allOf: \[\{oneOf:",
    "`oneOf` without discriminator": r"oneOf: \[[^]]*\]\}",
    "discriminators without mapping": r"discriminator: \{propertyName: \w+\}",
    "discriminators of what others extend": r"discriminator:(.|\n)*allOf:",
    "`additionalProperties`": r"additionalProperties: \{type",
    "`patternProperties`": r"patternProperties:",
    "`not`": r"\bnot: \{",
    "boolean schemas": r"never: false",
    "type arrays": r"type: \[\w+, \w+",
    "date-time headers": r"in: header, schema: \{type: string, format: date-time\}",
    "path parameters missing from the path": r"name: gone, in: path",
    "parameters of the path that are not declared": r"/clouds\{\?kind,at\*\}",
    "parameters by content": r"in: query, content:",
    "`deepObject`": r"style: deepObject",
    "`pipeDelimited`": r"style: pipeDelimited",
    "form bodies": r"application/x-www-form-urlencoded",
    "multipart bodies": r"multipart/form-data",
    "XML bodies": r"application/xml",
    "text bodies": r"application/x-ndjson|text/plain",
    "octet-stream bodies": r"application/octet-stream",
    "default responses": r"responses: \{default:",
    "ranges of responses": r"\b[24]XX",
    "no responses": r"responses: \{\}",
    "missing operationIds": r"put: \{tags: \[time_zones\], responses:|get:\n *parameters:",
    "duplicate operationIds": r"operationId: list\b(.|\n)*operationId: list\b",
    "webhooks": r"^webhooks:",
    "callbacks": r"callbacks:",
    "a malformed schema": r"items: a text|type: strng",
    "a malformed operation": r"delete: no more plants|just a text",
}


def table() -> dict[str, list[str]]:
    text = (CASES / "README.md").read_text(encoding="utf-8")
    return {row["what"]: re.findall(r"`(\w+)`", row["where"]) for row in _ROW.finditer(text)}


def test_the_table_has_them_all() -> None:
    assert list(table()) == list(SIGNS)


@pytest.mark.parametrize("what", SIGNS)
def test_the_document_of_its_first_folder_has_it(what: str) -> None:
    folders = table()[what]
    assert all((CASES / folder).is_dir() for folder in folders)
    files = (CASES / folders[0]).glob("*.yaml")
    assert any(re.search(SIGNS[what], file.read_text(encoding="utf-8"), re.M) for file in files)


@pytest.fixture(scope="module")
def models(request: pytest.FixtureRequest) -> Iterator[ModuleType]:
    with imported(CASES / request.param / "expected", f"wild_{request.param}") as package:
        yield package.models


def read(models: ModuleType, name: str, text: str) -> Any:
    return msgspec.json.decode(text, type=getattr(models, name))


@pytest.mark.parametrize("models", ["whole_nullables"], indirect=True)
def test_nullables_of_3_0(models: ModuleType) -> None:
    nothing = '{"text": null, "finder": null}'
    found = read(models, "Item", nothing)
    assert (found.text, found.finder, found.owner, found.color) == (None, None, None, None)
    nulls = ", ".join(
        f'"{key}": null'
        for key in ("count", "tags", "prices", "color", "size", "owner", "witness", "anything")
    )
    assert read(models, "Item", f'{{"text": "a", "finder": {{}}, {nulls}}}').count is None
    full = (
        '{"text": "a", "finder": {"name": "Ann"}, "tags": ["x", null],'
        ' "prices": {"a": null, "b": 1}, "color": "green", "size": "s",'
        ' "owner": {"name": "Bob"}, "witness": "me"}'
    )
    found = read(models, "Item", full)
    assert (found.tags, found.prices) == (["x", None], {"a": None, "b": 1.0})
    assert (found.finder.name, found.owner.name, found.witness) == ("Ann", "Bob", "me")
    assert found.color == "green", "vendors add values"
    for wrong in ('{"finder": null}', '{"text": 1, "finder": null}'):
        with pytest.raises(msgspec.ValidationError):
            read(models, "Item", wrong)


@pytest.mark.parametrize("models", ["whole_swagger_2"], indirect=True)
def test_nullables_of_2_0(models: ModuleType) -> None:
    found = read(models, "Readings", '{"items": [{"level": 1.5, "note": null}, {"level": 2}]}')
    assert [item.note for item in found.items] == [None, None]
    with pytest.raises(msgspec.ValidationError):
        read(models, "Reading", '{"level": null}')


@pytest.mark.parametrize("models", ["whole_objects"], indirect=True)
def test_types_and_maps_of_3_1(models: ModuleType) -> None:
    found = read(
        models,
        "Shelf",
        '{"id": "s1", "counts": {"a": 1}, "boxes": {"b": {"weight": 2}}, "free": {"x": [1]},'
        ' "both": {"a": "t", "more": 1}, "no_text": 4, "always": [], "several": null,'
        ' "value_or_list": ["a"], "keyed": {"k": null}, "untyped": {"b": 1}, "tuple": ["a", 1]}',
    )
    assert (found.id, found.counts, found.boxes["b"].weight) == ("s1", {"a": 1}, 2.0)
    assert (found.several, found.value_or_list, found.keyed) == (None, ["a"], {"k": None})
    assert (found.untyped.b, found.both.a, found.tuple) == (1, "t", ["a", 1])
    for value in (1, True, "t"):
        text = msgspec.json.encode({"id": 1, "several": value}).decode()
        assert repr(read(models, "Shelf", text).several) == repr(value)
    for wrong in ('{"id": true}', '{"id": 1, "counts": {"a": "b"}}', '{"id": 1, "several": []}'):
        with pytest.raises(msgspec.ValidationError):
            read(models, "Shelf", wrong)


@pytest.mark.parametrize("models", ["whole_enums"], indirect=True)
def test_enums(models: ModuleType) -> None:
    for value in ("auto", 1, True, None):
        text = msgspec.json.encode({"mixed": value}).decode()
        assert read(models, "Light", text).mixed == value
    found = read(
        models,
        "Light",
        '{"maybe": null, "untyped_null": null, "only_null": null, "color": "blue", "huge":'
        ' 9223372036854775808, "odd": "line\\nbreak", "nested": [[1], {"a": 1}], "flag": true}',
    )
    assert (found.maybe, found.only_null, found.color) == (None, None, "blue")
    assert (found.huge, found.odd, found.nested) == (2**63, "line\nbreak", [[1], {"a": 1}])
    with pytest.raises(msgspec.ValidationError):
        read(models, "Light", '{"color": 1}')


@pytest.mark.parametrize("models", ["whole_composition"], indirect=True)
def test_compositions(models: ModuleType) -> None:
    found = read(
        models,
        "Found",
        '{"tall": {"id": "t", "name": "Tom", "height": 5, "spots": 3}, "unmapped": {"type": "Bird",'
        ' "wings": 2}, "untold": {"name": "Base"}, "several": ["a"],'
        ' "deep": {"depth": 1, "id": "d"}, "alone": {"id": "a"},'
        ' "parent": {"sort": "Child", "toys": 3}, "alike": "2026-01-01"}',
    )
    assert (found.tall.name, found.tall.height, found.tall.spots) == ("Tom", 5.0, 3)
    assert (found.unmapped.type, found.unmapped.wings, found.untold.name) == ("Bird", 2, "Base")
    assert (found.several, found.deep.depth, found.deep.id) == (["a"], 1, "d")
    assert read(models, "Found", '{"several": {"id": "b"}}').several.id == "b"
    for value in (3, "text"):
        text = msgspec.json.encode({"several": value}).decode()
        assert read(models, "Found", text).several == value
    for missing in (
        '{"id": "t", "name": "T"}',
        '{"id": "t", "height": 1}',
        '{"name": "T", "height": 1}',
    ):
        with pytest.raises(msgspec.ValidationError):
            read(models, "Tall", missing)


ROAD = (
    '{"kind": "lorry", "plate": "A", "axles": 3, "size": "big", "options": {"crane": "c"},'
    ' "route": [[{"x": 1}], [{"x": 2}]], "tows":'
    ' {"kind": "Van", "plate": "B", "doors": 5, "size": 2, "options": {"roof": true}, "volume": 2}}'
)


@pytest.mark.parametrize("models", ["whole_discriminators"], indirect=True)
def test_what_extends_a_base_is_read_and_sent_as_it(models: ModuleType) -> None:
    found = read(models, "Vehicle", ROAD)
    assert (found.axles, found.size, found.options.crane) == (3, "big", "c")
    assert [spot.x for leg in found.route for spot in leg] == [1, 2]
    assert (found.tows.volume, found.tows.size, found.tows.options.roof) == (2.0, 2, True)
    assert read(models, "Vehicle", '{"kind": "balloon", "plate": "C"}').kind == "balloon"
    assert msgspec.json.decode(msgspec.json.encode(read(models, "VehicleInput", ROAD))) == (
        msgspec.json.decode(ROAD)
    )
    car = read(models, "Car", '{"kind": "Van", "plate": "B", "doors": 5, "volume": 1}')
    assert (car.volume, hasattr(car, "axles")) == (1.0, False)
    for name in ("Vehicle", "VehicleInput", "Car"):
        with pytest.raises(msgspec.ValidationError):
            read(models, name, '{"plate": "no kind", "doors": 1}')
    with pytest.raises(msgspec.ValidationError):
        read(models, "Car", '{"kind": "car", "plate": "no doors"}')


@pytest.mark.parametrize("models", ["whole_discriminators"], indirect=True)
def test_bases_that_hold_themselves(models: ModuleType) -> None:
    plan = read(
        models,
        "Plan",
        '{"first": {"is": "Either", "steps": [{"is": "Wait", "seconds": 1}], "otherwise":'
        ' {"is": "Either", "steps": []}}, "fees": [{"type": "flat", "amount": 1},'
        ' {"type": "share", "percent": 0.5}], "sledge": {"kind": "Sledge", "plate": "S"}}',
    )
    assert (plan.first.steps[0].seconds, plan.first.otherwise.steps) == (1, [])
    assert ([fee.amount for fee in plan.fees], plan.fees[1].percent) == ([1, None], 0.5)
    assert (plan.sledge.plate, hasattr(plan.sledge, "axles")) == ("S", False)


@pytest.mark.parametrize("models", ["whole_discriminators_of_2_0"], indirect=True)
def test_discriminators_of_2_0(models: ModuleType) -> None:
    rule = read(
        models,
        "Rule",
        '{"odata.type": "#Rules.Scale", "to": 3, "condition": {"kind": "Not", "inner":'
        ' {"kind": "threshold", "above": 2}}}',
    )
    assert (rule.odata_type, rule.to, rule.emails) == ("#Rules.Scale", 3, None)
    assert rule.condition.inner.above == 2.0


@pytest.mark.parametrize("models", ["whole_references"], indirect=True)
def test_references(models: ModuleType) -> None:
    found = read(
        models,
        "ListBooksResponse",
        '{"books": [{"title": "A", "author": null, "sequel": {"title": "B", "author": {"name": "C",'
        ' "books": []}}, "odd~name/here": {"kept": true}}], "page": {"next": "n"}}',
    )
    [book] = found.books
    assert (book.author, book.sequel.author.name, book.odd_name_here.kept) == (None, "C", True)
    paper = read(models, "Paper", '{"pages": 1, "cites": [{"pages": 2, "author": {"name": "D"}}]}')
    assert paper.cites[0].author.name == "D"


@pytest.mark.parametrize("models", ["whole_malformed"], indirect=True)
def test_a_malformed_property_costs_no_other(models: ModuleType) -> None:
    wall = '{"height": true, "stones": [1, "a"], "names": {"x": 1}, "length": "long", "kept": 3}'
    found = read(models, "Wall", wall)
    assert (found.height, found.stones, found.names, found.kept) == (True, [1, "a"], {"x": 1}, 3)
    with pytest.raises(msgspec.ValidationError):
        read(models, "Wall", '{"kept": "no number"}')


def test_an_enum_of_thousands_of_values(tmp_path: Path) -> None:
    values, whole = _with_constants(5000, tmp_path)
    assert whole.integration is not None
    [choice] = [model for model in whole.integration.models if isinstance(model, NamedChoice)]
    assert list(choice.choice.values) == values
    assert whole.losses == ()


def test_one_that_nobody_could_read_is_a_text_and_a_loss(tmp_path: Path) -> None:
    _, whole = _with_constants(10_001, tmp_path)
    assert whole.integration is not None
    assert not any(isinstance(model, NamedChoice) for model in whole.integration.models)
    assert [item.kind for item in whole.losses] == ["constants"]


def _with_constants(number: int, folder: Path) -> tuple[list[str], Whole]:
    values = [f"value {item}" for item in range(number)]
    schema = {"type": "object", "properties": {"code": {"type": "string", "enum": values}}}
    content = {"application/json": {"schema": schema}}
    operation = {
        "operationId": "get",
        "responses": {"200": {"description": "", "content": content}},
    }
    data = {
        "openapi": "3.1.0",
        "info": {"title": "", "version": ""},
        "paths": {"/a": {"get": operation}},
    }
    (folder / "openapi.json").write_bytes(msgspec.json.encode(data))
    sink = Diagnostics()
    document = load_document(folder / "openapi.json", sink)
    assert document is not None
    return values, compile_whole(document, "whole", (), sink)
