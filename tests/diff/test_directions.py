"""What is wider for one who reads is narrower for one who sends, and the other way round when it is
taken back; and nothing that our types would notice goes by unsaid. In real documents and our own.

`--hypothesis-profile=long` tries many more.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portwright.build.whole import bind_whole
from portwright.diff.change import Finding
from portwright.diff.compare import Subject, compare
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import (
    Choice,
    Direction,
    Field,
    Named,
    NamedChoice,
    Null,
    Scalar,
    Shape,
    Struct,
    members,
)
from portwright.openapi.pointer import look_up, tokens_of
from tests.diff.documents import NAMES, read, subject
from tests.openapi.documents import load

EXAMPLES = settings().max_examples // 4
Schema = dict[str, Any]
Held = tuple[Shape, ...]
Widening = Callable[[Schema, str, bool], None]
"""Makes a property of an object schema wider; whether the document is of 3.1 decides how."""


def _nullable(made: Schema, name: str, modern: bool) -> None:
    inner = made["properties"][name]
    if modern:
        inner["type"] = [inner["type"], "null"]
    else:
        inner["nullable"] = True


def _optional(made: Schema, name: str, modern: bool) -> None:
    made["required"] = [item for item in made["required"] if item != name]


def _constant(made: Schema, name: str, modern: bool) -> None:
    made["properties"][name]["enum"] = [*made["properties"][name]["enum"], "one more"]


def _opened(made: Schema, name: str, modern: bool) -> None:
    del made["properties"][name]["enum"]


def _kind(made: Schema, name: str, modern: bool) -> None:
    other = {"type": "object", "properties": {"id": {"type": "string"}}}
    made["properties"][name] = {"anyOf": [made["properties"][name], other]}


def _is_text(schema: Schema, held: Held) -> bool:
    return schema.get("type") == "string" and Scalar("string") in held


def _is_choice(schema: Schema, held: Held) -> bool:
    known = isinstance(schema.get("enum"), list) and schema.get("type") == "string"
    return known and any(isinstance(part, Choice) for part in held)


WIDENINGS: Mapping[str, tuple[Widening, Callable[[Schema, Field, Held], bool]]] = {
    "null": (_nullable, lambda it, field, held: _is_text(it, held) and Null() not in held),
    "optional": (_optional, lambda it, field, held: field.required),
    "one more constant": (_constant, lambda it, field, held: _is_choice(it, held)),
    "any constant": (_opened, lambda it, field, held: _is_choice(it, held)),
    "another type": (_kind, lambda it, field, held: _is_text(it, held)),
}


@cache
def places(name: str, what: str) -> tuple[tuple[str, str], ...]:
    """Where a document can be widened: the object schema, and the property of it."""
    return tuple(sorted(set(_places(name, what))))


def _places(name: str, what: str) -> Iterator[tuple[str, str]]:
    models = {model.name: model for model in subject(name).made.models}
    for struct in models.values():
        if not isinstance(struct, Struct):
            continue
        made = _standing(read(name), struct.pointer)
        for field in struct.fields if "allOf" not in made else ():
            inner = made.get("properties", {}).get(field.wire)
            held = tuple(_held(field.shape, models))
            if isinstance(inner, dict) and WIDENINGS[what][1](inner, field, held):
                yield struct.pointer, field.wire


def _held(shape: Shape, models: Mapping[str, Any]) -> Iterator[Shape]:
    for part in members(shape):
        named = models.get(part.name) if isinstance(part, Named) else None
        yield named.choice if isinstance(named, NamedChoice) else part


def _standing(document: Any, pointer: str) -> Schema:
    """An object schema of its own in the document as it is written; else an empty one."""
    try:
        found = look_up(document, tokens_of(pointer))
    except (KeyError, IndexError, ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) and isinstance(found.get("required", []), list) else {}


def fields_at(known: Subject, pointer: str, wire: str) -> dict[Direction, Field]:
    """The fields that were made of a property."""
    return {
        model.direction: field
        for model in known.made.models
        if isinstance(model, Struct) and model.pointer == pointer
        for field in model.fields
        if field.wire == wire
    }


def worst(found: tuple[Finding, ...], direction: Direction) -> Verdict:
    """The worst that is said of a direction; nothing said is `info`."""
    uses = [use for item in found for use in item.uses if use.direction is direction]
    return min((use.verdict for use in uses), key=lambda it: it.rank, default=Verdict.INFO)


@pytest.mark.parametrize("what", WIDENINGS)
def test_wider_one_way_is_narrower_the_other(what: str) -> None:
    usable = [name for name in NAMES if places(name, what)]

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.sampled_from(usable), st.integers(0, 10_000))
    def both_ways(name: str, seed: int) -> None:
        pointer, wire = Random(seed).choice(places(name, what))
        changed = copy.deepcopy(read(name))
        modern = str(changed.get("openapi", "")).startswith("3.1")
        WIDENINGS[what][0](look_up(changed, tokens_of(pointer)), wire, modern)
        narrow, wide = subject(name), load(changed)[0]
        there = compare(narrow, wide)
        whole = bind_whole(wide)
        assert whole is not None
        back = compare(Subject(wide, whole.bound, whole.integration), narrow.document)
        fields = fields_at(narrow, pointer, wire)
        if Direction.READ in fields:
            assert worst(there, Direction.READ) is not Verdict.INFO, (pointer, wire)
        assert worst(back, Direction.READ) is Verdict.INFO, (pointer, wire)
        if Direction.SEND in fields:
            assert worst(back, Direction.SEND) is Verdict.BREAKS_REQUEST, (pointer, wire)
        assert worst(there, Direction.SEND) is Verdict.INFO, (pointer, wire)

    both_ways()


@settings(max_examples=EXAMPLES * 2, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 10_000))
def test_a_field_that_is_gone_is_missed(name: str, seed: int) -> None:
    chance, known = Random(seed), subject(name)
    found = [
        (model.pointer, field.wire)
        for model in known.made.models
        if isinstance(model, Struct) and "allOf" not in _standing(read(name), model.pointer)
        for field in model.fields
        if field.wire in _standing(read(name), model.pointer).get("properties", {})
    ]
    assume(found)
    pointer, wire = chance.choice(found)
    changed = copy.deepcopy(read(name))
    made = look_up(changed, tokens_of(pointer))
    del made["properties"][wire]
    made["required"] = [item for item in made.get("required", []) if item != wire]
    there = compare(known, load(changed)[0])
    for direction in fields_at(known, pointer, wire):
        # Where an error has it, no more is lost than its details.
        said = (Verdict.BREAKS_MAPPING, Verdict.DEGRADED)[: 2 if direction is Direction.READ else 1]
        assert worst(there, direction) in said, (pointer, wire)
