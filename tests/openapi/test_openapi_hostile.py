"""Documents damaged at random: never a traceback, and what is left is sound."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portwright.openapi.fields import TEXT
from portwright.openapi.grammar import Grammar
from portwright.openapi.version_2 import VERSION_2
from portwright.openapi.version_3 import VERSION_3
from tests.openapi.documents import attempt, load, references
from tests.openapi.samples import SAMPLE_2, SAMPLE_3

JUNK: list[Any] = [
    *(None, True, False, 0, -1, 3.5, "", "x", "#", "#/paths", "../x.yaml", "http://x/y"),
    *([], {}, [1], ["a"], [[]], {"a": 1}, {"$ref": 5}, {"nullable": True}),
    *({"$ref": target} for target in ("#/components/schemas/A", "#/definitions/A", "#/x-y")),
    *({"$ref": target} for target in ("#/paths/~1a/get", "#/components/parameters/P")),
    *({"type": "string", "nullable": True, "allOf": []}, {"name": "q", "in": "query"}),
]


def slots(document: Any) -> list[tuple[Any, Any]]:
    """Every place of a document: its container and its key."""
    found: list[tuple[Any, Any]] = []
    open_nodes = [document]
    while open_nodes:
        node = open_nodes.pop()
        pairs = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in pairs:
            found.append((node, key))
            if isinstance(value, (dict, list)):
                open_nodes.append(value)
    return found


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    document: dict[str, Any] = copy.deepcopy(draw(st.sampled_from([SAMPLE_3, SAMPLE_2])))
    for _ in range(draw(st.integers(1, 6))):
        places = slots(document)
        if not places:
            break
        container, key = places[draw(st.integers(0, len(places) - 1))]
        if draw(st.booleans()):
            container[key] = copy.deepcopy(draw(st.sampled_from(JUNK)))
        else:
            del container[key]
    return document


@settings(max_examples=300, deadline=None, derandomize=True)
@given(damaged())
def test_what_is_left_is_sound(document: dict[str, Any]) -> None:
    loaded, said = attempt(document)
    if loaded is None:
        assert [item.code for item in said if item.code == "E0101"]
        return
    for reference in references(loaded.data):
        loaded.get(reference)
    for entry in loaded.operations.values():
        assert (loaded.get(entry.pointer).get("operationId") or None) == entry.declared_id
        assert all(loaded.get(pointer) == parameter for pointer, parameter in entry.parameters)
        assert loaded.locate(entry.pointer).line >= 1
    again, rest = load(json.dumps(loaded.data))
    assert [item.message for item in rest if item.code != "W0106"] == []
    assert again.data == loaded.data
    assert list(again.operations) == list(loaded.operations)


@pytest.mark.parametrize("sample", [SAMPLE_2, SAMPLE_3])
def test_the_samples_are_sound_themselves(sample: dict[str, Any]) -> None:
    _, said = load(sample)
    assert {item.code for item in said} == {"W0106"}


@pytest.mark.parametrize("grammar", [VERSION_2, VERSION_3])
def test_every_kind_that_a_table_names_has_a_table(grammar: Grammar) -> None:
    fields = [
        field
        for entry in grammar.entries.values()
        for field in [*entry.fields.values(), entry.others or TEXT]
    ]
    assert {field.kind for field in fields if field.kind} <= grammar.entries.keys()
    referable = {kind for kind, entry in grammar.entries.items() if entry.referable}
    assert referable == set(grammar.sections)
    for entry in grammar.entries.values():
        assert set(entry.required) <= entry.fields.keys()
