"""`init`: a first spec that compiles as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.project import DOCUMENT, Project, loads

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT.parent / "shared/openapi"
# A published document each of 2.0, 3.0 and 3.1 or the like, and operations of it.
REAL = [
    ("slack/slack_web_openapi_v2.json", ("chat_postMessage", "conversations_list", "users_info")),
    ("twilio/twilio_api_v2010.json", ("CreateMessage", "FetchAccount", "ListCall", "DeleteQueue")),
    ("quickbooks/openapi.yaml", ()),
    ("paypal/payments_payment_v2.json", ()),
]

ODD = {
    "openapi": "3.1.0",
    "info": {"title": "Odd", "version": "1"},
    "servers": [{"url": "https://{region}.odd.example"}, {"url": "https://api.odd.example"}],
    "components": {
        "securitySchemes": {
            "basic": {"type": "http", "scheme": "Basic"},
            "key": {"type": "apiKey", "in": "query", "name": "key"},
        },
        "schemas": {
            "Line": {
                "type": "object",
                "required": ["sku", "price"],
                "properties": {
                    "sku": {"type": "string"},
                    "note": {"type": "string"},
                    "price": {
                        "type": "object",
                        "required": ["amount"],
                        "properties": {"amount": {"type": "integer"}},
                    },
                },
            },
            "Owner": {
                "type": "object",
                "required": ["id"],
                "properties": {"id": {"type": "string"}},
            },
            "List": {"type": "array", "items": {"$ref": "#/components/schemas/List"}},
        },
    },
}
BODIES = {
    "object": {
        "type": "object",
        "required": ["lines", "owner", "labels", "by_name", "tree", "any", "a.b"],
        "properties": {
            "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
            "owner": {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Owner"}]},
            "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            "by_name": {
                "type": "object",
                "additionalProperties": {"$ref": "#/components/schemas/Line"},
            },
            "tree": {"$ref": "#/components/schemas/List"},
            "any": {},
            "a.b": {"type": "string"},
            "later": {"$ref": "#/components/schemas/Owner"},
        },
    },
    "list": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
    "list_or_object": {
        "oneOf": [
            {"type": "array", "items": {"type": "string"}},
            {"$ref": "#/components/schemas/Line"},
        ]
    },
    "map": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Line"}},
    "text": {"type": "string"},
    "class": {"type": "object", "properties": {"id": {"type": "integer"}}},
}
UPLOAD = {
    "operationId": "upload",
    "requestBody": {"content": {"multipart/mixed": {"schema": {"type": "object"}}}},
    "responses": {"204": {}},
}


def odd_document() -> str:
    """Operations whose bodies and answers are of every kind."""
    paths = {
        f"/{name}/{{id}}": {
            method: {
                "operationId": f"{method}.{name}" if method == "put" else name,
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": body}},
                },
                "responses": {"200": {"content": {"application/json": {"schema": body}}}},
            }
            for method in ("post", "put")
        }
        for name, body in BODIES.items()
    }
    return json.dumps({**ODD, "paths": {**paths, "/upload": {"post": UPLOAD}}})


def test_a_project_that_declares_itself_is_not_told_to(empty: Project) -> None:
    empty.write("pyproject.toml", "[tool.portwright]\n")
    empty.write("whole.yaml", DOCUMENT)
    result = empty.run("init", "shop", "--openapi", "whole.yaml")
    assert "written" in result.stdout and "pyproject" not in result.stdout


def test_writes_a_spec_a_slice_and_a_lock_that_compile(empty: Project) -> None:
    servers = 'servers: [{url: "https://api.shop.example/v1/"}]\npaths:'
    empty.write("whole.yaml", DOCUMENT.replace("paths:", servers, 1))
    result = empty.run("init", "shop", "--openapi", "whole.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "next: portwright compile" in result.stdout
    assert "add `[tool.portwright]` to pyproject.toml" in result.stdout
    assert {path.name for path in empty.spec.parent.iterdir()} == {
        *("integration.yaml", "openapi.json", "source.lock")
    }
    compiled = empty.run("compile")
    assert compiled.exit_code == 0
    assert "generated/shop: written (2 operations" in compiled.stdout


def test_only_the_operations_that_are_named(empty: Project) -> None:
    empty.write("whole.yaml", DOCUMENT)
    arguments = ("init", "shop", "--openapi", "whole.yaml", "--operation", "deleteOrder")
    assert empty.run(*arguments).exit_code == 0
    spec = yaml.safe_load(empty.spec.read_text(encoding="utf-8"))
    assert {name: item["call"] for name, item in spec["operations"].items()} == {
        "delete_order": "deleteOrder"
    }


def test_bodies_of_every_kind_compile(empty: Project) -> None:
    empty.write("odd.json", odd_document())
    result = empty.run("init", "odd", "--openapi", "odd.json")
    assert result.exit_code == 0
    spec = yaml.safe_load((empty.folder / "specs/odd/integration.yaml").read_text(encoding="utf-8"))
    assert spec["connection"] == {
        "secrets": ["username", "password"],
        "auth": {"basic": {"username": {"secret": "username"}, "password": {"secret": "password"}}},
    }
    assert len(spec["operations"]) == 2 * len(BODIES) + 1
    assert "class_" in spec["operations"]
    compiled = empty.run("compile")
    assert compiled.exit_code == 0, compiled.stderr
    assert "error" not in compiled.stderr


TOKEN = "https://id.shop.example/token"
MACHINE = {"tokenUrl": TOKEN, "scopes": {}}
CONSENT = {"authorizationUrl": TOKEN, "tokenUrl": TOKEN, "scopes": {}}
FLOWS = {
    "absolute": ({"clientCredentials": MACHINE}, TOKEN),
    "relative": (
        {"clientCredentials": {**MACHINE, "tokenUrl": "/token"}},
        "https://api.shop.example/token",
    ),
    "another beside": ({"authorizationCode": CONSENT, "clientCredentials": MACHINE}, TOKEN),
    "no URL": ({"clientCredentials": {**MACHINE, "tokenUrl": "https://{realm}/t"}}, None),
    "consent": ({"authorizationCode": CONSENT}, None),
}


@pytest.mark.parametrize("name", FLOWS)
def test_oauth_is_written_or_said_to_be_missing(empty: Project, name: str) -> None:
    flows, url = FLOWS[name]
    document = yaml.safe_load(DOCUMENT)
    document["servers"] = [{"url": "https://api.shop.example/v1"}]
    schemes = {"oauth": {"type": "oauth2", "flows": flows}}
    document.setdefault("components", {})["securitySchemes"] = schemes
    empty.write("whole.json", json.dumps(document))
    result = empty.run("init", "shop", "--openapi", "whole.json")
    assert result.exit_code == 0, result.stderr
    text = empty.spec.read_text(encoding="utf-8")
    assert ("[W0509]" in result.stderr) is (url is None)
    assert (f"# The document asks for OAuth 2 ({next(iter(flows))})" in text) is (url is None)
    client = {"id": {"secret": "client_id"}, "secret": "client_secret"}
    written = {"oauth2_client_credentials": {"token_url": url, "client": client}}
    assert yaml.safe_load(text)["connection"]["auth"] == (written if url else "none")
    assert empty.run("compile").exit_code == 0


def test_other_ways_that_are_not_written_are_told_too(empty: Project) -> None:
    document = yaml.safe_load(DOCUMENT)
    schemes = {"c": {"type": "apiKey", "in": "cookie", "name": "c"}, "m": {"type": "mutualTLS"}}
    document.setdefault("components", {})["securitySchemes"] = schemes
    empty.write("whole.json", json.dumps(document))
    report = loads(empty.run("init", "shop", "--openapi", "whole.json", "--format", "json"))
    told = [item["message"] for item in report["diagnostics"] if item["code"] == "W0509"]
    assert told == [
        "the document asks for apiKey (cookie), mutualTLS, and the spec says `auth: none`"
    ]


@pytest.mark.parametrize(("name", "operations"), REAL, ids=[name for name, _ in REAL])
def test_published_documents_compile(
    empty: Project, name: str, operations: tuple[str, ...]
) -> None:
    if not PUBLISHED.is_dir():
        pytest.skip(f"{len(REAL)} published documents are not at hand")
    named = [word for item in operations for word in ("--operation", item)]
    result = empty.run("init", "real", "--openapi", PUBLISHED / name, *named)
    assert result.exit_code == 0, result.stderr
    compiled = empty.run("compile")
    assert compiled.exit_code == 0, compiled.stderr
    assert (empty.folder / "generated/real/models.py").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("init Shop --openapi whole.yaml", "'Shop' is no vendor name"),
        ("init ../shop --openapi whole.yaml", "is no vendor name"),
        ("init class --openapi whole.yaml", "no package can be named after 'class'"),
        (
            "init shop --openapi whole.yaml --operation getOrdr",
            "no operation `getOrdr`; did you mean `getOrder`?",
        ),
        ("init shop --openapi whole.yaml --origin x", "is none of npm:"),
        ("init shop --openapi .", "is a directory"),
    ],
)
def test_wrong_usage_is_2_and_writes_nothing(empty: Project, arguments: str, message: str) -> None:
    empty.write("whole.yaml", DOCUMENT)
    result = empty.run(*arguments.split())
    assert result.exit_code == 2
    assert message in result.stderr
    assert list(empty.files()) == ["whole.yaml"]


def test_a_spec_that_is_there_is_never_overwritten(shop: Project) -> None:
    before = shop.files()
    result = shop.run("init", "shop", "--openapi", "specs/shop/openapi.yaml")
    assert result.exit_code == 2
    assert "specs/shop/integration.yaml exists" in result.stderr
    assert shop.files() == before


@pytest.mark.parametrize(
    ("document", "code"), [("a: [", "E0002"), ("openapi: 1.0", "E0101"), (None, "E0001")]
)
def test_a_document_that_cannot_be_read_is_1(
    empty: Project, document: str | None, code: str
) -> None:
    if document is not None:
        empty.write("whole.yaml", document)
    result = empty.run("init", "shop", "--openapi", "whole.yaml")
    assert result.exit_code == 1
    assert f"error[{code}]" in result.stderr
    assert not (empty.folder / "specs").exists()


def test_what_cannot_be_compiled_leaves_nothing_behind(empty: Project) -> None:
    lost = {**UPLOAD, "requestBody": {"$ref": "#/components/requestBodies/Lost"}}
    empty.write("odd.json", json.dumps({**ODD, "paths": {"/upload": {"post": lost}}}))
    result = empty.run("init", "odd", "--openapi", "odd.json", "--operation", "upload")
    assert result.exit_code == 1
    assert "error[E0103]" in result.stderr
    assert list(empty.files()) == ["odd.json"]


def test_a_large_document_asks_which_operations(empty: Project) -> None:
    paths = "".join(
        f"  /p{i}: {{get: {{operationId: op{i}, responses: {{'204': {{}}}}}}}}\n" for i in range(21)
    )
    empty.write("big.yaml", f"openapi: 3.1.0\ninfo: {{title: B, version: '1'}}\npaths:\n{paths}")
    result = empty.run("init", "big", "--openapi", "big.yaml")
    assert result.exit_code == 2
    assert "the document has 21 operations: pick some with --operation (op0, op1" in result.stderr
    assert "`portwright vendor operations --openapi FILE` lists all" in " ".join(
        result.stderr.split()
    )
    assert empty.run("init", "big", "--openapi", "big.yaml", "--operation", "op3").exit_code == 0


def test_the_operations_of_a_document_are_listed(empty: Project) -> None:
    empty.write("odd.json", odd_document())
    result = empty.run("vendor", "operations", "--openapi", "odd.json")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert len(lines) == 2 * len(BODIES) + 1
    assert "put.object  PUT /object/{id}" in lines
    assert "upload  POST /upload" in lines
    found = loads(empty.run("vendor", "operations", "--openapi", "odd.json", "--format", "json"))
    assert found["operations"][-1] == {"id": "upload", "method": "POST", "path": "/upload"}


@pytest.mark.parametrize(
    ("ids", "chosen", "names"),
    [
        (["op"], ["op", "op"], {"op": "op"}),
        (
            ["getOrder", "get-order"],
            [],
            {"get_order_xaea9a2": "getOrder", "get_order": "get-order"},
        ),
        (["getOrder", "get-order"], ["getOrder"], {"get_order_xaea9a2": "getOrder"}),
        (["取得", "更新"], [], {"get_p_0": "取得", "get_p_1": "更新"}),
        (["créerCommande"], [], {"creer_commande": "créerCommande"}),
        (["!", "?"], [], {"get_p_0": "!", "get_p_1": "?"}),
        (["list", "list"], ["getP1"], {"get_p_1": "getP1"}),
    ],
)
def test_names_of_operations_are_told_apart(
    empty: Project, ids: list[str], chosen: list[str], names: dict[str, str]
) -> None:
    paths = {f"/p{i}": {"get": {"operationId": id, "responses": {}}} for i, id in enumerate(ids)}
    info = {"title": "B", "version": "1"}
    empty.write("it.json", json.dumps({"openapi": "3.1.0", "info": info, "paths": paths}))
    named = [word for item in chosen for word in ("--operation", item)]
    result = empty.run("init", "it", "--openapi", "it.json", *named)
    assert result.exit_code == 0, result.stderr
    spec = yaml.safe_load((empty.folder / "specs/it/integration.yaml").read_text(encoding="utf-8"))
    assert {name: item["call"] for name, item in spec["operations"].items()} == names
    assert empty.run("compile").exit_code == 0


def test_nothing_to_begin_with_is_told(empty: Project) -> None:
    message = "no operation is in the document: it has no paths"
    empty.write("it.json", json.dumps({**ODD, "paths": {}}))
    result = empty.run("init", "it", "--openapi", "it.json")
    assert result.exit_code == 2
    assert message in result.stderr
    assert list(empty.files()) == ["it.json"]


def test_the_report_names_what_was_written(empty: Project) -> None:
    empty.write("whole.yaml", DOCUMENT)
    result = empty.run("init", "shop", "--openapi", "whole.yaml", "--format", "json")
    written = loads(result)["written"]
    assert sorted(written) == [path for path in empty.files() if path != "whole.yaml"]
    again = empty.run("vendor", "add", "shop", "--openapi", "whole.yaml", "--format", "json")
    assert sorted(loads(again)["written"]) == ["specs/shop/openapi.json", "specs/shop/source.lock"]
