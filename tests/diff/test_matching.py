"""Which operation of the new document one of the old became: what is sent decides."""

from __future__ import annotations

from typing import Any

from tests.diff.both import findings, said
from tests.openapi.documents import OK, in_path, v3


def document(*keys: str, servers: str = "/", **operation: Any) -> dict[str, Any]:
    """Operations at paths; each takes what its path says."""
    paths = {}
    for key in keys:
        names = [part.strip("{}") for part in key.split("/") if part.startswith("{")]
        asked = {"parameters": [*map(in_path, names), *operation.get("parameters", ())]}
        paths[key] = {"post": {**asked, "responses": OK}}
    return v3(paths=paths, servers=[{"url": f"https://api.shop.example{servers}"}])


def test_placeholders_have_any_name() -> None:
    assert findings(document("/a/{id}/b"), document("/a/{it}/b")) == ()


def test_a_part_of_the_path_moves_into_the_server_and_back() -> None:
    whole, below = document("/v1/a/{id}"), document("/a/{id}", servers="/v1")
    assert findings(whole, below) == findings(below, whole) == ()


def test_operations_that_share_a_path_are_told_by_what_is_written_behind_it() -> None:
    both = document("/#action=list", "/#action=drop")
    assert findings(both, both) == findings(both, document("/#action=drop", "/#action=list")) == ()
    gone = findings(both, document("/#action=drop"))
    assert [(item[0], item[2]) for item in said(gone)] == [("operation-removed", "POST /")]
    assert [use.operation for item in gone for use in item.uses] != []


def test_operations_that_differ_in_the_name_of_a_placeholder_only() -> None:
    old, new = document("/a/{id}", "/a/{name}"), document("/a/{name}", "/a/{id}")
    query = {"name": "q", "in": "query", "schema": {"type": "string"}}
    for both in (old, new):
        both["paths"]["/a/{name}"]["post"]["parameters"].append(query)
    assert findings(old, new) == findings(new, old) == ()


def test_what_is_written_behind_a_path_may_change_where_it_stands_alone() -> None:
    assert findings(document("/a#action=list"), document("/a#action=show")) == ()
