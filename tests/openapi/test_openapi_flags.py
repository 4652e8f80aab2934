"""Which properties do not travel: the word may stand anywhere that holds for them."""

from __future__ import annotations

from typing import Any

import pytest

from portwright.openapi.effective import Schemas
from tests.openapi.documents import load, schemas

NAMED = {"$ref": "#/components/schemas/Stamp"}
PLACES: dict[str, tuple[Any, Any]] = {
    "on the property": ({"type": "string", "readOnly": True}, {}),
    "where a reference leads": (NAMED, {"type": "string", "readOnly": True}),
    "behind two references": (
        {"allOf": [NAMED]},
        {"allOf": [{"type": "string", "readOnly": True}]},
    ),
    "beside a reference, as 3.0 has to write it": (
        {"allOf": [NAMED, {"readOnly": True}]},
        {"type": "string"},
    ),
}


@pytest.mark.parametrize("where", PLACES)
def test_a_flag_counts_wherever_it_stands(where: str) -> None:
    inner, named = PLACES[where]
    made = {"type": "object", "properties": {"at": inner, "it": {"type": "string"}}}
    known = Schemas(load(schemas("3.1.0", A=made, Stamp=named))[0])
    properties = "#/components/schemas/A/properties"
    assert known.is_flag((f"{properties}/at",), "readOnly")
    assert not known.is_flag((f"{properties}/at",), "writeOnly")
    assert not known.is_flag((f"{properties}/it",), "readOnly")


def test_what_refers_to_itself_has_none() -> None:
    circle = {"allOf": [{"$ref": "#/components/schemas/A"}]}
    known = Schemas(load(schemas("3.1.0", A=circle))[0])
    assert not known.is_flag(("#/components/schemas/A",), "readOnly")
