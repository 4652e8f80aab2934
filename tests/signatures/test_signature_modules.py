"""Where modules are found, and what names in them mean."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import Origin, PortRecord
from portwright.signatures.modules import MAX_MODULES, Modules
from portwright.source.bounds import MAX_MODULE_BYTES
from portwright.source.problem import SourceError
from portwright.source.python_modules import find_module, module_names, python_roots
from tests.signatures.project import port_of, read_port, type_of, write

THING = "from dataclasses import dataclass\n@dataclass\nclass Thing:\n    id: str\n"
PORT = "from typing import Protocol\nclass Port(Protocol):\n    def get(self) -> {}: ...\n"


@pytest.mark.parametrize(
    "text",
    [
        "from .domain import Thing",
        "from shop.domain import Thing",
        "from shop.domain import *",
        "from .domain import Thing as Other\nThing = Other",
        "import shop.domain as d\nThing = d.Thing",
        "import shop.domain\nThing = shop.domain.Thing",
        "from shop import domain\nThing: TypeAlias = domain.Thing",
        "from . import domain\nThing = domain.Thing",
        "from .api import Thing",
        "if t.TYPE_CHECKING:\n    from .domain import Thing",
        "try:\n    from .domain import Thing\nexcept ImportError:\n    Thing = None",
        "from shop import Thing",
    ],
)
def test_a_type_is_followed_to_where_it_is_defined(text: str, tmp_path: Path) -> None:
    api = "from shop.domain import Thing as Thing\n"
    package = {"__init__": "from .api import Thing\n"}
    found = type_of(tmp_path, text, domain=THING, api=api, **package)
    assert isinstance(found, PortRecord)
    assert found.origin == Origin(module="shop.domain")


def test_imports_of_a_package_are_relative_to_itself(tmp_path: Path) -> None:
    (tmp_path / "shop/ports").mkdir(parents=True)
    port = f"from . import things\nfrom ..far import Far as F\n{PORT.format('things.Thing')}"
    (tmp_path / "shop/ports/__init__.py").write_text(port + "    def far(self) -> F: ...\n")
    (tmp_path / "shop/ports/things.py").write_text(THING)
    (tmp_path / "shop/far.py").write_text(THING.replace("Thing", "Far"))
    found = read_port(tmp_path)
    assert found is not None
    assert {item.name: item.origin.module for item in found.types} == {
        "Thing": "shop.ports.things",
        "Far": "shop.far",
    }


def test_a_protocol_has_the_methods_of_those_that_it_extends(tmp_path: Path) -> None:
    base = (
        "from typing import Protocol\nclass Refunds(Protocol):\n    def refund(self) -> str: ...\n"
    )
    text = """
from shop.base import Refunds
class Port(Refunds, Protocol):
    def get(self) -> str: ...
