"""Schemas that others extend through `allOf`: a value of one may be any of those."""

from __future__ import annotations

from typing import Any

import pytest

from portwright.openapi import family
from portwright.openapi.effective import Schemas
from portwright.openapi.view import ObjectView
from tests.openapi.documents import clean, load, schemas, v2

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
TOLD = {"discriminator": {"propertyName": "kind"}}
PLACE = "#/components/schemas/"


def ref(name: str) -> dict[str, Any]:
    return {"$ref": PLACE + name}


def having(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def extending(base: str, *others: Any, **properties: Any) -> dict[str, Any]:
    return {"allOf": [ref(base), *others, having(**properties)]}


BASE = {**having(kind=TEXT, id=TEXT), "required": ["kind"], **TOLD}
CAT = extending("Base", lives=NUMBER)
DOG = {"allOf": [ref("Base")], **having(tricks=TEXT), "required": ["tricks"]}
PUPPY = extending("Dog", toys=NUMBER)
OWN = {"kind", "id"}


def known(**named: Any) -> Schemas:
    return Schemas(clean(schemas("3.1.0", **named)))


def view_of(found: Schemas, name: str) -> ObjectView:
    [made] = found.view(PLACE + name).objects
    return made


def names(found: Schemas, name: str) -> set[str]:
    return set(view_of(found, name).properties)


def constants(found: Schemas, name: str = "Base", told: str = "kind") -> set[str]:
    view = found.merged(view_of(found, name).properties[told])
    return set(view.told.values or ()) if view.told is not None else set()


def test_a_base_has_the_properties_of_all_and_requires_its_own() -> None:
    found = known(Base=BASE, Cat=CAT, Dog=DOG, Puppy=PUPPY)
    assert names(found, "Base") == {*OWN, "lives", "tricks", "toys"}
    assert view_of(found, "Base").required == {"kind"}
    assert view_of(found, "Base").identity == PLACE + "Base"


def test_what_extends_has_those_of_its_line_and_of_what_extends_it() -> None:
    found = known(Base=BASE, Cat=CAT, Dog=DOG, Puppy=PUPPY)
    assert names(found, "Cat") == {*OWN, "lives"}
    assert names(found, "Dog") == {*OWN, "tricks", "toys"}
    assert names(found, "Puppy") == {*OWN, "tricks", "toys"}
    assert view_of(found, "Dog").required == {"kind", "tricks"}


@pytest.mark.parametrize("first", ["Base", "Cat", "Dog", "Puppy"])
def test_it_does_not_matter_what_is_met_first(first: str) -> None:
    named = {"Puppy": PUPPY, "Cat": CAT, "Base": BASE, "Dog": DOG}
    found = known(**named)
    found.view(PLACE + first)
    for name in named:
        assert view_of(found, name) == view_of(known(**dict(sorted(named.items()))), name)


def test_without_a_discriminator_a_schema_is_what_it_says() -> None:
    assert names(known(Base=having(id=TEXT), Cat=CAT), "Base") == {"id"}


def test_one_that_is_wrapped_is_met_all_the_same() -> None:
    holder = having(it={"allOf": [ref("Base")], "description": "One."}, alias=ref("Alias"))
    found = known(Base=BASE, Cat=CAT, Alias=ref("Base"), Holder=holder)
    for name in ("it", "alias"):
        view = found.merged(view_of(found, "Holder").properties[name])
        assert [item.identity for item in view.objects] == [PLACE + "Base"]


EXTENDS: dict[str, Any] = {
    "properties beside": DOG,
    "within a branch": {"allOf": [{"allOf": [ref("Base"), having(tricks=TEXT)]}]},
    "through an alias": {"allOf": [ref("Alias"), having(tricks=TEXT)]},
    "a reference with siblings": {"allOf": [{**ref("Base"), **having(tricks=TEXT)}]},
    "an alternative": extending("Base", {"oneOf": [having(tricks=TEXT), having(id=TEXT)]}),
}


@pytest.mark.parametrize("way", EXTENDS)
def test_ways_to_extend(way: str) -> None:
    found = known(Base=BASE, Cat=CAT, Alias=ref("Base"), It=EXTENDS[way])
    assert names(found, "Base") == {*OWN, "lives", "tricks"}
    assert {name for made in found.view(PLACE + "It").objects for name in made.properties} == {
        *OWN,
        "tricks",
    }


def test_what_adds_nothing_is_a_schema_of_its_own() -> None:
    found = known(Base=BASE, Cat=CAT, Same={"allOf": [ref("Base")]})
    assert (view_of(found, "Same").identity, names(found, "Same")) == (PLACE + "Same", OWN)


def test_a_base_may_list_what_extends_it() -> None:
    found = known(Base={**BASE, "oneOf": [ref("Cat"), ref("Dog")]}, Cat=CAT, Dog=DOG)
    assert names(found, "Base") == {*OWN, "lives", "tricks"}
    assert names(found, "Cat") == {*OWN, "lives"}


@pytest.mark.parametrize("other", [ref("A"), {"allOf": [ref("A"), having(a=TEXT)]}])
@pytest.mark.parametrize("first", "AB")
def test_circles_end(other: Any, first: str) -> None:
    found = known(A={"allOf": [ref("B"), having(a=TEXT)], **TOLD}, B=other)
    assert names(found, first) == {"a"}


MAPPED = {"discriminator": {"propertyName": "kind", "mapping": {"c": "Cat", "k": "Cat"}}}
FIXED = extending("Base", kind={"type": "string", "const": "fixed"})
CONSTANTS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "names": ({"Base": BASE, "Cat": CAT, "Dog": DOG}, {"Cat", "Dog"}),
    "a mapping": ({"Base": BASE | MAPPED, "Cat": CAT, "Dog": DOG}, {"c", "k", "Dog"}),
    "its own constant": ({"Base": BASE, "Cat": CAT, "Fixed": FIXED}, {"Cat", "fixed"}),
    "a word of AutoRest": (
        {"Base": BASE, "Cat": CAT | {"x-ms-discriminator-value": "#cat"}},
        {"#cat"},
    ),
    "constants of the base": (
        {"Base": BASE | having(kind={**TEXT, "enum": ["a"]}), "Cat": CAT},
        set(),
    ),
    "no text": ({"Base": BASE | having(kind=NUMBER), "Cat": CAT}, set()),
}


