"""Documents that are written otherwise, and of which each call goes where it went."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.diff.made_documents import SERVER, compared, document, families, reading

PARCEL = {"type": "object", "properties": {"id": {"type": "string"}}}
OLD = document(
    {
        "/v1/parcels": {
            "get": {
                **reading("listParcels", {"type": "array", "items": PARCEL}),
                "parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                    {"name": "X-Shop", "in": "header", "schema": {"type": "string"}},
                ],
            },
            "head": {"operationId": "parcelsChanged", "responses": {"200": {"description": ""}}},
            "options": {"operationId": "parcelsCan", "responses": {"204": {"description": ""}}},
        },
        "/v1/parcels/{id}": {"get": reading("getParcel", PARCEL, "id")},
    },
    components={"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}},
    security=[{"key": []}],
)
Rewrite = Callable[[dict[str, Any]], None]


def _prefix_into_server(made: dict[str, Any]) -> None:
    made["servers"] = [{"url": f"{SERVER}/v1/"}]
    made["paths"] = {path.removeprefix("/v1"): item for path, item in made["paths"].items()}


def _variables(made: dict[str, Any]) -> None:
    values = {"enum": ["api", "sandbox"], "default": "api"}
    made["servers"] = [{"url": "https://{which}.parcels.example", "variables": {"which": values}}]


def _more_servers(made: dict[str, Any]) -> None:
    made["servers"].insert(0, {"url": "https://eu.parcels.example"})


def _server_in_capitals(made: dict[str, Any]) -> None:
    made["servers"] = [{"url": f"{SERVER.replace('https://api', 'HTTPS://API')}:443"}]


def _path_parameter(made: dict[str, Any]) -> None:
    item = made["paths"].pop("/v1/parcels/{id}")
    item["get"]["parameters"][0]["name"] = "parcelId"
    made["paths"]["/v1/parcels/{parcelId}"] = item


def _parameters_of_the_path(made: dict[str, Any]) -> None:
    item = made["paths"]["/v1/parcels/{id}"]
    item["parameters"] = item["get"].pop("parameters")


def _header_in_other_case(made: dict[str, Any]) -> None:
    made["paths"]["/v1/parcels"]["get"]["parameters"][1]["name"] = "x-shop"


def _scalar_in_other_style(made: dict[str, Any]) -> None:
    limit = made["paths"]["/v1/parcels"]["get"]["parameters"][0]
    limit |= {"style": "pipeDelimited", "explode": False}


def _parameter_by_content(made: dict[str, Any]) -> None:
    limit = made["paths"]["/v1/parcels"]["get"]["parameters"][0]
    limit["content"] = {"application/json": {"schema": limit.pop("schema")}}


def _scheme_renamed(made: dict[str, Any]) -> None:
    schemes = made["components"]["securitySchemes"]
    schemes["token"] = schemes.pop("key")
    made["security"] = [{"token": []}]


def _security_of_operations(made: dict[str, Any]) -> None:
    for item in made["paths"].values():
        for operation in item.values():
            operation["security"] = [{"key": []}]
    made["security"] = []


def _another_way_in(made: dict[str, Any]) -> None:
    made["components"]["securitySchemes"]["login"] = {"type": "http", "scheme": "basic"}
    made["security"].insert(0, {"login": []})


def _media_of_errors(made: dict[str, Any]) -> None:
    content = made["paths"]["/v1/parcels"]["get"]["responses"]["200"]["content"]
    content["application/json; charset=utf-8"] = content.pop("application/json")


REWRITES: tuple[Rewrite, ...] = (
    _prefix_into_server,
    _variables,
    _more_servers,
    _server_in_capitals,
    _path_parameter,
    _parameters_of_the_path,
    _header_in_other_case,
    _scalar_in_other_style,
    _parameter_by_content,
    _scheme_renamed,
    _security_of_operations,
    _another_way_in,
    _media_of_errors,
)


ONE_WAY = (_variables, _more_servers, _another_way_in)
"""Back it is a change: what is called, or sent, may be what is gone."""
PAIRS = [(item, False) for item in REWRITES] + [
    (item, True) for item in REWRITES if item not in ONE_WAY
]


@pytest.mark.parametrize(
    ("rewrite", "back"),
    PAIRS,
    ids=lambda item: getattr(item, "__name__", "back" if item else "there"),
)
def test_nothing_is_found(rewrite: Rewrite, *, back: bool, tmp_path: Path) -> None:
    new = deepcopy(OLD)
    rewrite(new)
    assert new != OLD
    pair = (new, OLD) if back else (OLD, new)
    assert families(compared(*pair, tmp_path)) == []


def test_a_head_that_answers_more_is_no_change(tmp_path: Path) -> None:
    """No answer to HEAD has a body, whatever is declared."""
    new = deepcopy(OLD)
    answer = {"description": "", "content": {"application/json": {"schema": PARCEL}}}
    new["paths"]["/v1/parcels"]["head"]["responses"]["200"] = answer
    assert families(compared(OLD, new, tmp_path)) == []
    assert families(compared(new, OLD, tmp_path)) == []


@pytest.mark.parametrize("method", ["head", "options"])
def test_other_methods_can_be_gone_as_well(method: str, tmp_path: Path) -> None:
    new = deepcopy(OLD)
    del new["paths"]["/v1/parcels"][method]
    assert families(compared(OLD, new, tmp_path)) == ["operation-removed"]


def test_operations_of_which_only_the_placeholders_differ_are_not_mixed_up(tmp_path: Path) -> None:
    """Vendors write one path twice: by the id, and by the number."""
    count = {"name": "number", "in": "path", "required": True, "schema": {"type": "integer"}}
    by_number = {**reading("getByNumber", {"type": "string"}), "parameters": [count]}
    old = document(
        {
            "/parcels/{id}": {"get": reading("getParcel", PARCEL, "id")},
            "/parcels/{number}": {"get": by_number},
        }
    )
    new = deepcopy(old)
    new["paths"] = dict(reversed(new["paths"].items()))
    assert families(compared(old, old, tmp_path)) == []
    assert families(compared(old, new, tmp_path)) == []


def test_an_operation_without_any_success_stays_as_it_is(tmp_path: Path) -> None:
    """Whatever comes is handed on; what was never declared cannot be gone."""
    silent = {"operationId": "pushParcel", "responses": {"400": {"description": ""}}}
    old = document({"/parcels": {"post": silent}})
    new = deepcopy(old)
    new["paths"]["/parcels"]["post"]["responses"]["200"] = {"description": ""}
    assert families(compared(old, old, tmp_path)) == []
    assert families(compared(old, new, tmp_path)) == []
