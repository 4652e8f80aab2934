"""References: where they lead, within one file and over several."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from portwright.openapi.losses import lost_of
from tests.openapi.documents import (
    OK,
    clean,
    codes,
    in_path,
    load,
    load_folder,
    references,
    schemas,
    v3,
)

RESPONSE = {"description": "d", "content": {"application/json": {"schema": {"type": "array"}}}}


def using(reference: Any, **components: Any) -> dict[str, Any]:
    """A document whose schema `It` is the reference."""
    return v3(
        paths={
            "/a{b}": {
                "parameters": [in_path("b")],
                "get": {"operationId": "get", "responses": {"200": RESPONSE}},
            }
        },
        components={
            "schemas": {"It": reference, "a/b": {"type": "string"}, "c d": {}},
            **components,
        },
    )


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("#/components/schemas/a~1b", {"type": "string"}),
        ("#/components/schemas/a%7E1b", {"type": "string"}),
        ("#/components/schemas/c%20d", {}),
        ("#/components/schemas/c d", {}),
        (
            "#/paths/~1a%7Bb%7D/get/responses/200/content/application~1json/schema",
            {"type": "array"},
        ),
        ("openapi.json#/components/schemas/a~1b", {"type": "string"}),
        ("./openapi.json#/components/schemas/a~1b", {"type": "string"}),
    ],
)
def test_a_pointer_is_followed(reference: str, target: Any) -> None:
    loaded = clean(using({"$ref": reference}))
    assert loaded.resolve(loaded.get("#/components/schemas/It"))[1] == target


def test_what_stands_beside_a_reference_stays() -> None:
    beside = {"$ref": "#/components/schemas/c d", "required": ["x"], "description": "d"}
    assert clean(using(beside)).get("#/components/schemas/It") == beside


def test_chains_end_and_circles_are_said() -> None:
    loaded, said = load(
        schemas(
            A={"$ref": "#/components/schemas/B"},
            B={"$ref": "#/components/schemas/C"},
            C={"type": "string"},
            X={"$ref": "#/components/schemas/Y"},
            Y={"$ref": "#/components/schemas/X"},
        )
    )
    assert loaded.resolve({"$ref": "#/components/schemas/A"}) == (
        "#/components/schemas/C",
        {"type": "string"},
    )
    assert [(item.code, item.label) for item in said] == [("W0103", "references in a circle")] * 2
    assert loaded.get("#/components/schemas/X") == {}


def test_resolve_guards_against_circles_of_its_own() -> None:
    loaded = clean(schemas(A={"properties": {"a": {"$ref": "#/components/schemas/A"}}}))
    loaded.data["components"]["schemas"]["B"] = {"$ref": "#/components/schemas/B"}
    assert loaded.resolve({"$ref": "#/components/schemas/B"})[0] == "#/components/schemas/B"
    assert loaded.resolve({"type": "string"}) == (None, {"type": "string"})


def test_a_schema_that_is_not_there_accepts_anything() -> None:
    loaded, [said] = load(using({"$ref": "#/components/schemas/a~1c", "title": "t"}))
    assert loaded.get("#/components/schemas/It") == {"title": "t"}
    assert (said.code, said.help) == ("W0103", "did you mean `a/b`?")


def test_a_response_that_is_not_there_has_no_body() -> None:
    responses = {"200": {"$ref": "#/components/schemas/S"}}
    document = v3(
        paths={"/a": {"get": {"operationId": "it", "responses": responses}}},
        components={"schemas": {"S": {}}},
    )
    loaded, [said] = load(document)
    assert (said.code, said.label) == ("W0103", "what stands there is a schema, not a response")
    assert loaded.operations["it"].data["responses"] == {"200": {}}


@pytest.mark.parametrize(
    ("section", "target"),
    [("parameters", {"name": "p"}), ("parameters", "text"), ("parameters", None)],
)
def test_a_parameter_that_is_not_there_is_left_out(section: str, target: Any) -> None:
    kept = {"name": "q", "in": "query", "schema": {}}
    parameters = [{"$ref": f"#/components/{section}/P"}, kept]
    loaded, said = load(
        v3(
            paths={"/a": {"get": {"operationId": "it", "parameters": parameters}}},
            components={section: {"P": target}},
        )
    )
    assert "E0103" in [found.lost.code for found in loaded.findings if found.lost]
    assert "W0115" in codes(said)
    assert [parameter for _, parameter in loaded.operations["it"].parameters] == [kept]


@pytest.mark.parametrize(
    ("reference", "code", "label"),
    [
        ("http://x.example/a.json", "W0103", "another computer"),
        ("//x.example/a.json", "W0103", "another computer"),
        ("file:///etc/passwd", "W0103", "another computer"),
        ("../outside.json", "W0103", "outside the document's folder"),
        ("sub/../../outside.json", "W0103", "outside the document's folder"),
        ("%2e%2e/outside.json", "W0103", "outside the document's folder"),
        ("/etc/passwd", "W0103", "outside the document's folder"),
        ("missing.json", "W0103", "there is no such file"),
        ("a\x00b", "W0103", "no file can have this name"),
        ("#Named", "W0103", "anchors are not followed"),
    ],
)
def test_what_is_not_followed(tmp_path: Path, reference: str, code: str, label: str) -> None:
    (tmp_path / "outside.json").write_text('{"type": "string"}', encoding="utf-8")
    folder = tmp_path / "in"
    loaded, [said] = load_folder(folder, {"openapi.json": schemas(It={"$ref": reference})})
    assert (said.code, said.label) == (code, label)
    assert loaded.get("#/components/schemas/It") == {}


def test_a_part_that_is_no_schema_may_not_be_fetched() -> None:
    parameters = [{"$ref": "https://x.example/p.json"}]
    document = v3(paths={"/a": {"get": {"operationId": "it", "parameters": parameters}}})
    loaded, [said] = load(document)
    assert said.code == "W0115"
    [lost] = lost_of(loaded, loaded.operations["it"])
    assert lost.code == "E0104"


def test_links_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text('{"type": "string"}', encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.json").hardlink_to(tmp_path / "secret.json")
    loaded, said = load_folder(folder, {"openapi.json": schemas(It={"$ref": "sub/../link.json"})})
    assert said == []
    assert loaded.resolve(loaded.get("#/components/schemas/It"))[1] == {"type": "string"}


FILES = {
    "openapi.json": v3(
        paths={"/a": {"$ref": "paths/a.yaml"}},
        components={
            "schemas": {
                "Pet": {"$ref": "models.yaml#/components/schemas/Pet"},
                "Taken": {"type": "integer"},
            }
        },
    ),
    "paths/a.yaml": """
