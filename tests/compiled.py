"""Compiles a folder as `portwright compile` does, and takes apart what comes out."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import msgspec

from portwright.build.documents import load_document
from portwright.build.front import compile_front, front_all
from portwright.build.whole import compile_whole
from portwright.build.whole_report import whole_report
from portwright.diagnostics.model import Diagnostics
from portwright.diagnostics.render import Surroundings, render
from portwright.emit.package import generate
from portwright.ir.integration import Integration
from portwright_runtime import OperationMethod, OperationSpec

SPEC = "integration.yaml"
DOCUMENT = "openapi.yaml"
TODAY = date(2026, 11, 1)


@dataclass(frozen=True)
class Compiled:
    """`said` is what the command line would print; `files` is empty when nothing is compiled;
    `report` is that of a document without a spec."""

    integration: Integration | None
    said: str
    sink: Diagnostics
    files: dict[str, str]
    report: str = ""


def compile_folder(folder: Path) -> Compiled:
    """Compile `folder`'s spec with the folder as working directory: no path of this machine."""
    sink = Diagnostics()
    with contextlib.chdir(folder):
        integration = compile_front(Path(SPEC), sink, TODAY)
        said = render("text", sink, Surroundings(files=_text))
    files = dict(generate(integration).files) if integration is not None else {}
    return Compiled(integration, said, sink, files)


def compile_document(folder: Path) -> Compiled:
    """Compile the document of a folder that has no spec, as package `whole`."""
    sink = Diagnostics()
    with contextlib.chdir(folder):
        document = load_document(Path(DOCUMENT), sink)
        assert document is not None
        whole = compile_whole(document, "whole", (), sink)
        said = render("text", sink, Surroundings(files=_text))
    made = whole.integration
    files = dict(generate(made).files) if made is not None else {}
    return Compiled(made, said, sink, files, whole_report(whole, sink).decode())


def compile_ports(folder: Path) -> Compiled:
    """Compile the ports in `folder`; their files by `<package>/<name>`."""
    sink = Diagnostics()
    with contextlib.chdir(folder):
        front = front_all(sorted(Path().glob("*.port.yaml")), sink)
        said = render("text", sink, Surroundings(files=_text))
    made = {} if sink.has_errors else {item.package: item.whole for item in front.ports}
    files = {
        f"{package}/{name}": text
        for package, item in made.items()
        for name, text in generate(item).files.items()
    }
    return Compiled(None, said, sink, files)


def _text(name: str) -> str | None:
    path = Path(name)
    return path.read_bytes().decode("utf-8-sig") if path.is_file() else None


@contextlib.contextmanager
def imported(folder: Path, name: str) -> Iterator[ModuleType]:
    """The package in `folder` under a name of its own; forgotten afterwards."""
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[os.fspath(folder)]
    )
    assert spec is not None and spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[name] = package
    try:
        spec.loader.exec_module(package)
        yield package
    finally:
        for known in [key for key in sys.modules if key == name or key.startswith(f"{name}.")]:
            del sys.modules[known]


def build_decoders(package: ModuleType) -> int:
    """Build a decoder for every model and every answer, and the hints of every method.

    Answers how many decoders there are; raises what msgspec raises.
    """
    types = [*_models(package), *_answers(package)]
    for found in types:
        msgspec.json.Decoder(found)
    for method in methods(package).values():
        get_type_hints(method.build)
    return len(types)


def modules(package: ModuleType, below: str) -> list[ModuleType]:
    """The module or package `below` with all that stands in it, imported."""
    top = importlib.import_module(f"{package.__name__}.{below}")
    found = pkgutil.walk_packages(getattr(top, "__path__", ()), f"{top.__name__}.")
    return [top, *(importlib.import_module(item.name) for item in found)]


def _models(package: ModuleType) -> list[Any]:
    return [item for module in modules(package, "models") for item in _models_of(module)]


def _models_of(module: ModuleType) -> list[Any]:
    local = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and value.__module__ == module.__name__
    ]
    hints = [name for name in get_type_hints(module) if name not in ("annotations",)]
    return [*local, *(getattr(module, name) for name in hints)]


def _operations(package: ModuleType) -> list[ModuleType]:
    has_groups = importlib.util.find_spec(f"{package.__name__}.operations") is not None
    return modules(package, "operations" if has_groups else "client")


def _answers(package: ModuleType) -> list[Any]:
    constants = [value for module in _operations(package) for value in vars(module).values()]
    specs = [value for value in constants if isinstance(value, OperationSpec)]
    return [a.type for spec in specs for a in spec.answers if a.type is not None]


def methods(package: ModuleType) -> dict[str, OperationMethod[Any, Any]]:
    """The generated methods of a package by name."""
    named = [item for module in _operations(package) for item in vars(module).items()]
    holders = [value for name, value in named if name.endswith("Operations")]
    return {
        name: value
        for holder in holders
        for name, value in vars(holder).items()
        if isinstance(value, OperationMethod)
    }
