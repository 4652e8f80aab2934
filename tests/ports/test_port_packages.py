"""What the package of a port promises to the code that uses it."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import importlib
import inspect
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import pytest

from tests.ports.packages import ROOT, SPECS, compile_into, imported

EVERYTHING = ROOT / "tests/ports/cases/everything"
HOSTILE = ROOT / "tests/ports/cases/hostile_names"
FITS = ROOT / "tests/ports/fits.py"


@pytest.fixture
def orders(tmp_path: Path) -> Iterator[ModuleType]:
    compile_into(tmp_path / "team_code", EVERYTHING)
    with imported(tmp_path / "team_code", "shop_orders") as package:
        yield package


@pytest.mark.parametrize("folder", [EVERYTHING, HOSTILE, SPECS], ids=lambda path: path.name)
def test_every_annotation_means_something(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "all_hints"
    compile_into(out, folder)
    packages = [path.name for path in (out / "ports").iterdir() if path.is_dir()]
    seen = 0
    for name in packages:
        with imported(out, name) as package:
            for found in _own(package):
                get_type_hints(found)
                for method in _methods(found):
                    get_type_hints(method)
                seen += 1
    assert seen > len(packages)


def _own(package: ModuleType) -> list[type]:
    return [getattr(package, name) for name in package.__all__]


def _methods(found: type) -> list[Any]:
    return [item for item in vars(found).values() if inspect.isfunction(item)]


def test_all_that_is_defined_is_exported_and_nothing_else(orders: ModuleType) -> None:
    modules = [importlib.import_module(f"{orders.__name__}.{name}") for name in _modules(orders)]
    defined = {
        name
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
    }
    assert defined == set(orders.__all__)
    assert orders.__all__ == sorted(orders.__all__)


def _modules(package: ModuleType) -> list[str]:
    [folder] = package.__path__
    return [path.stem for path in Path(folder).glob("*.py") if path.stem != "__init__"]


def test_records_are_values(orders: ModuleType) -> None:
    line = orders.Line(sku="a", children=(orders.Line(sku="b", children=()),))
    assert line == orders.Line(sku="a", children=(orders.Line(sku="b", children=()),))
    assert hash(line) == hash(copy.deepcopy(line))
    assert not hasattr(line, "__dict__")
    with pytest.raises(dataclasses.FrozenInstanceError):
        line.sku = "c"
    with pytest.raises(TypeError):
        orders.Line("a", ())


def test_what_may_be_null_need_not_be_named(orders: ModuleType) -> None:
    optional = {item.name for item in dataclasses.fields(orders.Order) if item.default is None}
    assert optional == {"buyer", "parent", "picture", "weight"}


def test_a_date_is_a_date_and_an_instant_a_moment(orders: ModuleType) -> None:
    hints = get_type_hints(orders.Order)
    assert (hints["date"], hints["time"]) == (dt.date, dt.timedelta)
    assert hints["created_at"] is dt.datetime


def test_an_enum_is_its_words(orders: ModuleType) -> None:
    assert issubclass(orders.Status, StrEnum)
    assert [(item.name, item.value) for item in orders.Status] == [
        ("PENDING", "pending"),
        ("ACTION_REQUIRED", "action_required"),
        ("DONE2", "done2"),
    ]


def test_an_imported_type_is_the_other_port_s(orders: ModuleType) -> None:
    other = importlib.import_module(f"{orders.__name__.rpartition('.')[0]}.people")
    assert get_type_hints(orders.Order)["buyer"] == other.Person | None
    assert not hasattr(orders, "Person")


def test_an_error_says_what_it_knows(orders: ModuleType) -> None:
    error = orders.Refused(status=orders.Status.PENDING, tags=("a",), field="total")
    assert isinstance(error, orders.OrdersError)
    assert str(error) == "status=<Status.PENDING: 'pending'>, tags=('a',), field='total'"
    assert str(orders.Gone()) == ""


def test_an_error_can_be_raised_from_another_and_shown(orders: ModuleType) -> None:
    with pytest.raises(orders.OrdersError) as caught:
        try:
            raise ValueError("of the vendor")
        except ValueError as cause:
            raise orders.Refused(status=orders.Status.PENDING, tags=()) from cause
    shown = "".join(traceback.format_exception(caught.value))
    assert "ValueError: of the vendor" in shown
    assert f"{orders.__name__}.errors.Refused: status=" in shown
    assert caught.value.__traceback__ is not None


def sent(error: Exception) -> Any:
    return pickle.loads(pickle.dumps(error))


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, sent])
def test_an_error_survives_another_process(
    orders: ModuleType, again: Callable[[Exception], Any]
) -> None:
    error = orders.Refused(status=orders.Status.PENDING, tags=("a", "b"))
    error.add_note("seen twice")
    found = again(error)
    assert type(found) is orders.Refused
    assert (found.status, found.tags, found.field) == (orders.Status.PENDING, ("a", "b"), None)
    assert (str(found), found.__notes__) == (str(error), ["seen twice"])


def test_the_forms_of_a_port_differ_in_waiting_alone(orders: ModuleType) -> None:
    for name in ("get_order", "list_orders", "pay_order", "ping", "put_order", "sizes"):
        asked = getattr(orders.OrdersPort, name)
        waited = getattr(orders.SyncOrdersPort, name)
        assert inspect.signature(asked).parameters == inspect.signature(waited).parameters
        assert inspect.iscoroutinefunction(asked) is (name != "list_orders")
        assert not inspect.iscoroutinefunction(waited)


def test_the_type_checker_tells_what_fits_a_port(tmp_path: Path) -> None:
    """An adapter written by hand fits; each line that says so does not, and no other."""
    compile_into(tmp_path / "team_code", EVERYTHING)
    text = FITS.read_text(encoding="utf-8")
    (tmp_path / "fits.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "fits.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, encoding="utf-8")
    lines = enumerate(text.splitlines(), start=1)
    wanted = {number for number, line in lines if line.endswith("# does not fit")}
    told = {int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error:" in line}
    assert wanted
    assert told == wanted, done.stdout + done.stderr
