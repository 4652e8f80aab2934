"""Type checkers see arguments and results of generated methods, on both clients."""

import inspect
import re
from pathlib import Path

import pytest
from mypy import api

from portwright_runtime import UNSET, OperationMethod
from tests.runtime.shop import Refund, Shop, SyncShop

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = {"reveals.py": (12, 7), "reveals_paged.py": (16, 7), "reveals_json.py": (4, 4)}
LINE = re.compile(r"reveals\w*\.py:(\d+): (error|note): (.*)")
REVEALED = re.compile(r'Revealed type is "(.*)"')


def expected(sample: Path) -> tuple[dict[int, str], set[int]]:
    """The types to be revealed by line, and the lines to be objected to."""
    types: dict[int, str] = {}
    wrong: set[int] = set()
    for number, line in enumerate(sample.read_text("utf-8").splitlines(), 1):
        if line.endswith("# wrong"):
            wrong.add(number)
        elif "# is: " in line:
            types[number] = line.partition("# is: ")[2]
    return types, wrong


@pytest.mark.parametrize("name", SAMPLES)
def test_mypy_infers_arguments_and_results(name: str) -> None:
    sample = Path(__file__).with_name(name)
    types, wrong = expected(sample)
    assert (len(types), len(wrong)) == SAMPLES[name]
    out, err, _ = api.run(["--strict", "--config-file", str(ROOT / "pyproject.toml"), str(sample)])
    found = [(int(m[1]), m[2], m[3]) for m in map(LINE.search, out.splitlines()) if m]
    revealed = {
        line: re.sub(r"[a-z_.]+\.(?=[A-Z])", "", match[1])
        for line, _, message in found
        if (match := REVEALED.match(message))
    }
    assert revealed == types, out + err
    assert {line for line, kind, _ in found if kind == "error"} == wrong, out


def test_methods_describe_themselves() -> None:
    method = Shop.create_refund
    assert isinstance(method, OperationMethod)
    assert (method.__name__, method.__doc__) == ("create_refund", "Create a refund.")
    assert list(method.__signature__.parameters) == ["self", "amount", "charge", "options"]
    assert method.spec.name == "create_refund"
    assert method.build(None, amount=5).body == {"amount": 5, "charge": UNSET}


def test_bound_methods_describe_themselves_too() -> None:
    for kind in (Shop, SyncShop):
        bound = kind(connection=None, transport=object()).get_refund  # type: ignore[arg-type]
        assert list(inspect.signature(bound).parameters) == ["refund", "created", "options"]
        assert (bound.__name__, bound.spec.answers[0].type) == ("get_refund", Refund)
        assert repr(bound) == f"<get_refund of {kind.__name__}>"
