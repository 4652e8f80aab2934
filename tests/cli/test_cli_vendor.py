"""`vendor add`: a slice of the vendor's document, pinned beside the spec."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

import portwright.build.verdicts
from portwright.build.vendor import Added
from portwright.cli.vendor import describe
from tests.cli.project import DOCUMENT, SPEC, Project

PROSE = {"description", "title", "summary", "example", "examples", "externalDocs"}


@pytest.fixture
def vendor(empty: Project) -> Project:
    """A spec whose document is not here yet; the whole one lies beside the project's folders."""
    empty.write("specs/shop/integration.yaml", SPEC.replace("openapi.yaml", "openapi.json"))
    empty.write("whole.yaml", DOCUMENT)
    return empty


AGAIN = "  get_order_again: {call: getOrderAgain, read: [id]}\n"


def added(project: Project, *arguments: str) -> Any:
    result = project.run("vendor", "add", "shop", "--openapi", "whole.yaml", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads((project.folder / "specs/shop/openapi.json").read_text(encoding="utf-8"))


def lock(project: Project, document: str = "openapi.json") -> Any:
    text = (project.folder / "specs/shop/source.lock").read_text(encoding="utf-8")
    return yaml.safe_load(text)["documents"][document]


def test_the_slice_is_a_valid_document_of_the_operations_in_use(vendor: Project) -> None:
    document = added(vendor)
    OpenAPIV31SpecValidator(document).validate()
    assert list(document["paths"]) == ["/orders/{id}"]
    assert list(document["paths"]["/orders/{id}"]) == ["get"]
    assert vendor.run("compile").exit_code == 0


def test_prose_is_emptied_and_properties_of_such_names_are_kept(vendor: Project) -> None:
    document = added(vendor)
    order = document["components"]["schemas"]["Order"]
    assert {"id", "description", "title", "example"} <= order["properties"].keys()
    assert order["properties"]["description"] == {"type": "string"}
    assert "prose" not in json.dumps(document).lower()
    assert not PROSE & order.keys()
    assert not PROSE & document["info"].keys() - {"title"}


def test_what_is_heavy_and_unused_is_cut_from_required_too(vendor: Project) -> None:
    schemas = added(vendor)["components"]["schemas"]
    assert list(schemas) == ["Order"]
    assert schemas["Order"]["required"] == ["id", "description"]


def test_a_parameter_written_as_json_stays_one(vendor: Project) -> None:
    spec = (vendor.folder / "specs/shop/integration.yaml").read_text(encoding="utf-8")
    added(vendor)
    vendor.write(
        "specs/shop/integration.yaml", spec.replace("getOrder,", 'getOrder, send: ["**"],')
    )
    parameters = added(vendor)["paths"]["/orders/{id}"]["get"]["parameters"]
    assert all("content" in item for item in parameters if item["name"] == "filter")


def test_the_lock_pins_document_and_slice(vendor: Project) -> None:
    added(vendor, "--origin", "npm:@shop/api@1.2.3:dist/openapi.yaml")
    entry = lock(vendor)
    whole = (vendor.folder / "whole.yaml").read_bytes()
    part = (vendor.folder / "specs/shop/openapi.json").read_bytes()
    assert entry["origin"] == {"npm": "@shop/api@1.2.3", "path": "dist/openapi.yaml"}
    assert entry["version"] == "7"
    assert entry["document_sha256"] == hashlib.sha256(whole).hexdigest()
    assert entry["slice_sha256"] == hashlib.sha256(part).hexdigest()
    assert entry["validator"]["verdict"] == "valid"


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("hand_written", {"hand_written": True}),
        ("org_export:crm", {"org_export": "crm"}),
        ("npm:shop@1.0.0:a/b.json", {"npm": "shop@1.0.0", "path": "a/b.json"}),
        ("pypi:shop@1.0.0:/v1/__api__", {"pypi": "shop@1.0.0", "path": "/v1/__api__"}),
        (None, {"file": "whole.yaml"}),
    ],
)
def test_origins(vendor: Project, origin: str | None, expected: dict[str, object]) -> None:
    added(vendor, *(("--origin", origin) if origin else ()))
    assert lock(vendor)["origin"] == expected
    assert vendor.run("check").exit_code == 0


