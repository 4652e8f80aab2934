"""What is new is counted and no finding; of a slice nothing is new that it left out."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from portwright.build.diff import Diff
from portwright.diff.compare import Subject, comparison
from tests.diff.made_documents import compared, document, families, reading

ADDRESS = {"type": "object", "properties": {"city": {"type": "string"}}}
PARCEL = {"type": "object", "properties": {"id": {"type": "string"}}}
OLD = document({"/parcels/{id}": {"get": reading("getParcel", PARCEL, "id")}})


def _new() -> dict[str, Any]:
    """One operation more, an optional parameter of each kind, a scalar and an object."""
    new = deepcopy(OLD)
    new["paths"]["/labels"] = {"get": reading("listLabels", PARCEL)}
    got = new["paths"]["/parcels/{id}"]["get"]
    got["parameters"] += [
        {"name": "shop", "in": "query", "schema": {"type": "string"}},
        {"name": "where", "in": "query", "style": "deepObject", "schema": ADDRESS},
    ]
    parcel = got["responses"]["200"]["content"]["application/json"]["schema"]
    parcel["properties"] |= {"weight": {"type": "integer"}, "address": ADDRESS}
    return new


def _counted(diff: Diff, *, is_slice: bool) -> dict[str, int]:
    subject = diff.subject
    asked = Subject(subject.document, subject.bound, subject.made, is_slice)
    return dict(comparison(asked, diff.new).additions)


def test_additions_are_counted_and_no_findings(tmp_path: Path) -> None:
    diff = compared(OLD, _new(), tmp_path)
    assert families(diff) == []
    found = {"operation": 1, "parameter": 2, "property": 2}
    assert _counted(diff, is_slice=False) == found


def test_of_a_slice_what_it_always_keeps_is_counted(tmp_path: Path) -> None:
    """It leaves out operations, and objects that are not read."""
    diff = compared(OLD, _new(), tmp_path)
    assert _counted(diff, is_slice=True) == {"parameter": 1, "property": 1}


def test_nothing_is_new_in_the_same_document(tmp_path: Path) -> None:
    assert _counted(compared(OLD, OLD, tmp_path), is_slice=False) == {}