get:
  operationId: getA
  parameters: [{$ref: "../parts.json#/parameters/Page"}]
  responses:
    200:
      description: d
      content: {application/json: {schema: {$ref: "../models.yaml#/components/schemas/Pet"}}}
""",
    "models.yaml": """
components:
  schemas:
    Pet:
      properties:
        owner: {$ref: "#/components/schemas/Owner"}
        kind: {$ref: "#/components/schemas/Taken"}
    Owner:
      nullable: true
      type: object
      properties: {pets: {items: {$ref: "#/components/schemas/Pet"}}}
    Taken: {type: boolean}
""",
    "parts.json": {"parameters": {"Page": {"name": "page", "in": "query", "schema": {}}}},
}


def test_several_files_become_one(tmp_path: Path) -> None:
    loaded, said = load_folder(tmp_path, FILES)
    assert said == []
    assert all(reference.startswith("#/") for reference in references(loaded.data))
    for reference in references(loaded.data):
        loaded.get(reference)
    operation = loaded.operations["getA"]
    assert operation.path == "/a"
    assert [parameter["name"] for _, parameter in operation.parameters] == ["page"]
    named = loaded.data["components"]["schemas"]
    assert named["Pet"] == {"$ref": "#/components/schemas/models_Pet"}
    assert named["models_Pet"]["properties"] == {
        "owner": {"$ref": "#/components/schemas/Owner"},
        "kind": {"$ref": "#/components/schemas/models_Taken"},
    }
    assert named["Owner"]["type"] == ["object", "null"]
    assert named["Taken"] == {"type": "integer"}


def test_places_lead_into_the_other_files(tmp_path: Path) -> None:
    loaded, _ = load_folder(tmp_path, FILES)
    place = loaded.locate(f"{loaded.operations['getA'].pointer}/operationId")
    assert (Path(place.file).name, place.line) == ("a.yaml", 3)
    place = loaded.locate("#/components/schemas/Owner/properties/pets", key=True)
    assert (Path(place.file).name, place.line) == ("models.yaml", 11)


def test_the_hash_covers_all_files(tmp_path: Path) -> None:
    first, _ = load_folder(tmp_path / "1", FILES)
    same, _ = load_folder(tmp_path / "2", FILES)
    changed = {**FILES, "parts.json": {"parameters": {"Page": {"name": "p", "in": "query"}}}}
    other, _ = load_folder(tmp_path / "3", changed)
    assert first.sha256 == same.sha256 != other.sha256


def test_names_of_lifted_parts_do_not_depend_on_others(tmp_path: Path) -> None:
    first, _ = load_folder(tmp_path / "1", FILES)
    paths = {"/0": {"get": {"responses": OK}}, **FILES["openapi.json"]["paths"]}  # type: ignore[index]
    second, _ = load_folder(
        tmp_path / "2",
        {**FILES, "openapi.json": {**FILES["openapi.json"], "paths": paths}},  # type: ignore[dict-item]
    )
    assert first.data["components"] == second.data["components"]


@pytest.mark.parametrize(
    ("reference", "label"),
    [
        ("#/components/responses/R", "what stands there is a response, not a schema"),
        ("#/components/schemas", "what stands there is a group of parts, not a schema"),
        ("#/paths", "what stands there is paths, not a schema"),
        ("#", "what stands there is the document, not a schema"),
    ],
)
def test_a_target_of_another_kind_is_refused(reference: str, label: str) -> None:
    response = {"R": {"description": "d"}}
    document = v3(components={"schemas": {"It": {"$ref": reference}}, "responses": response})
    _, [said] = load(document)
    assert (said.code, said.label) == ("W0103", label)


def test_a_long_chain_of_parameters_is_cut() -> None:
    chain: dict[str, Any] = {
        f"P{number}": {"$ref": f"#/components/parameters/P{number + 1}"} for number in range(300)
    }
    chain["P300"] = {"name": "p", "in": "query", "schema": {}}
    loaded, said = load(v3(components={"parameters": chain}))
    assert set(codes(said)) == {"W0115"}
    assert "100 references" in said[0].label
    for reference in references(loaded.data):
        assert loaded.resolve({"$ref": reference})[1] == chain["P300"]


def test_a_target_below_an_unknown_key_is_read_and_kept() -> None:
    document = v3(
        components={"schemas": {"It": {"$ref": "#/definitions/Old"}}},
        definitions={"Old": {"type": "string", "nullable": True}},
    )
    loaded = clean(document)
    assert loaded.get("#/components/schemas/Old") == {"type": ["string", "null"]}
    assert loaded.get("#/components/schemas/It") == {"$ref": "#/components/schemas/Old"}


def test_a_reference_into_a_schema_that_becomes_a_branch() -> None:
    inner = {"type": "object", "properties": {"x": {"type": "string"}}}
    loaded = clean(
        schemas(
            Wrapped={"nullable": True, "allOf": [inner]},
            It={"$ref": "#/components/schemas/Wrapped/allOf/0/properties/x"},
        )
    )
    assert loaded.resolve(loaded.get("#/components/schemas/It"))[1] == {"type": "string"}
