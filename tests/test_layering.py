"""The architecture as tests: every law of `laws.py` over the source, and a proof that it can fail.

ARCHITECTURE.md says the same in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import getmembers, isfunction

import pytest

from tests import laws
from tests.architecture import PACKAGES, ROOT, Module, modules_of, python_files

Law = Callable[[Module], Iterable[str]]

COMPILER = modules_of(PACKAGES["portwright"])
RUNTIME = modules_of(PACKAGES["portwright_runtime"])
HARNESS = modules_of(PACKAGES["portwright_harness"])
TEMPLATES = modules_of(PACKAGES["portwright_templates"])
GENERATED = modules_of(ROOT / "generated")
PACKAGED = [*COMPILER, *RUNTIME, *HARNESS, *TEMPLATES]
WRITTEN = [
    *PACKAGED,
    *(m for root in ("tests", "scripts", "benchmarks") for m in modules_of(ROOT / root)),
]


def outside(modules: list[Module], *packages: str) -> list[Module]:
    return [m for m in modules if not any(f"{m.name}.".startswith(f"{p}.") for p in packages)]


def within(modules: list[Module], *packages: str) -> list[Module]:
    kept = outside(modules, *packages)
    return [module for module in modules if module not in kept]


POLICIES = within(RUNTIME, "portwright_runtime.policies")

# Each law, and the modules that it binds. `emit.format` reads back what it gave to the formatter.
LAWS: list[tuple[Law, list[Module]]] = [
    (laws.runtime_imports_nothing_of_ours, RUNTIME),
    (laws.harness_imports_the_runtime_alone, HARNESS),
    (laws.judges_ask_no_driver, within(HARNESS, *laws.JUDGES)),
    (laws.templates_import_nothing_of_ours, TEMPLATES),
    (laws.generated_code_imports_runtime_and_msgspec, GENERATED),
    (laws.layers_import_downwards, COMPILER),
    (laws.back_ends_see_the_ir_alone, within(PACKAGED, "portwright.emit", "portwright_templates")),
    (laws.dependencies_have_one_importer, PACKAGED),
    (laws.policies_are_pure, POLICIES),
    (laws.only_cli_prints, outside(PACKAGED, "portwright.cli")),
    (laws.only_source_reads_disk, outside(COMPILER, "portwright.source", "portwright.emit.format")),
    (laws.only_emit_writes_disk, outside(COMPILER, "portwright.emit")),
    (laws.files_are_small, WRITTEN),
    (laws.names_say_what_is_inside, WRITTEN),
]

# For each law, modules that break it: (law, name of the module, its text).
BREACHES: list[tuple[Law, str, str]] = [
    (laws.runtime_imports_nothing_of_ours, "portwright_runtime.errors", "import portwright.ir"),
    (
        laws.runtime_imports_nothing_of_ours,
        "portwright_runtime.errors",
        "def late():\n    from portwright_harness import cassette",
    ),
    (
        laws.runtime_imports_nothing_of_ours,
        "portwright_runtime.errors",
        "import importlib\nimportlib.import_module('portwright.cli')",
    ),
    (
        laws.harness_imports_the_runtime_alone,
        "portwright_harness.plugin",
        "from portwright import ir",
    ),
    (
        laws.harness_imports_the_runtime_alone,
        "portwright_harness.plugin",
        "import generated.stripe",
    ),
    (
        laws.judges_ask_no_driver,
        "portwright_harness.variants.oracle",
        "from portwright_runtime.policies.retry import decide",
    ),
    (
        laws.judges_ask_no_driver,
        "portwright_harness.error_rules",
        "from portwright_runtime import Headers",
    ),
    (
        laws.judges_ask_no_driver,
        "portwright_harness.variants.verdict",
        "from portwright_harness.play import play",
    ),
    (
        laws.templates_import_nothing_of_ours,
        "portwright_templates.__init__",
        "from portwright.ir.shapes import Shape",
    ),
    (
        laws.generated_code_imports_runtime_and_msgspec,
        "generated.stripe.client",
        "from portwright.ir import shapes",
    ),
    (laws.generated_code_imports_runtime_and_msgspec, "generated.stripe.client", "import httpx2"),
    (
        laws.generated_code_imports_runtime_and_msgspec,
        "generated.stripe.client",
        "from generated.stripe import models",
    ),
    (
        laws.generated_code_imports_runtime_and_msgspec,
        "generated.stripe.client",
        "from ... import x",
    ),
    (
        laws.layers_import_downwards,
        "portwright.source.files",
        "from portwright.diagnostics.model import Diagnostic",
    ),
    (
        laws.layers_import_downwards,
        "portwright.diagnostics.model",
        "from portwright.source.files import read_file",
    ),
    (laws.layers_import_downwards, "portwright.ir.shapes", "from portwright.source import span"),
    (laws.layers_import_downwards, "portwright.lower.plan", "from ..cli import main"),
    (laws.layers_import_downwards, "portwright.models.make", "import portwright_harness.plugin"),
    (laws.layers_import_downwards, "portwright.cellar.wine", "import json"),
    (
        laws.back_ends_see_the_ir_alone,
        "portwright.emit.render",
        "def render():\n    from portwright.openapi.load import load_openapi",
    ),
    (laws.back_ends_see_the_ir_alone, "portwright.emit.render", "from portwright import language"),
    (laws.back_ends_see_the_ir_alone, "portwright.emit.render", "import yaml"),
    (
        laws.dependencies_have_one_importer,
        "portwright.lower.plan",
        "import datamodel_code_generator",
    ),
    (laws.dependencies_have_one_importer, "portwright.emit.write", "from yaml import compose"),
    (laws.dependencies_have_one_importer, "portwright.source.files", "import requests"),
    (laws.policies_are_pure, "portwright_runtime.policies.retry", "import time"),
    (laws.policies_are_pure, "portwright_runtime.policies.retry", "from random import random"),
    (laws.policies_are_pure, "portwright_runtime.policies.retry", "def f():\n    import asyncio"),
    (
        laws.policies_are_pure,
        "portwright_runtime.policies.retry",
        "from datetime import datetime\nNOW = datetime.now()",
    ),
    (laws.only_cli_prints, "portwright.emit.write", "print('done')"),
    (laws.only_cli_prints, "portwright.diagnostics.render", "import click\nclick.echo('x')"),
    (laws.only_cli_prints, "portwright.diagnostics.render", "from rich.console import Console"),
    (laws.only_cli_prints, "portwright.diagnostics.render", "import sys\nsys.stdout.write('x')"),
    (laws.only_source_reads_disk, "portwright.openapi.load", "open('a', encoding='utf-8')"),
    (laws.only_source_reads_disk, "portwright.openapi.load", "def f(path):\n    path.read_text()"),
    (laws.only_source_reads_disk, "portwright.openapi.load", "def f(path):\n    path.read_bytes()"),
    (
        laws.only_emit_writes_disk,
        "portwright.openapi.lock",
        "def f(path):\n    path.write_text('')",
    ),
    (laws.only_emit_writes_disk, "portwright.source.files", "open('a', 'w', encoding='utf-8')"),
    (laws.only_emit_writes_disk, "portwright.source.files", "open('a', mode='xb')"),
    (laws.only_emit_writes_disk, "portwright.source.files", "def f(path):\n    path.open('wb')"),
    (laws.only_emit_writes_disk, "portwright.source.files", "import os\nos.replace('a', 'b')"),
    (laws.files_are_small, "portwright.emit.write", "x = 1\n" * 401),
    (laws.names_say_what_is_inside, "portwright.emit.utils", ""),
    (laws.names_say_what_is_inside, "portwright._common.emit", ""),
]

# Modules that keep a law which a careless reading would find broken.
LAWFUL: list[tuple[Law, str, str]] = [
    (
        laws.runtime_imports_nothing_of_ours,
        "portwright_runtime.errors",
        "import msgspec\nfrom . import x",
    ),
    (
        laws.harness_imports_the_runtime_alone,
        "portwright_harness.levels.request",
        "from portwright_runtime import Secret\nfrom portwright_harness.cassette import read",
    ),
    (
        laws.generated_code_imports_runtime_and_msgspec,
        "generated.stripe.client",
        "from __future__ import annotations\nimport msgspec\nfrom . import models\n"
        "from ..ports import payments\nfrom portwright_runtime import operation",
    ),
    (laws.layers_import_downwards, "portwright.cli.main", "import portwright_harness.verify"),
    (laws.layers_import_downwards, "portwright.emit.write", "from portwright import __version__"),
    (
        laws.policies_are_pure,
        "portwright_runtime.policies.retry",
        "def wait(now, u): return now + u",
    ),
    (
        laws.only_source_reads_disk,
        "portwright.openapi.load",
        "def f(folder, x):\n    folder.open(x)",
    ),
    (laws.only_emit_writes_disk, "portwright.source.files", "open('a', encoding='utf-8')"),
    (laws.only_emit_writes_disk, "portwright.lower.name", "'a-b'.replace('-', '_')"),
    (laws.files_are_small, "portwright.emit.write", "x = 1\n" * 400),
]


def label(value: object) -> str | None:
    return getattr(value, "__name__", None) or (value if isinstance(value, str) else "")


@pytest.mark.parametrize(("law", "modules"), LAWS, ids=label)
def test_law_holds(law: Law, modules: list[Module]) -> None:
    assert [breach for module in modules for breach in law(module)] == []


@pytest.mark.parametrize(("law", "name", "text"), BREACHES, ids=label)
def test_law_finds_a_breach(law: Law, name: str, text: str) -> None:
    assert len(list(law(Module(name, "snippet.py", text)))) == 1


@pytest.mark.parametrize(("law", "name", "text"), LAWFUL, ids=label)
def test_law_lets_a_lawful_module_pass(law: Law, name: str, text: str) -> None:
    assert list(law(Module(name, "snippet.py", text))) == []


def test_every_law_is_applied_and_proved() -> None:
    own = [law for _, law in getmembers(laws, isfunction) if law.__module__ == laws.__name__]
    written = {law for law in own if not law.__name__.startswith("_")}
    assert {law for law, _ in LAWS} == written - {laws.template_is_small}
    assert {law for law, _, _ in BREACHES} == {law for law, _ in LAWS}


@pytest.mark.parametrize("modules", [COMPILER, RUNTIME, HARNESS, TEMPLATES, POLICIES])
def test_laws_bind_something(modules: list[Module]) -> None:
    assert modules


def test_every_spec_has_generated_code_under_the_laws() -> None:
    vendors = {path.parent.name for path in ROOT.glob("specs/*/integration.yaml")}
    assert vendors <= {path.parent.name for path in python_files(ROOT / "generated")}


def test_templates_are_small() -> None:
    templates = sorted(PACKAGES["portwright_templates"].rglob("*.jinja"))
    found = [
        laws.template_is_small(path.name, path.read_text(encoding="utf-8")) for path in templates
    ]
    assert templates
    assert [breach for breaches in found for breach in breaches] == []


def test_a_long_template_is_found() -> None:
    assert list(laws.template_is_small("client.py.jinja", "x\n" * 120))
    assert not list(laws.template_is_small("client.py.jinja", "x\n" * 119))
