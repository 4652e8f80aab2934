"""What is word for word the same is not looked at, if all that it leads to is the same as well."""

from __future__ import annotations

from typing import Any

import pytest

from portwright.diff.schemas.unchanged import Unchanged
from portwright.openapi.effective import Schemas
from tests.diff.both import TEXT, WHOLE, document_of, findings, made, said
from tests.openapi.documents import load, schemas


def to(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


BEFORE = {
    "Leaf": TEXT,
    "Twig": made(leaf=to("Leaf")),
    "Tree": made(twigs={"type": "array", "items": to("Twig")}, me=to("Tree")),
    "Rock": made(size=WHOLE),
}


@pytest.mark.parametrize(
    ("after", "same"),
    [
        (BEFORE, {"Leaf", "Twig", "Tree", "Rock"}),
        ({**BEFORE, "More": TEXT}, {"Leaf", "Twig", "Tree", "Rock"}),
        ({**BEFORE, "Leaf": WHOLE}, {"Rock"}),
        ({**BEFORE, "Rock": made(size=TEXT)}, {"Leaf", "Twig", "Tree"}),
        ({key: BEFORE[key] for key in ("Leaf", "Twig", "Tree")}, {"Leaf", "Twig", "Tree"}),
    ],
    ids=["all", "one more", "below", "beside", "one gone"],
)
def test_what_leads_to_a_change_is_changed(after: dict[str, Any], same: set[str]) -> None:
    sides = (Schemas(load(schemas("3.1.0", **named))[0]) for named in (BEFORE, after))
    unchanged = Unchanged(*sides)
    places = {name: (f"#/components/schemas/{name}",) for name in BEFORE}
    assert {name for name, place in places.items() if unchanged.at(place, place)} == same


def test_one_more_that_extends_a_schema_changes_it() -> None:
    base = {**made(kind=TEXT), "discriminator": {"propertyName": "kind"}}
    old = {"A": made(pet=to("Pet")), "Pet": base, "Cat": {"allOf": [to("Pet"), made(lives=WHOLE)]}}
    new = {**old, "Dog": {"allOf": [to("Pet"), made(lives=TEXT)]}}
    assert said(findings(document_of(old), document_of(new)))
