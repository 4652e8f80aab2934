"""Packages whose names are imported with their first use."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = """
from portwright_runtime.later import later
__getattr__ = later(__name__, {"near": "One Two", "far.away": "Three"})
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    name = "lazy_package_of_a_test"
    files = {
        "__init__.py": PACKAGE,
        "near.py": "One, Two = 1, 2",
        "far/__init__.py": "",
        "far/away.py": "Three = 3",
    }
    for file, text in files.items():
        path = tmp_path / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield name
    for known in [key for key in sys.modules if key.partition(".")[0] == name]:
        del sys.modules[known]


def test_a_module_is_imported_with_the_first_of_its_names(package: str) -> None:
    found = __import__(package)
    assert f"{package}.near" not in sys.modules
    assert (found.One, found.Two) == (1, 2)
    assert f"{package}.near" in sys.modules and f"{package}.far.away" not in sys.modules
    assert found.Three == 3


def test_a_name_is_asked_for_once(package: str) -> None:
    found = __import__(package)
    assert "One" not in vars(found)
    assert found.One == vars(found)["One"] == 1


def test_other_names_are_no_names_of_it(package: str) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Four'"):
        _ = __import__(package).Four


def test_all_of_it_can_be_had(package: str) -> None:
    names: dict[str, object] = {}
    exec(f"from {package} import *", names)
    assert {"One", "Two", "Three"} <= names.keys()
