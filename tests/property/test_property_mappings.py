"""Any answer that fits its schema is mapped: None exactly where a path is broken, and no other
error than that a value has no meaning."""

from __future__ import annotations

import contextlib
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portwright_runtime.errors import MappingFailed
from tests.mapped.built import built

TEXT = st.text(max_size=6)
CODES = st.sampled_from(["EUR", "jpy", "zzz", "", "E"])


def thing(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An object: what may be left out is there, or null, or not there."""
    maybe = {name: st.one_of(st.none(), value) for name, value in optional.items()}
    return st.fixed_dictionaries(required, optional=maybe)


OWNER = thing({"id": TEXT}, {"name": TEXT})
REFERENCE = st.one_of(TEXT, OWNER)
INNER = thing({"c": TEXT}, {})
TIMES = st.one_of(TEXT, st.datetimes().map(lambda moment: f"{moment.isoformat()}Z"))
NODE = thing(
    {"id": TEXT, "b": INNER},
    {"maybe": TEXT, "at": TIMES, "cents": st.integers(), "currency": CODES},
)
ITEM = thing(
    {"name": TEXT},
    {"kind": st.sampled_from(["big", "small", "new"]), "owner": OWNER, "words": st.lists(TEXT)},
)
WORDS = st.dictionaries(st.sampled_from(["colour", "size", "other"]), TEXT)
SIZES = st.dictionaries(st.sampled_from(["size", "other"]), st.one_of(st.none(), TEXT))
GROUPS = st.dictionaries(st.sampled_from(["main", "other"]), thing({}, {"name": TEXT}))
THING = thing(
    {
        "a": NODE, "owner": REFERENCE, "text_id": TEXT, "items": st.lists(ITEM, max_size=3),
        "labels": WORDS,
    },
    {
        "maybe": NODE, "buyer": REFERENCE, "maybe_items": st.lists(ITEM, max_size=3),
        "words": st.lists(TEXT, max_size=4), "maybe_labels": SIZES, "groups": GROUPS,
    },
)  # fmt: skip

# Fields that are a path alone, and the path.
PATHS: dict[str, tuple[str | int, ...]] = {
    "sure": ("a", "b", "c"), "deep": ("maybe", "b", "c"), "tail": ("a", "maybe"),
    "owner_name": ("owner", "name"), "first": ("items", 0, "name"),
    "second": ("items", 1, "owner", "name"), "word": ("words", 2),
    "colour": ("labels", "colour"), "size": ("maybe_labels", "size"),
    "nested": ("groups", "main", "name"), "text_id": ("text_id",), "object_id": ("a", "id"),
    "maybe_object_id": ("maybe", "id"),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    """Compile before Hypothesis looks at the clock."""
    for case in ("paths", "words"):
        built(case).module("shop.mappings")


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path; None where it is broken."""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def identity(value: Any) -> Any:
    return value["id"] if isinstance(value, dict) else value


@given(THING)
def test_a_path_gives_none_exactly_where_it_is_broken(answer: dict[str, Any]) -> None:
    found = mapped("paths", "Thing", "get_thing_result", answer)
    assume(found is not None)
    assert {name: getattr(found, name) for name in PATHS} == {
        name: at(answer, path) for name, path in PATHS.items()
    }
    assert (found.owner_id, found.buyer_id) == (
        identity(answer["owner"]),
        identity(answer.get("buyer")),
    )
    texts = (at(answer, PATHS["deep"]), at(answer, PATHS["tail"]), at(answer, PATHS["sure"]))
    assert found.first_of == next(text for text in texts if text is not None)
    assert found.defaulted == (texts[0] if texts[0] is not None else "none")
    assert (found.inner is None) is (answer.get("maybe") is None)
    assert (found.owner is None) is not isinstance(answer["owner"], dict)
    money = [at(answer, ("maybe", name)) for name in ("cents", "currency")]
    assert (found.price is None) is (None in money)
    assert (found.at is None) is (at(answer, ("maybe", "at")) is None)


@given(THING)
def test_the_items_that_are_taken_are_those_that_the_conditions_say(answer: dict[str, Any]) -> None:
    found = mapped("paths", "Thing", "get_thing_result", answer)
    assume(found is not None)
    big = [item for item in answer["items"] if item.get("kind") == "big"]
    named = [item for item in big if at(item, ("owner", "name")) is not None]
    assert [item.name for item in found.names] == [item["name"] for item in named]
    items = answer.get("maybe_items")
    if items is None:
        assert found.odd is None
        return
    known = [item for item in items if item.get("kind") in ("small", "big")]
    wordless = [item["name"] for item in known if not item.get("words")]
    assert [item.name for item in found.odd] == wordless


@given(
    thing(
        {
            "state": TEXT | st.sampled_from(["new", "paid", "void"]), "kind": TEXT, "free": TEXT,
            "level": st.integers(-3, 3), "closed_level": st.integers(0, 3),
            "is_paid": st.booleans(),
        },
        {
            "maybe_state": st.sampled_from(["new", "paid", "void", "lost"]), "maybe_free": TEXT,
            "maybe_paid": st.booleans(),
        },
    )
)  # fmt: skip
def test_a_word_has_a_meaning_or_fails(answer: dict[str, Any]) -> None:
    found = mapped("words", "Order", "get_order_result", answer)
    words = ("new", "paid", "void")
    maybe = answer.get("maybe_state")
    whole = answer["state"] in words and answer["closed_level"] in (1, 2)
    assert (found is not None) is (whole and maybe in (None, *words))
    if found is not None:
        assert (found.maybe_state is None) is (maybe is None)


def mapped(case: str, model: str, function: str, answer: dict[str, Any]) -> Any:
    """What the mapper makes of an answer, as the client decodes it; None where it fails."""
    module = built(case)
    decoded = msgspec.json.decode(
        msgspec.json.encode(answer), type=getattr(module.module("shop.models"), model)
    )
    with contextlib.suppress(MappingFailed):
        return getattr(module.module("shop.mappings"), function)(decoded)
    return None
