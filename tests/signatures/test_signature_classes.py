"""Dataclasses, enums and exceptions of the team."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright.ir.port import Origin, PortEnum, PortRecord, spelled
from tests.signatures.project import port_of, type_of


def fields(folder: Path, text: str) -> list[str]:
    """Each field as a port spells it; `=` where it has a default, `?` where it may be unset."""
    found = type_of(folder, text)
    assert isinstance(found, PortRecord)
    return [
        f"{one.name}{'?' * one.may_be_unset}: {spelled(one.type)}{'=' * one.has_default}"
        for one in found.fields
    ]


def test_a_dataclass(tmp_path: Path) -> None:
    text = '''
@dataclass(frozen=True, slots=True)
class Thing:
    """What it is."""

    id: str
    _: KW_ONLY
    status: "Status"
    kind: ClassVar[str] = "thing"
    other: "ClassVar[int]"
    note: str | None = None
    lines: list[str] = field(default_factory=list)
    sparse: int | UnsetType = UNSET
    plain: int = field(repr=False)
    hidden: int = field(init=False)
    needed: InitVar[str]
    asked: InitVar[str] = ""
    fixed: Final[int] = 3
    size = 3

    @property
    def total(self) -> int: return 0
    def doubled(self) -> int: return 0
class Status(Enum):
    OPEN = "open"
'''
    assert fields(tmp_path, text) == [
        *("id: string", "status: Status", "note: string | null=", "lines: list<string>="),
        *("sparse?: int=", "plain: int", "needed: string", "fixed: int="),
    ]


def test_fields_are_inherited_and_keep_their_place(tmp_path: Path) -> None:
    text = """
@dataclass
class Root:
    id: str
    kind: str
class Between(Root):
    ignored: str
@dataclass
class Mixin:
    mixed: int
@dataclass
class Thing(Between, Mixin):
    own: int
    kind: bool = True
"""
    assert fields(tmp_path, text) == [
        *("mixed: int", "id: string", "kind: bool=", "own: int"),
    ]


def test_records_may_hold_themselves_and_each_other(tmp_path: Path) -> None:
    text = """
@dataclass
class Thing:
    parent: "Thing | None"
    other: "Other"
@dataclass
class Other:
    things: list[Thing]
"""
    assert fields(tmp_path, text) == ["parent: Thing | null", "other: Other"]


@pytest.mark.parametrize(
    "text",
    [
        "class Thing:\n    id: str",
        "@dataclass(init=False)\nclass Thing:\n    id: str",
        "@dataclass\nclass Thing:\n    id: str\n    def __init__(self, x): ...",
        "from pydantic import BaseModel\n@dataclass\nclass Thing(BaseModel):\n    id: str",
        "@other.dataclass\nclass Thing:\n    id: str",
        "class Thing(Thing): ...",
        "class Base(Thing): ...\nclass Thing(Base): ...",
        "class Thing(t.NamedTuple):\n    id: str",
        "class Thing(IntEnum):\n    ONE = 1",
        "class Thing(Enum):\n    ONE = 1",
        "class Thing(Enum):\n    ONE = auto()",
        "class Thing(str, Enum):\n    ONE = auto()",
        "class Thing(Enum):\n    ONE = 'one', 'One'",
        "class Thing(Enum):\n    ONE = 'one'.upper()",
        "class Thing(Enum):\n    ONE = 'one'\n    def __init__(self, word): ...",
        "class Thing(StrEnum): ...",
        "Thing = Enum('Thing', ['ONE'])",
        "class Thing(Exception): ...",
    ],
)
def test_what_is_neither_a_record_nor_an_enum(text: str, tmp_path: Path) -> None:
    assert type_of(tmp_path, text) is None


@pytest.mark.parametrize("bases", ["StrEnum", "Enum", "str, Enum", "Base"])
def test_an_enum(bases: str, tmp_path: Path) -> None:
    text = f"""
class Base(str, Enum):
    def label(self) -> str: return ""
@unique
class Thing({bases}):
    OPEN = "open"
    SHUT = "sh" "ut"
    _hidden = "hidden"
    CLOSED = "shut"
    @property
    def label(self) -> str: return ""
"""
    found = type_of(tmp_path, text)
    assert isinstance(found, PortEnum)
    assert [(one.name, one.value) for one in found.members] == [("OPEN", "open"), ("SHUT", "shut")]


def test_the_values_that_a_str_enum_makes(tmp_path: Path) -> None:
    found = type_of(tmp_path, "class Thing(StrEnum):\n    SHUT = auto()\n    A = 'a'")
    assert isinstance(found, PortEnum)
    assert [(one.name, one.value) for one in found.members] == [("SHUT", "shut"), ("A", "a")]


def test_two_classes_of_one_name_cannot_both_be_named(tmp_path: Path) -> None:
    text = """
import shop.other
@dataclass
class Thing:
    id: str
class Port(Protocol):
    def get(self) -> Thing: ...
    def other(self) -> shop.other.Thing: ...
"""
    other = "from dataclasses import dataclass\n@dataclass\nclass Thing:\n    size: int\n"
    port = port_of(tmp_path, text, other=other)
    assert [one.name for one in port.types] == ["Thing"]
    assert [spelled(one.out) for one in port.operations if one.out] == ["Thing", "shop.other.Thing"]


ERRORS = '''
class PortFault(Exception): ...
class Declined(PortFault):
    def __init__(self, code: str | None, *args: object, message: str = "", **more: object): ...
@dataclass
class Rejected(PortFault):
    field: str | None
class Silent(Declined):
    """Nothing more."""
class ByPosition(ValueError):
    def __init__(self, code: str, /): ...
class _Private(Exception): ...
class Port(Protocol):
    def google(self) -> None:
        """Does it.

        Raises:
            Declined: when the bank says so.
            ValueError: never.
            shop.other.Late: when it is too late.
        """
    def numpy(self) -> None:
        """Does it.

        Raises
        ------
        Rejected
            When a field is wrong.
        Declined
            When the bank says so.
        """
    def sphinx(self) -> None:
        """Does it.

        :raises Silent: at night
        :raise Declined: by day
        """
    def nothing(self) -> None:
        """Declined is never raised."""
'''


def test_errors(tmp_path: Path) -> None:
    port = port_of(tmp_path, ERRORS, other="class Late(Exception): ...\n")
    assert {one.name: one.raises for one in port.operations} == {
        "google": ("Declined", "Late"),
        "numpy": ("Rejected", "Declined"),
        "sphinx": ("Silent", "Declined"),
        "nothing": (),
    }
    assert {
        error.name: [(one.name, spelled(one.type), one.has_default) for one in error.fields]
        for error in port.errors
    } == {
        "Declined": [("code", "string | null", False), ("message", "string", True)],
        "Late": [],
        "Rejected": [("field", "string | null", False)],
        "Silent": [("code", "string | null", False), ("message", "string", True)],
        "PortFault": [],
    }
    late, declined = port.error("Late"), port.error("Declined")
    assert late is not None and late.origin == Origin(module="shop.other")
    assert declined is not None and declined.origin == Origin(module="shop.ports")