@pytest.mark.parametrize("way", CONSTANTS)
def test_constants(way: str) -> None:
    named, expected = CONSTANTS[way]
    assert constants(known(**named)) == expected


def test_constants_are_those_of_what_may_stand_there() -> None:
    found = known(Base=BASE, Cat=CAT, Dog=DOG, Puppy=PUPPY)
    assert constants(found) == {"Cat", "Dog", "Puppy"}
    assert constants(found, "Dog") == {"Puppy"}
    assert constants(found, "Cat") == set()


def test_a_name_of_2_0() -> None:
    definitions = {
        "Base": {**having(kind=TEXT), "discriminator": "kind", "required": ["kind"]},
        "Cat": {"allOf": [{"$ref": "#/definitions/Base"}, having(lives=NUMBER)]},
    }
    found = Schemas(clean(v2(definitions=definitions)))
    assert (names(found, "Base"), constants(found)) == ({"kind", "lives"}, {"Cat"})


def test_one_more_adds_fields_and_renames_nothing() -> None:
    named = {
        "Base": BASE,
        "Cat": extending("Base", home=having(floor=NUMBER), all={"type": "array", "items": CAT}),
        "Dog": extending("Base", home=having(yard=TEXT), all={"type": "array", "items": DOG}),
    }
    before, after = (
        known(**named, **more)
        for more in ({}, {"Ant": extending("Base", home=having(hill=TEXT), legs=NUMBER)})
    )
    assert names(after, "Base") - names(before, "Base") == {"legs"}
    for found in (before, after):
        assert home_of(found).identity == f"{PLACE}Base/oneOf/properties/home"
    assert set(home_of(after).properties) == {"floor", "yard", "hill"}


def home_of(found: Schemas) -> ObjectView:
    [made] = found.merged(view_of(found, "Base").properties["home"]).objects
    return made


def test_a_list_that_holds_itself_ends() -> None:
    several = {"type": "array", "items": {"$ref": f"{PLACE}L"}}
    named = {"Cat": extending("Base", x=several), "Dog": extending("Base", x=ref("L"))}
    found = known(Base=BASE, L=several, **named)
    pointers, seen = view_of(found, "Base").properties["x"], set[tuple[str, ...]]()
    while pointers not in seen:
        seen.add(pointers)
        pointers = found.merged(pointers).arrays
    assert len(seen) < 5


def test_a_base_of_too_much_stays_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    named = {"Base": BASE, "Cat": CAT, "Dog": DOG}
    monkeypatch.setattr(family, "_MOST_PROPERTIES", 3)
    found = known(**named)
    assert (names(found, "Base"), names(found, "Cat")) == (OWN, {*OWN, "lives"})
    assert found.loses_subtypes(PLACE + "Base")
    monkeypatch.setattr(family, "_MOST_PROPERTIES", 4)
    assert not known(**named).loses_subtypes(PLACE + "Base")


@pytest.mark.parametrize("base", [{"type": "string"}, {}, {"type": "array", "items": TEXT}])
def test_what_is_no_object_has_no_properties_of_others(base: Any) -> None:
    found = Schemas(load(schemas("3.1.0", Base={**base, **TOLD}, Cat=CAT))[0])
    assert not found.view(PLACE + "Base").objects


def test_a_base_without_properties_has_those_of_others() -> None:
    found = known(Base={"type": "object", **TOLD}, Cat=CAT)
    assert (names(found, "Base"), view_of(found, "Base").required) == ({"lives"}, frozenset())
