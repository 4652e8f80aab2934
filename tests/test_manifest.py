"""The manifest says of a package what its code says, and its hashes change with meaning alone."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portwright.emit.schema_hash import SchemaHashes
from portwright_harness.connection import connect
from portwright_harness.manifest import read_manifest
from portwright_runtime import Secret
from portwright_runtime.auth.base import Auth
from portwright_runtime.auth.csrf import Csrf
from portwright_runtime.auth.grant import TokenGrant
from tests.compiled import compile_folder, imported

CASES = Path(__file__).parent / "cases"
COMPILING = sorted(path.parent for path in CASES.glob("*/expected"))


def label(folder: Path) -> str:
    return folder.name


@pytest.mark.parametrize("folder", COMPILING, ids=label)
def test_headers_and_credentials_are_those_that_the_connection_sends(folder: Path) -> None:
    declared = read_manifest(folder / "expected/manifest.json")
    with imported(folder / "expected", f"sent_{folder.name}") as package:
        connection = connect(declared, getattr(package, declared.connection.class_), None)
        headers, auth = connection.headers, connection.auth
    secret = {name for name, value in headers.items() if isinstance(value, Secret)}
    assert set(declared.connection.headers) == headers.keys() - secret
    assert set(declared.connection.credentials.headers) == secret | header_names(auth)
    assert set(declared.connection.credentials.query) == {n for n, _ in auth.query_parameters()}


def header_names(auth: Auth) -> set[str]:
    """Those of a token that the vendor gives out are known though it was not given out yet."""
    if isinstance(auth, Csrf):
        return {auth.header, "Cookie", *header_names(auth.auth)}
    if isinstance(auth, TokenGrant):
        return {"Authorization"}
    return {name for name, _ in auth.header_fields()}


def test_every_way_to_authenticate_is_among_the_cases() -> None:
    """So that the test above says something of each."""
    kinds = {
        integration.connection.auth.kind
        for folder in COMPILING
        if (integration := compile_folder(folder).integration) is not None
    }
    grants = {"AuthorizationCode", "ClientCredentials", "JwtBearer"}
    assert kinds >= {"ApiKey", "Basic", "Bearer", "Csrf", "NoAuth", *grants}


ORDER = {
    "type": "object",
    "properties": {
        "lines": {"type": "array", "items": {"$ref": "#/schemas/Line"}},
        "parent": {"$ref": "#/schemas/Order"},
        "payer": {"$ref": "#/schemas/Person"},
    },
    "required": ["lines", "payer"],
}
SCHEMAS: dict[str, Any] = {
    "Line": {"type": "object", "properties": {"sku": {"type": "string"}}},
    "Order": ORDER,
    "Person": {"type": "object", "properties": {"name": {"type": "string"}}},
    "Elsewhere": {"type": "object", "properties": {"order": {"$ref": "#/schemas/Order"}}},
}


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    schemas = copy.deepcopy(SCHEMAS)
    change(schemas)
    return schemas


def renamed(old: str, new: str) -> dict[str, Any]:
    schemas = {new if name == old else name: schema for name, schema in SCHEMAS.items()}
    renamed: dict[str, Any] = json.loads(
        json.dumps(schemas).replace(f'"#/schemas/{old}"', f'"#/schemas/{new}"')
    )
    return renamed


def order_hash(schemas: dict[str, Any]) -> str:
    return SchemaHashes(schemas).of({"$ref": "#/schemas/Order"})


def test_the_way_of_hashing_is_the_one_that_cassettes_were_recorded_with() -> None:
    """Another way makes every recorded hash look stale: then cassettes must be brought along."""
    assert order_hash(SCHEMAS) == "f293babc2d52d7fa"


@pytest.mark.parametrize(
    "schemas",
    [
        renamed("Person", "Aardvark"),
        renamed("Line", "OrderLine2"),
        changed(lambda schemas: schemas["Elsewhere"]["properties"].clear()),
        changed(lambda schemas: schemas["Order"]["required"].reverse()),
        dict(reversed(SCHEMAS.items())),
    ],
    ids=["name", "another name", "another schema", "order of names", "order of schemas"],
)
def test_what_is_no_change_of_the_answer_leaves_its_hash(schemas: dict[str, Any]) -> None:
    assert order_hash(schemas) == order_hash(SCHEMAS)


@pytest.mark.parametrize(
    "schemas",
    [
        changed(lambda schemas: schemas["Line"]["properties"].update(tax={"type": "integer"})),
        changed(lambda schemas: schemas["Person"]["properties"].update(name={"type": "null"})),
        changed(lambda schemas: schemas["Order"]["required"].pop()),
        changed(
            lambda schemas: schemas["Order"]["properties"].update(
                parent={"$ref": "#/schemas/Person"}
            )
        ),
        changed(
            lambda schemas: schemas["Order"]["properties"].update(payer={"$ref": "#/schemas/Line"})
        ),
    ],
    ids=["field", "type", "required", "recursion", "same shape elsewhere"],
)
def test_what_changes_the_answer_changes_its_hash(schemas: dict[str, Any]) -> None:
    assert order_hash(schemas) != order_hash(SCHEMAS)