"""
    port = port_of(tmp_path, text, base=base)
    assert [item.name for item in port.operations] == ["refund", "get"]
    assert (port.origin, port.is_async, port.is_sync) == (Origin(module="shop.ports"), False, True)


def test_a_port_stands_where_it_is_defined(tmp_path: Path) -> None:
    write(tmp_path, ports="from shop.real import Port\n", real=PORT.format("str"))
    port = read_port(tmp_path)
    assert port is not None and port.origin == Origin(module="shop.real")


@pytest.mark.parametrize(
    "modules",
    [
        {"ports": "from shop.a import Port\n", "a": "from shop.ports import Port\n"},
        {"ports": "from shop.a import *\n", "a": "from shop.ports import *\n"},
        {"ports": "from shop.ports import Port\n"},
    ],
)
def test_a_circle_of_imports_ends(modules: dict[str, str], tmp_path: Path) -> None:
    write(tmp_path, **modules)
    sink = Diagnostics()
    assert read_port(tmp_path, sink) is None
    assert [item.code for item in sink] == ["E0922"]


def test_more_modules_than_anyone_has_are_not_read(tmp_path: Path) -> None:
    chain = {f"m{i}": f"from shop.m{i + 1} import Thing\n" for i in range(MAX_MODULES + 10)}
    write(tmp_path, ports=f"from shop.m0 import Thing\n{PORT.format('Thing')}", **chain)
    sink = Diagnostics()
    read_port(tmp_path, sink)
    [told] = sink
    assert (told.code, "more than 200 modules" in told.message) == ("E0924", True)


def test_the_files_that_were_read_are_known(tmp_path: Path) -> None:
    write(tmp_path, a="from .b import x\n", b="", c="")
    modules = Modules((tmp_path,))
    module = modules.get("shop.a")
    assert module is not None
    modules.meaning(module, "x")
    assert [file.path.name for file in modules.files] == ["a.py", "b.py"]


def test_a_stub_wins_over_its_source_and_a_package_over_a_module(tmp_path: Path) -> None:
    names = ["a.py", "a.pyi", "b.py", "b/__init__.py", "c.py", "c/x.py", "d/__init__.pyi"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    found = {name: find_module(name, (tmp_path,)) for name in ("a", "b", "c", "c.x", "d", "e")}
    assert {
        name: file and file.path.relative_to(tmp_path).as_posix() for name, file in found.items()
    } == {
        "a": "a.pyi",
        "b": "b/__init__.py",
        "c": "c.py",
        "c.x": "c/x.py",
        "d": "d/__init__.pyi",
        "e": None,
    }
    assert module_names("", (tmp_path,)) == ["a", "b", "c", "d"]
    assert module_names("c", (tmp_path,)) == ["c.x"]


@pytest.mark.parametrize("name", ["", "..", "a..b", "A", "a.b", "a/b", "a\0", "é.x"])
def test_names_that_lead_nowhere(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    assert find_module(name, (tmp_path, tmp_path / "nowhere")) is None


def test_a_link_out_of_the_root_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root/real").mkdir(parents=True)
    (tmp_path / "secret.py").write_text(PORT.format("str"))
    (tmp_path / "root/ports.py").symlink_to(tmp_path / "secret.py")
    (tmp_path / "root/link").symlink_to(tmp_path / "root/real")
    (tmp_path / "root/real/x.py").write_text("")
    with pytest.raises(SourceError, match="module `ports` leads out of"):
        find_module("ports", (tmp_path / "root",))
    assert find_module("link.x", (tmp_path / "root",)) is not None


def test_a_device_is_no_module(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    assert find_module("pipe", (tmp_path,)) is None


def test_roots(tmp_path: Path) -> None:
    folder = tmp_path / "app/specs/stripe"
    folder.mkdir(parents=True)
    root = tmp_path / "app"
    assert python_roots(folder) == (root, root / "src")
    (root / "pyproject.toml").write_text("[tool.portwright]\ngenerated = 'generated'\n")
    assert python_roots(folder) == (root, root / "src")
    (root / "pyproject.toml").write_text("[tool.portwright]\npython = ['lib', '../shared']\n")
    assert python_roots(folder) == (root / "lib", root / "../shared")


@pytest.mark.parametrize(
    "settings", ["python = 'lib'", "python = [3]", "python = 3", "python = {}", "python ="]
)
def test_roots_that_are_none(settings: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.portwright]\n{settings}\n")
    with pytest.raises(SourceError, match=r"pyproject\.toml"):
        python_roots(tmp_path)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x = '\0'\n", "null bytes"),
        (b"# caf\xe9\n", "not UTF-8"),
        (b"\xff\xfex\x00", "UTF-16"),
        (b"#" * (MAX_MODULE_BYTES + 1), "larger than 1 MB"),
        (b"x = " + b"-" * 100_000 + b"1\n", "nested too deeply"),
        (b"x: a" + b".b" * 100_000 + b"\n", "nested too deeply"),
        (b"x = " + b"(" * 5000 + b")" * 5000 + b"\n", "too many nested parentheses"),
        (b"if x:\n\ty\n        z\n", "inconsistent use of tabs"),
    ],
)
def test_hostile_text_is_a_finding(data: bytes, said: str, tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "shop/ports.py").write_bytes(data)
    sink = Diagnostics()
    assert read_port(tmp_path, sink) is None
    [told] = sink
    assert told.code == "E0924"
    assert said in told.message
    assert told.label.startswith("see ") and "shop/ports.py" in told.label


@pytest.mark.parametrize(
    "text",
    [
        f"class Port(Protocol):\n    def get(self) -> {'list[' * 150}str{']' * 150}: ...\n",
        f"class Port(Protocol):\n    def get(self) -> '{'list[' * 150}str{']' * 150}': ...\n",
        f"class Port(Protocol):\n    def get(self) -> '{'list[' * 9000}str{']' * 9000}': ...\n",
        f"class Port(Protocol):\n    def get(self) -> {' | '.join(['A'] * 300)}: ...\n",
        "".join(f"A{i} = A{i + 1} | A{i + 1} | list[A{i + 1}]\n" for i in range(200))
        + "class Port(Protocol):\n    def get(self) -> A0: ...\n",
        "".join(f"class C{i}(C{i + 1}, D{i + 1}): ...\nclass D{i}(C{i}): ...\n" for i in range(200))
        + "class Port(Protocol):\n    def get(self) -> C0: ...\n",
        "".join(f"@dataclass\nclass C{i}:\n    x: 'C{i + 1}'\n" for i in range(900))
        + "class Port(Protocol):\n    def get(self) -> C0: ...\n",
        "@x.setter\nclass A: ...\nclass Port(Protocol):\n    def get(self) -> A: ...\n",
        "__all__ = ['A'] + x\n__all__ += y\nclass Port(Protocol):\n    def get(self) -> A: ...\n",
    ],
)
def test_odd_code_is_read_all_the_same(text: str, tmp_path: Path) -> None:
    assert [item.name for item in port_of(tmp_path, text).operations] == ["get"]


def test_what_no_import_can_name_is_no_module(tmp_path: Path) -> None:
    """The generated code would have to write `import shop.class`."""
    write(tmp_path, **{"class": "x = 1\n", "klass": "x = 1\n"})
    (tmp_path / "None").mkdir()
    (tmp_path / "None/__init__.py").touch()
    roots = python_roots(tmp_path)
    assert find_module("shop.klass", roots) is not None
    assert find_module("shop.class", roots) is find_module("None", roots) is None
    assert module_names("shop", roots) == ["shop.klass"]
