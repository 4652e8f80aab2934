"""Names: valid, each used once, and never changed by what has nothing to do with them."""

from __future__ import annotations

import builtins
import keyword
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwright.ir.member_names import argument_names, field_names
from portwright.ir.naming import (
    argument_name,
    class_name,
    class_names,
    component_name,
    field_name,
    identifier,
    is_reserved_operation,
    operation_name,
    package_name,
    place_name,
    snake,
)
from portwright.ir.words import spelled_out

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
    assert name[0].isupper()
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
    names = field_names(wires)
    assert list(names) == wires
    assert len(set(names.values())) == len(wires)
    assert all(is_name(name) for name in names.values())


@given(WIRES, TEXTS)
def test_a_field_that_clashes_with_none_renames_none(wires: list[str], added: str) -> None:
    """A clash is with a name, or with what has to give way for one."""
    before = field_names(wires)
    assert before == field_names(reversed(wires))
    wished = {
        name for wire in (added,) for name in (field_name(wire), field_name(spelled_out(wire)))
    }
    others = {name for wire in wires for name in (field_name(wire), field_name(spelled_out(wire)))}
    if added not in wires and not wished & (others | set(before.values())):
        assert field_names([*wires, added]) == {**before, added: field_name(added)}


@given(WIRES)
def test_what_is_spelled_like_a_name_has_it(wires: list[str]) -> None:
    names = field_names(wires)
    for wire in wires:
        if field_name(wire) == wire:
            assert names[wire] == wire


@pytest.mark.parametrize(
    ("wires", "names"),
    [
        (["asc", "ASC"], ["asc", "asc_x323b08"]),
        (
            ["DateCreated", "DateCreated<", "DateCreated>"],
            ["date_created", "date_created_lt", "date_created_gt"],
        ),
        (["+1", "-1", "laugh"], ["plus_1", "minus_1", "laugh"]),
        (["GMT0", "GMT-0", "GMT+0"], ["gmt_0_x8c500c", "gmt_0_x836c28", "gmt_plus_0"]),
        (["class", "class_", "3d", "", "*"], ["class_x088911", "class_", "n3d", "field_", "star"]),
        (["größe", "Größe", "订单", "𝐱"], ["größe", "größe_xaedc3f", "订单", "x"]),
    ],
)
def test_names_of_fields_by_example(wires: list[str], names: list[str]) -> None:
    assert list(field_names(wires).values()) == names


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


def models(identities: Iterable[str]) -> list[tuple[str, str, str]]:
    pointers = {item: item.split(" ", 2)[2] for item in identities}
    return [(item, pointer, place_name(pointer, {})) for item, pointer in pointers.items()]


@given(st.sets(IDENTITIES, max_size=12))
def test_models_have_names_of_their_own_whatever_the_order(identities: set[str]) -> None:
    wanted = models(identities)
    names = class_names(wanted)
    assert names == class_names(reversed(wanted))
    assert set(names) == identities
    assert len(set(names.values())) == len(identities)
    assert all(is_name(name) for name in names.values())


@given(st.sets(IDENTITIES, max_size=12), IDENTITIES)
def test_a_model_that_clashes_with_none_renames_none(identities: set[str], added: str) -> None:
    wanted, [more] = models(identities), models([added])
    if added in identities or more[2] in {name for _, _, name in wanted}:
        return
    assert class_names([*wanted, more]) == {**class_names(wanted), added: more[2]}


def test_of_components_the_one_most_like_the_name_has_it() -> None:
    pointers = [f"#/components/schemas/{name}" for name in ("odd_thing", "oddThing", "OddThing")]
    names = class_names([(item, item, "OddThing") for item in pointers])
    assert names[pointers[2]] == "OddThing"
    names = class_names([(item, item, "OddThing") for item in pointers[:2]])
    assert all(name.startswith("OddThingX") for name in names.values())


@given(COMPONENTS)
def test_a_component_is_named_after_itself_alone(pointer: str) -> None:
    name = component_name(pointer)
    assert name is not None
    assert place_name(pointer, {}) == class_name(name)


@pytest.mark.parametrize("name", ["type", "match", "case"])
def test_words_that_only_some_versions_of_python_reserve_are_names_in_all(name: str) -> None:
    assert identifier(name) == name
    assert argument_name(name) == name
