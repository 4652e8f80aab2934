"""Nothing is renamed by what has nothing to do with it: docs/guide/names.md."""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portwright.ir.naming import pascal
from tests.naming.changes import reordered, with_more, without_path
from tests.naming.documents import documents
from tests.naming.names import Names, names_of, names_with_spec

ROOT = Path(__file__).parents[2]
# The slices of the vendors that are compiled here, and the documents of cases.
FILES = sorted(
    (*ROOT.glob("specs/*/openapi.json"), *ROOT.glob("tests/cases/*/openapi.*")),
)
# Cases of a spec and one document, which are compiled.
SPECS = sorted(
    path.parent
    for path in ROOT.glob("tests/cases/*/integration.yaml")
    if (path.parent / "expected").is_dir()
    and not {"additions.yaml", "deviations.yaml"} & {item.name for item in path.parent.iterdir()}
)
_DIGEST = re.compile(r"(_x|X)[0-9a-fA-F]{6,}$")
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)


def read(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8")
    found = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    assert isinstance(found, dict)
    return found


def test_there_are_documents() -> None:
    assert len(FILES) > 30


@each_file
def test_more_of_everything_renames_nothing(path: Path, tmp_path: Path) -> None:
    data = read(path)
    before, after = names_of(data, tmp_path), names_of(with_more(data), tmp_path)
    assert len(after) > len(before)
    assert before.items() <= after.items(), changed(before, after)


@each_file
def test_the_order_of_maps_names_nothing(path: Path, tmp_path: Path) -> None:
    data = read(path)
    names = names_of(reordered(data, random.Random(7)), tmp_path)
    assert names == names_of(data, tmp_path)


@each_file
def test_a_path_less_renames_only_what_shared_a_name_with_it(path: Path, tmp_path: Path) -> None:
    data = read(path)
    before = names_of(data, tmp_path)
    paths = sorted(data["paths"].keys() - sharing(data))
    for dropped in random.Random(7).sample(paths, min(3, len(paths))):
        check_fewer(before, names_of(without_path(data, dropped), tmp_path))


@pytest.mark.parametrize("folder", SPECS, ids=lambda path: path.name)
def test_with_a_spec_neither_more_nor_another_order_renames(folder: Path, tmp_path: Path) -> None:
    spec = (folder / "integration.yaml").read_text(encoding="utf-8")
    [file] = re.findall(r"^openapi: (\S+)$", spec, re.MULTILINE)
    data = read(folder / file)
    before = names_with_spec(spec, data, tmp_path)
    assert before
    assert names_with_spec(spec, reordered(data, random.Random(7)), tmp_path) == before
    after = names_with_spec(spec, with_more(data), tmp_path)
    assert before.items() <= after.items(), changed(before, after)


def test_the_operations_that_are_asked_for_have_the_names_that_they_have_among_all(
    tmp_path: Path,
) -> None:
    data = read(ROOT / "tests/cases/whole_document/openapi.yaml")
    alone = names_of(data, tmp_path, ("get-plant",))
    [name] = [name for thing, name in alone.items() if thing[0] == "operation"]
    assert name == "get_plant_xb7e7ca"
    assert alone.items() <= names_of(data, tmp_path).items()


@given(documents(), st.randoms(use_true_random=False))
@settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
def test_no_document_names_by_order_or_by_what_is_unrelated(
    data: dict[str, Any], rng: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before = names_of(data, Path(folder))
        assert names_of(reordered(data, rng), Path(folder)) == before
        after = names_of(with_more(data), Path(folder))
        assert before.items() <= after.items(), changed(before, after)
        for path in data["paths"].keys() - sharing(data):
            check_fewer(before, names_of(without_path(data, path), Path(folder)))


def test_a_path_without_a_tag_joins_the_tag_that_is_called_like_it(tmp_path: Path) -> None:
    answers = {"responses": {"204": {"description": ""}}}
    tags = {"/v1/a": "Invoices", "/b": "Pets", "/c": "pets", "/d/{id}": None, "/invoices": None}
    items = {
        path: {"get": {**answers, **({"tags": [tag]} if tag else {})}} for path, tag in tags.items()
    }
    items["/pets"] = {"get": answers}
    info = {"title": "", "version": ""}
    found = names_of({"openapi": "3.0.3", "info": info, "paths": items}, tmp_path)
    groups = [name for thing, name in sorted(found.items()) if thing[0] == "group"]
    assert groups == ["pets_x7dc1cd", "pets", "d", "invoices", "pets", "invoices"]


def sharing(data: dict[str, Any]) -> set[str]:
    """The paths with an operationId that others have too: without one, those have it alone."""
    ids = [
        (path, operation["operationId"])
        for path, item in data["paths"].items()
        for operation in item.values()
        if isinstance(operation, dict) and operation.get("operationId")
    ]
    counts = Counter(name for _, name in ids)
    return {path for path, name in ids if counts[name] > 1}


def check_fewer(before: Names, after: Names) -> None:
    """What shares its name with nothing that is gone is called as before; what stands inline in
    an operation goes by the operation's name."""
    gone = {base(before[thing]) for thing in before.keys() - after.keys()}
    kept = {thing: name for thing, name in before.items() if thing in after}
    renamed = changed(kept, after)
    roots = tuple(pascal(old) for thing, (old, _) in renamed.items() if thing[0] == "operation")
    unrelated = {
        thing: names
        for thing, names in renamed.items()
        if base(names[0]) not in gone and not names[0].startswith(roots) and not borrowed(*names)
    }
    assert not unrelated, gone


def borrowed(old: str, new: str | None) -> bool:
    """Whether fewer operations borrow what stands in another one, and name it."""
    before, after = ({base(name) for name in (names or "").split()} for names in (old, new))
    return len(old.split()) > 1 and after <= before


def base(name: str) -> str:
    """What was wished for: without a digest, and without the mark of what is reserved."""
    return _DIGEST.sub("", name).rstrip("_")


def changed(before: Names, after: Names) -> dict[tuple[str, ...], tuple[str, str | None]]:
    return {
        thing: (name, after.get(thing))
        for thing, name in before.items()
        if after.get(thing) != name
    }
