"""Names: valid, each used once, and never changed by what has nothing to do with them."""

from __future__ import annotations

import builtins
import keyword
import unicodedata
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwright.ir.naming import (
    argument_name,
    argument_names,
    class_name,
    component_name,
    distinct,
    field_name,
    identifier,
    is_reserved_operation,
    likeness,
    operation_name,
    package_name,
    place_name,
    snake,
    unique,
)

TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="aAzZ09_-. $/~#éß订", max_size=12),
    st.sampled_from([*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "self", "options"]),
)
WIRES = st.lists(TEXTS, unique=True, max_size=12)
# A component schema, a place below one, and a place in an operation.
COMPONENTS = TEXTS.filter(lambda text: "/" not in text).map(lambda t: f"#/components/schemas/{t}")
PLACES = st.builds(
    lambda root, rest: "".join([root, *(f"/properties/{part}" for part in rest)]),
    st.one_of(COMPONENTS, st.just("#/paths/~1orders/get/parameters/0/schema")),
    st.lists(st.sampled_from(["a", "b", "a_b", "items"]), max_size=3),
)
IDENTITIES = st.builds(
    lambda direction, scope, place: f"{direction} {scope} {place}",
    st.sampled_from(["send", "read"]),
    st.sampled_from(["-", "create_order"]),
    PLACES,
)


@dataclass(frozen=True)
class Parameter:
    name: str
    where: str


PARAMETERS = st.lists(
    st.builds(Parameter, TEXTS, st.sampled_from(["path", "query", "header"])),
    unique=True,
    max_size=10,
)


def is_name(text: str) -> bool:
    """Whether Python reads it as this very name: it brings names to the form NFKC."""
    is_read_alike = unicodedata.normalize("NFKC", text) == text
    return is_read_alike and text.isidentifier() and not keyword.iskeyword(text)


@given(TEXTS)
def test_fields_and_arguments_are_public_names_in_small_letters(wire: str) -> None:
    for name in (identifier(wire), field_name(wire)):
        assert is_name(name)
        assert name == name.lower()
        assert not name.startswith("_")


@given(TEXTS)
def test_a_field_hides_no_type_of_its_class(wire: str) -> None:
    assert field_name(wire) not in ("str", "int", "float", "bool", "bytes", "list", "dict")


@given(TEXTS)
def test_a_name_that_is_one_already_stays(wire: str) -> None:
    name = identifier(wire)
    assert snake(name) == name
    assert identifier(name.rstrip("_")).rstrip("_") == name.rstrip("_")


@given(TEXTS)
def test_classes_are_names_that_hide_nothing(text: str) -> None:
    name = class_name(text)
    assert is_name(name)
    assert name[0] == name[0].upper()
    assert name not in dir(builtins)


@given(TEXTS)
def test_an_operation_gets_a_name_that_a_method_can_have(text: str) -> None:
    name = operation_name(text)
    assert is_name(name)
    assert not is_reserved_operation(name)


@given(TEXTS)
def test_a_package_is_named_in_small_letters(text: str) -> None:
    assert package_name(text) == package_name(text).lower()
    assert f"a{package_name(text)}".isidentifier()


@given(WIRES)
def test_fields_of_one_struct_have_names_of_their_own(wires: list[str]) -> None:
    ranked = sorted(wires, key=likeness)
    names = unique((wire, field_name(wire)) for wire in ranked)
    assert list(names) == ranked
    assert len(set(names.values())) == len(wires)
    assert all(is_name(name) for name in names.values())


@given(WIRES, TEXTS)
def test_a_field_that_clashes_with_none_renames_none(wires: list[str], added: str) -> None:
    before = unique((wire, field_name(wire)) for wire in sorted(wires, key=likeness))
    if added in wires or field_name(added) in before.values():
        return
    more = sorted([*wires, added], key=likeness)
    after = unique((wire, field_name(wire)) for wire in more)
    assert {wire: after[wire] for wire in wires} == before


@given(WIRES)
def test_what_is_spelled_like_a_name_has_it(wires: list[str]) -> None:
    names = unique((wire, field_name(wire)) for wire in sorted(wires, key=likeness))
    for wire in wires:
        if field_name(wire) == wire:
            assert names[wire] == wire


@given(PARAMETERS, WIRES)
def test_arguments_of_one_method_have_names_of_their_own(
    parameters: list[Parameter], fields: list[str]
) -> None:
    names = argument_names(parameters, fields)
    assert len(set(names.values())) == len(names) == len(parameters) + len(fields)
    assert all(is_name(name) for name in names.values())
    assert not {"self", "options", "models"} & set(names.values())


@given(PARAMETERS, WIRES, st.randoms(use_true_random=False))
def test_the_order_of_body_fields_changes_no_argument(
    parameters: list[Parameter],
    fields: list[str],
    random: Random,
) -> None:
    shuffled = list(fields)
    random.shuffle(shuffled)
    assert argument_names(parameters, fields) == argument_names(parameters, shuffled)


@given(st.sets(IDENTITIES, max_size=12))
def test_models_have_names_of_their_own_whatever_the_order(identities: set[str]) -> None:
    wanted = {item: place_name(item.split(" ", 2)[2], {}) for item in identities}
    names = distinct(wanted)
    assert names == distinct(dict(reversed(wanted.items())))
    assert set(names) == identities
    assert len(set(names.values())) == len(identities)
    assert all(is_name(name) for name in names.values())


@given(st.sets(IDENTITIES, max_size=12), IDENTITIES)
def test_a_model_that_clashes_with_none_renames_none(identities: set[str], added: str) -> None:
    wanted = {item: place_name(item.split(" ", 2)[2], {}) for item in identities}
    name = place_name(added.split(" ", 2)[2], {})
    if added in identities or name in wanted.values():
        return
    after = distinct({**wanted, added: name})
    assert {item: after[item] for item in identities} == distinct(wanted)


@given(COMPONENTS)
def test_a_component_is_named_after_itself_alone(pointer: str) -> None:
    name = component_name(pointer)
    assert name is not None
    assert place_name(pointer, {}) == class_name(name)


@pytest.mark.parametrize("name", ["type", "match", "case"])
def test_words_that_only_some_versions_of_python_reserve_are_names_in_all(name: str) -> None:
    assert identifier(name) == name
    assert argument_name(name) == name
