"""A generated class depends on its model alone: not on what is generated beside it, or before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

from portwright.ir.shapes import Model
from portwright.models import generate
from portwright.models.generate import generate_models
from portwright.models.pieces import Piece, module_of
from tests.compiled import compile_document, compile_folder

CASES = Path(__file__).parents[1] / "cases"
FOLDERS = ("names", "whole_document", "whole_3_1")


class Kept:
    """A store in memory that knows what it was asked."""

    def __init__(self) -> None:
        self.values: dict[str, bytes] = {}
        self.put_last: set[str] = set()

    def get(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        return {key: self.values[key] for key in keys if key in self.values}

    def put(self, values: Mapping[str, bytes]) -> None:
        self.put_last = set(values)
        self.values |= values


@cache
def models_of(name: str) -> tuple[Model, ...]:
    folder = CASES / name
    compile_it = compile_folder if (folder / "integration.yaml").exists() else compile_document
    made = compile_it(folder).integration
    assert made is not None and len(made.models) > 1
    return made.models


@cache
def whole(name: str) -> dict[str, Piece]:
    return generate_models(models_of(name))


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("size", [1, 3])
def test_shards_give_the_same_classes(
    name: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generate, "_SHARD", size)
    assert generate_models(models_of(name)) == whole(name)


@pytest.mark.parametrize("name", FOLDERS)
def test_what_the_store_has_is_not_made_again(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Kept()
    assert generate_models(models_of(name), store) == whole(name)
    assert len(store.put_last) == len(models_of(name))
    monkeypatch.setattr(generate, "_source", None)
    assert generate_models(models_of(name), store) == whole(name)


def test_what_it_lacks_is_made_beside_what_it_has() -> None:
    store = Kept()
    models = models_of("names")
    generate_models(models[::2], store)
    assert generate_models(models, store) == whole("names")
    assert len(store.put_last) == len(models[1::2])


def test_the_order_is_that_of_the_models() -> None:
    models = models_of("names")
    assert list(generate_models(models[::-1])) == [model.name for model in models[::-1]]


def test_a_module_imports_what_its_pieces_need_and_no_more() -> None:
    pieces = [
        Piece("class A: ...", ("from typing import Any", "from decimal import Decimal")),
        Piece("class B: ...", ("from typing import Any",)),
    ]
    assert module_of(pieces, ["from .c import C"]) == (
        "from __future__ import annotations\n"
        "from decimal import Decimal\n"
        "from typing import Any\n"
        "from .c import C\n\n\n"
        "class A: ...\n\n\n"
        "class B: ...\n"
    )
