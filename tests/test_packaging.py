"""What a user installs: the wheel, its dependencies, and what each import loads."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from email.message import Message
from email.parser import Parser
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture import IMPORTERS, PACKAGES, ROOT

COMPILE_TIME = sorted(
    {name for name, importers in IMPORTERS.items() if "portwright_runtime" not in importers}
    | {"pydantic", "ruff", "portwright", "portwright_harness", "portwright_templates"}
)
HEAVY = ("vcr", "yaml", "httpx2", "jsonschema", "jinja2", "msgspec", "portwright", "generated")
BLOCK = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked!r}:
            raise ModuleNotFoundError("blocked: " + name, name=name)
sys.meta_path.insert(0, Blocker())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel of this tree, built without network by the build backend at hand."""
    folder = tmp_path_factory.mktemp("wheel")
    command = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(
        [sys.executable, *command], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


@pytest.fixture(scope="module")
def unpacked(wheel: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    wheel.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> Message:
    return Parser().parsestr(_dist_info(wheel, "METADATA"))


def _dist_info(wheel: zipfile.ZipFile, name: str) -> str:
    path = next(path for path in wheel.namelist() if path.endswith(f".dist-info/{name}"))
    return wheel.read(path).decode("utf-8")


def _python(code: str, path: Path, cwd: Path) -> str:
    """Run `code` with `path` before everything installed; what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project


def _requirements() -> list[Requirement]:
    """Everything that `pip install -e '.[dev]'` asks for, by the ranges of pyproject.toml."""
    project = _project()
    extras: dict[str, list[str]] = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for lines in extras.values() for line in lines)]
    found = [Requirement(line) for line in lines]
    return [requirement for requirement in found if requirement.name != "portwright"]


def _pins() -> list[str]:
    return (ROOT / "constraints.txt").read_text("utf-8").splitlines()


def test_wheel_holds_the_four_packages_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {path.split("/")[0] for path in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_wheel_holds_every_file_of_the_packages(wheel: zipfile.ZipFile) -> None:
    there = {
        path.relative_to(root.parent).as_posix()
        for root in PACKAGES.values()
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there - set(wheel.namelist()) == set()


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_package_is_marked_as_typed(wheel: zipfile.ZipFile, package: str) -> None:
    assert f"{package}/py.typed" in wheel.namelist()


def test_licence_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    assert "Apache License" in _dist_info(wheel, "licenses/LICENSE")


@pytest.mark.parametrize(
    ("group", "name"), [("console_scripts", "portwright"), ("pytest11", "portwright")]
)
def test_entry_point_leads_to_a_module(wheel: zipfile.ZipFile, group: str, name: str) -> None:
    section = _dist_info(wheel, "entry_points.txt").split(f"[{group}]")[1].split("[")[0]
    found = re.search(rf"^{name} = ([\w.]+)", section, re.MULTILINE)
    assert found, section
    assert f"{found[1].replace('.', '/')}.py" in wheel.namelist()


def test_base_dependencies_are_the_runtime_s_alone(metadata: Message) -> None:
    asked = [Requirement(line) for line in metadata.get_all("Requires-Dist") or []]
    assert {item.name for item in asked if item.marker is None} == {"httpx2", "msgspec"}


@pytest.mark.parametrize("name", ["datamodel-code-generator", "jinja2", "ruff"])
def test_what_shapes_the_output_is_pinned(name: str) -> None:
    specifiers = [str(item.specifier) for item in _requirements() if item.name == name]
    assert specifiers
    assert all(specifier.startswith("==") for specifier in specifiers)


def test_runtime_needs_nothing_of_the_compiler(unpacked: Path, tmp_path: Path) -> None:
    walk = """
import importlib, pkgutil, portwright_runtime
for found in pkgutil.walk_packages(portwright_runtime.__path__, "portwright_runtime."):
    importlib.import_module(found.name)
print(portwright_runtime.__file__)
"""
    printed = _python(BLOCK.format(blocked=COMPILE_TIME) + walk, unpacked, tmp_path)
    assert Path(printed.strip()).is_relative_to(unpacked)


def test_base_install_names_the_missing_extra(unpacked: Path, tmp_path: Path) -> None:
    run = """
sys.stderr = sys.stdout
from portwright.cli.main import main
try:
    main(["compile"])
except SystemExit as end:
    print("exit", end.code)
"""
    extras = [name for name in COMPILE_TIME if not name.startswith("portwright")]
    printed = _python(BLOCK.format(blocked=extras) + run, unpacked, tmp_path)
    assert "portwright[compiler]" in printed
    assert printed.endswith("exit 2\n")


def test_blocking_an_import_works(unpacked: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="blocked: msgspec"):
        _python(BLOCK.format(blocked=["msgspec"]) + "import msgspec", unpacked, tmp_path)


def test_plugin_loads_nothing_heavy(unpacked: Path, tmp_path: Path) -> None:
    code = "import sys, portwright_harness.plugin; print(*sys.modules)"
    loaded = _python(code, unpacked, tmp_path).split()
    assert "portwright_harness.plugin" in loaded
    assert set(HEAVY) & set(loaded) == set()


def test_unrelated_pytest_run_loads_nothing_heavy(tmp_path: Path) -> None:
    """The plugin is loaded by every pytest run of every user, whatever it tests."""
    code = (
        "import sys\n\ndef test_it():\n    assert 'portwright_harness.plugin' in sys.modules\n"
        f"    assert {set(HEAVY)!r} & set(sys.modules) == set()\n"
    )
    (tmp_path / "test_unrelated.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_constraints_are_names_and_versions_only() -> None:
    assert [x for x in _pins() if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", x)] == []


def test_constraints_are_sorted_and_name_each_once() -> None:
    names = [pin.partition("==")[0].lower() for pin in _pins()]
    assert names == sorted(set(names))


def test_constraints_fit_the_ranges() -> None:
    split = [pin.partition("==") for pin in _pins()]
    pins = {canonicalize_name(name): version for name, _, version in split}
    unfit = [
        str(asked)
        for asked in _requirements()
        if not asked.specifier.contains(pins.get(canonicalize_name(asked.name), "0"))
    ]
    assert unfit == []


def test_what_is_imported_is_declared() -> None:
    """A package that comes along with another may leave with it, too."""
    dists = packages_distributions()
    declared = {canonicalize_name(asked.name) for asked in _requirements()}
    # Several distributions may share a top-level name; one of them is what we import.
    undeclared = [
        top for top in IMPORTERS if not declared & {canonicalize_name(d) for d in dists[top]}
    ]
    assert not undeclared


def test_each_dependency_has_a_line_in_the_decisions() -> None:
    page = (ROOT / "docs/decisions/0002-dependencies.md").read_text("utf-8")
    named = {canonicalize_name(name) for name in re.findall(r"^\| `([^`]+)`", page, re.MULTILINE)}
    assert {canonicalize_name(asked.name) for asked in _requirements()} <= named
