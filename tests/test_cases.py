"""Specs beside what they compile to: `expected/` holds the package, `stderr.txt` what is said.

A folder without `stderr.txt` compiles in silence; one without `expected/` does not compile. One
without a spec is a whole document, compiled as `compile --openapi` does, with its `report.json`.
After a change of the output: `pytest tests/test_cases.py --update`, and read the diff.
"""

from __future__ import annotations

import importlib
import inspect
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from portwright.source.folder import read_package
from portwright_runtime import Request
from tests.compiled import (
    SPEC,
    Compiled,
    build_decoders,
    compile_document,
    compile_folder,
    imported,
    methods,
)

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases"
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
SAID, REPORT = "stderr.txt", "report.json"
COMPILING = [folder for folder in FOLDERS if (folder / "expected").is_dir()]


def label(folder: Path) -> str:
    return folder.name


@pytest.mark.parametrize("folder", FOLDERS, ids=label)
def test_compiles_to_this(folder: Path, request: pytest.FixtureRequest) -> None:
    has_spec = (folder / SPEC).exists()
    found = compile_folder(folder) if has_spec else compile_document(folder)
    if request.config.getoption("--update"):
        _update(folder, found)
    assert found.said == _text(folder, SAID)
    assert found.report == _text(folder, REPORT)
    assert found.files == _expected(folder)


@pytest.mark.parametrize("folder", COMPILING, ids=label)
def test_the_package_imports_and_every_decoder_builds(folder: Path) -> None:
    with imported(folder / "expected", f"case_{folder.name}") as package:
        assert build_decoders(package) > 0


GROUPED = [folder for folder in COMPILING if (folder / "expected/operations").is_dir()]


@pytest.mark.parametrize("folder", GROUPED, ids=label)
def test_any_module_can_be_imported_first(folder: Path) -> None:
    """Modules of models import each other, and none may need one that waits for it."""
    expected = folder / "expected"
    below = sorted(path.relative_to(expected) for path in expected.glob("*/**/*.py"))
    assert len(below) > 2
    for number, path in enumerate(below):
        with imported(expected, f"first_{folder.name}_{number}") as package:
            parts = path.with_suffix("").parts
            importlib.import_module(".".join((package.__name__, *parts)))


def test_all_packages_pass_the_type_checker() -> None:
    """One run over all cases, as strict as for our own code."""
    command = [sys.executable, "-m", "mypy", "--strict", "--explicit-package-bases"]
    folders = [str((folder / "expected").relative_to(ROOT)) for folder in COMPILING]
    done = subprocess.run(
        [*command, *folders], cwd=ROOT, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _text(folder: Path, name: str) -> str:
    path = folder / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _expected(folder: Path) -> dict[str, str]:
    return {name: data.decode() for name, data in read_package(folder / "expected").items()}


def _update(folder: Path, found: Compiled) -> None:
    shutil.rmtree(folder / "expected", ignore_errors=True)
    texts = {f"expected/{name}": text for name, text in found.files.items()}
    for name, text in {**texts, SAID: found.said, REPORT: found.report}.items():
        path = folder / name
        path.unlink(missing_ok=True)
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")


@pytest.mark.parametrize("folder", COMPILING, ids=label)
def test_models_and_methods_are_what_the_manifest_says(folder: Path) -> None:
    """Fields by their names on the wire; arguments by name, and which of them must be given."""
    manifest = _manifest(folder)
    with imported(folder / "expected", f"named_{folder.name}") as package:
        for name, schema in manifest["schemas"].items():
            if "properties" in schema:
                fields = msgspec.structs.fields(getattr(package.models, name))
                assert {item.encode_name for item in fields} == set(schema["properties"])
        found = {name: _arguments(method.build) for name, method in methods(package).items()}
    assert found == {
        name: {item["name"]: item["required"] for item in operation["arguments"]}
        for name, operation in manifest["operations"].items()
    }


def _arguments(build: Callable[..., Request]) -> dict[str, bool]:
    parameters = list(inspect.signature(build).parameters.values())[1:]
    return {item.name: item.default is item.empty for item in parameters if item.name != "options"}


def _manifest(folder: Path) -> Any:
    return json.loads((folder / "expected/manifest.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", COMPILING, ids=label)
def test_every_model_is_in_use(folder: Path) -> None:
    manifest = _manifest(folder)
    schemas = manifest["schemas"]
    reached: set[str] = set()
    pending = set(_references(manifest["operations"]))
    while pending:
        reached |= pending
        pending = {name for item in pending for name in _references(schemas[item])} - reached
    assert reached == set(schemas)


def _references(value: object) -> list[str]:
    return re.findall(r'"\$ref": "#/schemas/([^"]+)"', json.dumps(value, ensure_ascii=False))
