"""Annotations as types of a port."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright.ir.port import PortForeign, PortOperation, bare, spelled
from tests.signatures.project import port_of

DEFINITIONS = """
PaymentId = NewType("PaymentId", str)
Amount: TypeAlias = "Decimal | None"
Names = list[str]
T = TypeVar("T")
size: int = 3
A = list["B"]
B = dict[str, A]
Own = Own
@dataclass
class Payment:
    id: str
class Status(StrEnum):
    OPEN = "open"
class Plain: ...
class Page(t.Generic[T]): ...
def function() -> None: ...
"""


def operation(folder: Path, signature: str) -> PortOperation:
    text = f"{DEFINITIONS}\nclass Port(Protocol):\n    {signature}: ...\n"
    [found] = port_of(folder, text).operations
    return found


@pytest.mark.parametrize(
    ("annotation", "type_"),
    [
        ("str", "string"),
        ("int", "int"),
        ("Decimal", "decimal"),
        ("bool", "bool"),
        ("bytes", "bytes"),
        ("datetime", "instant"),
        ("dt.datetime", "instant"),
        ("date", "date"),
        ("timedelta", "duration"),
        ("Money", "money"),
        ("Payment", "Payment"),
        ("'Payment'", "Payment"),
        ("Status", "Status"),
        ("str | None", "string | null"),
        ("None | str", "string | null"),
        ("'str | None'", "string | null"),
        ("'str' | None", "string | null"),
        ("Optional[str]", "string | null"),
        ("Optional[str | None]", "string | null"),
        ("Union[str, None]", "string | null"),
        ("t.Union[str, str]", "string"),
        ("list[Payment]", "list<Payment>"),
        ("t.List[Payment]", "list<Payment>"),
        ("Sequence[str | None]", "list<string | null>"),
        ("Iterable[str]", "list<string>"),
        ("tuple[Decimal, ...]", "list<decimal>"),
        ("dict[str, int]", "map<int>"),
        ("Mapping[PaymentId, list[int]] | None", "map<list<int>> | null"),
        ("Annotated[str, len]", "string"),
        ("Annotated[Optional[Status], 'x']", "Status | null"),
        ("Union[int, str]", "int | str"),
        ("PaymentId", "string"),
        ("Amount", "decimal | null"),
        ("Names", "list<string>"),
        ("list[Amount]", "list<decimal | null>"),
    ],
)
def test_understood(annotation: str, type_: str, tmp_path: Path) -> None:
    found = operation(tmp_path, f"def do(self, *, it: {annotation}) -> None")
    assert spelled(found.inputs[0].type) == type_


@pytest.mark.parametrize(
    "annotation",
    [
        *("float", "Any", "object", "t.Any", "Plain", "Page[Payment]", "T", "function", "size"),
        *("int | str", "dict[int, str]", "tuple[str, int]", "set[str]"),
        *("t.Literal['a']", "unknown.Type", "Payment.id", "Own", "None", "lambda: 3", "int & str"),
        *("AsyncIterator[str]", "list[str, int]", "dict[str]", "Unknown"),
    ],
)
def test_foreign_as_spelled(annotation: str, tmp_path: Path) -> None:
    found = operation(
        tmp_path, f"def do(self, *, it: {annotation}, nul: list[{annotation}]) -> None"
    )
    assert found.inputs[0].type == PortForeign(annotation)


def test_a_foreign_type_may_be_null_or_inside_another(tmp_path: Path) -> None:
    found = operation(tmp_path, "def do(self, a: int | None | str, b: list[Any], c: A) -> None")
    assert [spelled(item.type) for item in found.inputs] == [
        "int | str | null",
        "list<Any>",
        "list<map<A>>",
    ]
    assert bare(found.inputs[0].type) == PortForeign("int | str")


@pytest.mark.parametrize(
    ("signature", "out"),
    [
        ("async def do(self) -> None", None),
        ("async def do(self) -> str", "string"),
        ("def do(self) -> AsyncIterator[Payment]", "stream<Payment>"),
        ("def do(self) -> 'AsyncIterator[Payment | None]'", "stream<Payment | null>"),
        ("def do(self) -> AsyncIterable[Payment]", "stream<Payment>"),
        ("def do(self) -> AsyncGenerator[Payment, None]", "stream<Payment>"),
        ("def do(self) -> Iterator[Payment]", "stream<Payment>"),
        ("def do(self) -> t.Iterable[Payment]", "stream<Payment>"),
        ("def do(self) -> Generator[Payment, None, None]", "stream<Payment>"),
        ("async def do(self) -> Iterator[Payment]", "Iterator[Payment]"),
    ],
)
def test_what_is_answered(signature: str, out: str | None, tmp_path: Path) -> None:
    found = operation(tmp_path, signature).out
    assert (found and spelled(found)) == out


def test_inputs(tmp_path: Path) -> None:
    signature = (
        "def do(self, a: str, /, b: int = 3, *, c: str | None = None,"
        " d: str | UnsetType = UNSET, e: int | UnsetType | None) -> None"
    )
    inputs = operation(tmp_path, signature).inputs
    assert [item.name for item in inputs if item.positional] == ["a", "b"]
    assert [item.name for item in inputs if item.has_default] == ["b", "c", "d"]
    assert [item.name for item in inputs if item.may_be_unset] == ["d", "e"]
    assert spelled(inputs[4].type) == "int | null"


@pytest.mark.parametrize(
    ("parameter", "key"),
    [
        ("key: str | None = None", "optional"),
        ("key: Optional[str]", "optional"),
        ("key: str", "required"),
        ("key: str = 'x'", "none"),
        ("key: int", "none"),
        ("keys: str", "none"),
    ],
)
def test_the_idempotency_key(parameter: str, key: str, tmp_path: Path) -> None:
    found = operation(tmp_path, f"def do(self, *, name: str, {parameter}) -> None")
    assert found.key == key
    assert len(found.inputs) == (2 if key == "none" else 1)
