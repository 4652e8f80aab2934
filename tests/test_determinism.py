"""The same input gives the same bytes: in any process, in any order of keys, whatever is beside."""

from __future__ import annotations

import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.compiled import compile_folder

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests/cases"
STRIPE = ROOT / "specs/stripe"
MAIN = "from portwright.cli.main import main; main()"
READERS: dict[str, Callable[[str], Any]] = {".json": json.loads, ".yaml": yaml.safe_load}
WRITERS: dict[str, Callable[[Any], str]] = {
    ".json": json.dumps,
    ".yaml": lambda value: yaml.safe_dump(value, sort_keys=False, allow_unicode=True),
}


def compiled(spec: Path, out: Path, seed: str) -> dict[str, str]:
    """The files of the packages that a process with this hash seed makes."""
    command = [sys.executable, "-c", MAIN, "compile", str(spec), "--out", str(out)]
    env = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, env=env, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found = [path for path in out.rglob("*") if path.is_file()]
    return {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in found}


@pytest.fixture(scope="module")
def stripe(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return compiled(STRIPE, tmp_path_factory.mktemp("stripe"), "1")


def test_another_process_makes_the_same_bytes(stripe: dict[str, str], tmp_path: Path) -> None:
    assert compiled(STRIPE, tmp_path, "2") == stripe


def test_the_order_of_keys_changes_nothing_but_hashes_of_files(
    stripe: dict[str, str], tmp_path: Path
) -> None:
    for folder in (STRIPE, STRIPE.parent / "ports"):
        shuffle_folder(folder, tmp_path / "specs" / folder.name, random.Random(7))
    (out := tmp_path / "out").mkdir()
    found = compiled(tmp_path / "specs/stripe", out, "3")
    assert found != stripe
    assert {name: unhashed(text) for name, text in found.items()} == {
        name: unhashed(text) for name, text in stripe.items()
    }


@pytest.mark.parametrize(
    "name", ["parameters", "json_bodies", "unions", "names", "api_key_query", "policies"]
)
def test_nor_does_it_in_small_documents(name: str, tmp_path: Path) -> None:
    expected = compile_folder(CASES / name).files
    shuffle_folder(CASES / name, tmp_path, random.Random(name))
    found = compile_folder(tmp_path).files
    assert {file: unhashed(text) for file, text in found.items()} == {
        file: unhashed(text) for file, text in expected.items()
    }


def shuffle_folder(source: Path, target: Path, order: random.Random) -> None:
    """A copy without its lock, every map of every file in another order."""
    target.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if path.suffix in READERS:
            value = shuffled(READERS[path.suffix](path.read_text(encoding="utf-8")), order)
            (target / path.name).write_text(WRITERS[path.suffix](value), encoding="utf-8")


def shuffled(value: Any, order: random.Random) -> Any:
    if isinstance(value, list):
        return [shuffled(item, order) for item in value]
    if isinstance(value, dict):
        keys = list(value)
        order.shuffle(keys)
        return {key: shuffled(value[key], order) for key in keys}
    return value


def unhashed(text: str) -> str:
    return re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", text)


MORE_SPEC = """\
  a_list_of_parcels: {call: listParcels}
  more_parcels: {call: addParcel, safety: unsafe}
  z_parcel: {call: getParcel}
"""
MORE_PATHS = """\
  /a/parcels:
    get:
      operationId: listParcels
      parameters: [{name: state, in: query, schema: {type: string, enum: [new, sent]}}]
      responses: &parcel
        "200":
          description: ""
          content: {application/json: {schema: {$ref: "#/components/schemas/Parcel"}}}
    post:
      operationId: addParcel
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Parcel"}}}}
      responses: *parcel
  /z/parcels/{parcel}:
    get:
      operationId: getParcel
      parameters: [{name: parcel, in: path, required: true, schema: {type: string}}]
      responses: *parcel
"""
MORE_SCHEMAS = """\
  schemas:
    Parcel:
      type: object
      required: [size]
      properties:
        size: {type: object, properties: {width: {type: integer}}}
        state: {type: string, enum: [new, sent]}
"""


@pytest.mark.parametrize("name", ["parameters", "json_bodies", "unions", "recursion", "safety"])
def test_unrelated_operations_change_no_line_of_what_is_there(name: str, tmp_path: Path) -> None:
    before = compile_folder(CASES / name).files
    shutil.copytree(CASES / name, tmp_path / name, ignore=shutil.ignore_patterns("expected"))
    insert(tmp_path / name / "integration.yaml", "operations:\n", MORE_SPEC)
    insert(tmp_path / name / "openapi.yaml", "paths:\n", MORE_PATHS)
    insert(tmp_path / name / "openapi.yaml", "  schemas:\n", MORE_SCHEMAS, instead=True)
    after = compile_folder(tmp_path / name).files
    for file in ("models.py", "client.py"):
        assert statements(before[file]).items() <= statements(after[file]).items()
    assert {"Parcel", "ParcelSizeInput", "ParcelState"} <= statements(after["models.py"]).keys()
    for file in ("connection.py", "errors.py", "policies.py"):
        assert after[file] == before[file]


def insert(path: Path, line: str, text: str, *, instead: bool = False) -> None:
    """`text` after, or instead of, the only such line."""
    whole = path.read_text(encoding="utf-8")
    assert whole.count(line) == 1
    path.write_text(whole.replace(line, text if instead else line + text), encoding="utf-8")


def statements(source: str) -> dict[str, str]:
    """Classes, aliases and constants by name, and the methods of operations; without imports."""
    found: dict[str, str] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and node.name.endswith("Operations"):
            for item in node.body:
                if isinstance(item, ast.FunctionDef):
                    found[f"{node.name}.{item.name}"] = segment(source, item)
        elif isinstance(node, ast.ClassDef):
            found[node.name] = segment(source, node)
        elif isinstance(node, ast.AnnAssign):
            found[ast.unparse(node.target)] = segment(source, node)
    return found


def segment(source: str, node: ast.stmt) -> str:
    lines = source.splitlines()
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(item.lineno for item in decorators)])
    return "\n".join(lines[first - 1 : node.end_lineno])