def test_a_document_of_the_team_s_own_is_pinned_where_it_stands(vendor: Project) -> None:
    spec, place = "specs/shop/integration.yaml", "specs/shop/openapi.yaml"
    vendor.write(place, DOCUMENT)
    text = (vendor.folder / spec).read_text(encoding="utf-8")
    vendor.write(spec, text.replace("openapi.json", "openapi.yaml"))
    result = vendor.run("vendor", "add", "shop", "--openapi", place, "--origin", "hand_written")
    assert result.exit_code == 0, result.stderr
    assert (vendor.folder / place).read_text(encoding="utf-8") == DOCUMENT
    entry = lock(vendor, "openapi.yaml")
    digest = hashlib.sha256(DOCUMENT.encode()).hexdigest()
    assert (entry["document_sha256"], entry["slice_sha256"]) == (digest, digest)
    assert vendor.run("check").exit_code == 0
    result = vendor.run("vendor", "add", "shop", "--openapi", place)
    assert result.exit_code == 1 and "error[E0110]" in result.stderr


def test_the_verdict_is_asked_for_once_for_the_same_bytes(
    vendor: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor.write("whole.yaml", DOCUMENT.replace("{description: Gone.}", "{}"))
    first = vendor.run("vendor", "add", "shop", "--openapi", "whole.yaml")
    assert "warning[W0105]" in first.stderr
    before = lock(vendor)
    assert before["validator"]["verdict"] == "invalid"
    monkeypatch.setattr(
        portwright.build.verdicts, "validate", lambda *_: pytest.fail("asked again")
    )
    again = vendor.run("vendor", "add", "shop", "--openapi", "whole.yaml")
    assert again.exit_code == 0
    assert lock(vendor)["validator"] == before["validator"]
    monkeypatch.undo()
    vendor.write("whole.yaml", DOCUMENT)
    added(vendor)
    assert lock(vendor)["validator"]["verdict"] == "valid"


def test_adding_again_changes_no_byte(vendor: Project) -> None:
    added(vendor)
    before = vendor.files()
    added(vendor)
    assert vendor.files() == before


def test_a_moved_hash_is_reported_where_it_is_pinned(vendor: Project) -> None:
    added(vendor)
    path = vendor.folder / "specs/shop/openapi.json"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    result = vendor.run("compile")
    assert result.exit_code == 1
    assert "error[E0108]: openapi.json is not the document that is pinned" in result.stderr
    assert "--> specs/shop/source.lock:" in result.stderr
    assert not vendor.package.exists()


@pytest.mark.parametrize(
    ("document", "spec", "code"),
    [
        ("openapi: [", SPEC, "E0002"),
        ("openapi: 4.0.0", SPEC, "E0101"),
        (DOCUMENT, SPEC.replace("getOrder", "getOdrer"), "E0201"),
        (DOCUMENT, SPEC.replace("[id,", "[ids,"), "E0301"),
        (DOCUMENT, "spec: 2", "E0010"),
    ],
)
def test_nothing_is_written_when_something_is_wrong(
    vendor: Project, document: str, spec: str, code: str
) -> None:
    vendor.write("whole.yaml", document)
    vendor.write("specs/shop/integration.yaml", spec)
    before = vendor.files()
    result = vendor.run("vendor", "add", "shop", "--openapi", "whole.yaml")
    assert result.exit_code == 1
    assert f"error[{code}]" in result.stderr
    assert vendor.files() == before


def test_operations_and_fields_of_the_additions_stay_out_of_the_slice(vendor: Project) -> None:
    spec = SPEC.replace("openapi.yaml", "{document: openapi.json, additions: additions.yaml}")
    extra = spec + "  list_orders: {call: listOrders}\n"
    vendor.write("specs/shop/integration.yaml", extra.replace("[id, desc", "[id, note, desc"))
    vendor.write(
        "specs/shop/additions.yaml",
        "paths: {/orders: {get: {operationId: listOrders, responses: {'204': {}}}}}\n"
        "components: {schemas: {Order: {properties: {note: {type: string}}}}}\n",
    )
    document = added(vendor)
    assert list(document["paths"]) == ["/orders/{id}"]
    assert "note" not in document["components"]["schemas"]["Order"]["properties"]
    assert vendor.run("compile").exit_code == 0


@pytest.mark.parametrize(
    ("additions", "code"),
    [
        ("a: [", "E0002"),
        ("swagger: '2.0'", "E0101"),
        ("paths: {.evil.example/a: {get: {operationId: steal}}}", "E0102"),
    ],
)
def test_broken_additions_are_said(vendor: Project, additions: str, code: str) -> None:
    named = "{document: openapi.json, additions: additions.yaml}"
    vendor.write(vendor.spec, SPEC.replace("openapi.yaml", named))
    vendor.write("specs/shop/additions.yaml", additions)
    before = vendor.files()
    result = vendor.run("vendor", "add", "shop", "--openapi", "whole.yaml")
    assert result.exit_code == 1
    assert f"error[{code}]" in result.stderr
    assert vendor.files() == before


UNUSED = [
    {"/zz": {"get": {"parameters": [3]}}},
    {"/zz": {"$ref": "#/paths/~1zz"}},
    {"zz": {"get": {}}},
    {"/orders/{id}#again": {"get": {"operationId": "getOrderAgain", "responses": {"204": {}}}}},
]


@pytest.mark.parametrize("paths", UNUSED)
def test_what_is_broken_beside_the_operations_in_use_costs_nothing(
    vendor: Project, paths: dict[str, object]
) -> None:
    document = yaml.safe_load(DOCUMENT)
    document["paths"].update(paths)
    vendor.write("whole.yaml", json.dumps(document))
    vendor.write(vendor.spec, SPEC.replace("openapi.yaml", "openapi.json"))
    result = vendor.run("vendor", "add", "shop", "--openapi", "whole.yaml")
    assert (result.exit_code, "error[" in result.stderr) == (0, False)
    named = vendor.run("init", "other", "--openapi", "whole.yaml", "--operation", "getOrder")
    assert named.exit_code == 0
    assert vendor.run("check").exit_code == 0


def test_operations_of_one_path_are_pinned_apart(vendor: Project) -> None:
    document = yaml.safe_load(DOCUMENT)
    again = {**document["paths"]["/orders/{id}"]["get"], "operationId": "getOrderAgain"}
    document["paths"]["/orders/{id}#again"] = {"get": again}
    vendor.write("whole.yaml", json.dumps(document))
    vendor.write(vendor.spec, SPEC.replace("openapi.yaml", "openapi.json") + AGAIN)
    assert list(added(vendor)["paths"]) == ["/orders/{id}", "/orders/{id}#again"]
    assert vendor.run("compile").exit_code == 0
    client = (vendor.package / "client.py").read_text(encoding="utf-8")
    assert client.count('"/orders/{id}"') == 2 and "#again" not in client


def test_a_lock_that_is_damaged_is_written_anew(vendor: Project) -> None:
    added(vendor)
    before = vendor.files()
    vendor.write("specs/shop/source.lock", "documents: [")
    added(vendor)
    assert vendor.files() == before


def test_a_document_of_the_spec_is_not_fetched(vendor: Project) -> None:
    vendor.write(vendor.spec, SPEC.replace("openapi.yaml", '"https://api.shop.example/a.json"'))
    result = vendor.run("check")
    assert result.exit_code == 1
    assert "error[E0001]: https://api.shop.example/a.json is not fetched" in result.stderr
    assert "help: download the document and name the file" in result.stderr


def test_a_discriminator_maps_to_nothing_that_was_cut(vendor: Project) -> None:
    mapping = {"person": "#/components/schemas/Person", "firm": "Firm"}
    kinds = {
        "Person": {"type": "object", "properties": {"kind": {"type": "string"}}},
        "Firm": {"type": "object", "properties": {"kind": {"type": "string"}}},
    }
    document = yaml.safe_load(DOCUMENT)
    components = document["components"]["schemas"]
    components.update(kinds)
    components["Order"] |= {"discriminator": {"propertyName": "kind", "mapping": mapping}}
    components["Order"]["properties"]["owner"] = {"$ref": "#/components/schemas/Person"}
    vendor.write("whole.yaml", json.dumps(document))
    vendor.write(
        vendor.spec, SPEC.replace("openapi.yaml", "openapi.json").replace("[id", "[owner.kind")
    )
    order = added(vendor)["components"]["schemas"]["Order"]
    assert order["discriminator"] == {
        **{"propertyName": "kind", "mapping": {"person": "#/components/schemas/Person"}}
    }
    checked = vendor.run("check")
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_what_extends_a_schema_in_use_is_kept(vendor: Project) -> None:
    ribbon = {"type": "object", "properties": {"color": {"type": "string"}}}
    gift = {"type": "object", "properties": {"ribbon": ribbon, "unused": ribbon}}
    document = yaml.safe_load(DOCUMENT)
    components = document["components"]["schemas"]
    components["Order"] |= {"discriminator": {"propertyName": "kind"}}
    components["Gift"] = {
        "allOf": [{"$ref": "#/components/schemas/Order"}, gift],
        "x-ms-discriminator-value": "#gift",
    }
    vendor.write("whole.yaml", json.dumps(document))
    spec = SPEC.replace("openapi.yaml", "openapi.json").replace("[id", "[ribbon.color, id")
    vendor.write(vendor.spec, spec)
    kept = added(vendor)["components"]["schemas"]["Gift"]
    assert kept["allOf"][1]["properties"] == {"ribbon": ribbon}
    assert kept["x-ms-discriminator-value"] == "#gift"
    assert vendor.run("compile").exit_code == 0
    models = (vendor.folder / "generated/shop/models.py").read_text(encoding="utf-8")
    assert "ribbon: GiftRibbon | None = None" in models


def test_a_validator_that_crashed_is_not_the_documents_fault() -> None:
    added = Added(Path("specs/shop/openapi.json"), (), 3, 12_000, "crashed", 2)
    assert describe(added).endswith("3 operations, 12 kB; the validator crashed (2 findings)")


MARKS = """\
        marks:
          type: object
          patternProperties:
            "^x":
              type: object
              properties: {deep: {type: object, properties: {a: {type: string}}}}
"""
REFUSED = """\
        default:
          description: No.
          content:
            application/json:
              schema:
                type: object
                required: [why]
                properties:
                  why:
                    type: object
                    additionalProperties: {type: string}
                    properties: {deep: {type: object, properties: {a: {type: string}}}}
"""


def test_what_a_map_holds_is_kept_and_an_object_without_fields_is_no_map(vendor: Project) -> None:
    whole = DOCUMENT.replace("        title: {type: string}\n", MARKS).replace("3.0.3", "3.1.0")
    vendor.write("whole.yaml", whole.replace('        "404":', f'{REFUSED}        "404":'))
    spec = SPEC.replace("openapi.yaml", "openapi.json")
    vendor.write("specs/shop/integration.yaml", spec.replace("description]", "marks.x1.deep.a]"))
    document = added(vendor)
    marks = document["components"]["schemas"]["Order"]["properties"]["marks"]
    assert "a" in marks["patternProperties"]["^x"]["properties"]["deep"]["properties"]
    answers = document["paths"]["/orders/{id}"]["get"]["responses"]
    why = answers["default"]["content"]["application/json"]["schema"]["properties"]["why"]
    assert why == {"type": "object", "properties": {}}
    assert vendor.run("compile").exit_code == 0
    models = (vendor.package / "models.py").read_text(encoding="utf-8")
    assert re.search(r"marks: dict\[str, [A-Z]\w+\]", models)
