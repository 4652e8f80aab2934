"""Modules of a team, written for one test and read as the compiler reads them."""

from __future__ import annotations

from pathlib import Path

from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import Port, PortEnum, PortRecord
from portwright.signatures.hook import Hook, hook
from portwright.signatures.modules import Modules
from portwright.signatures.port import python_port
from portwright.source.python_modules import python_roots
from portwright.source.span import Span, Text

PREAMBLE = """
import datetime as dt
import typing as t
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Generator, Iterable
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, InitVar, dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum, auto, unique
from typing import Annotated, Any, ClassVar, Final, NewType, Optional, Protocol, TypeAlias
from typing import TypeVar, Union
from portwright_runtime import UNSET, Money, UnsetType
"""


def write(folder: Path, **modules: str) -> None:
    """Writes `shop/NAME.py` for each, and an empty `shop/__init__.py`."""
    (folder / "shop").mkdir(exist_ok=True)
    for name, text in {"__init__": "", **modules}.items():
        (folder / "shop" / f"{name}.py").write_text(text, encoding="utf-8")


def named(text: str) -> Text:
    return Text(text, Span("integration.yaml", 3, 8, 3, 8 + len(text)))


def read_port(folder: Path, sink: Diagnostics | None = None, name: str = "Port") -> Port | None:
    """The port `shop.ports.NAME`; without a sink nothing may be reported."""
    own = Diagnostics()
    dotted = named(f"shop.ports.{name}")
    port = python_port(dotted, Modules(python_roots(folder)), own if sink is None else sink)
    assert list(own) == []
    return port


def read_hook(folder: Path, name: str, sink: Diagnostics | None = None) -> Hook | None:
    """The hook `shop.hooks.NAME`; without a sink nothing may be reported."""
    own = Diagnostics()
    dotted = named(f"shop.hooks.{name}")
    found = hook(dotted, Modules(python_roots(folder)), own if sink is None else sink)
    assert list(own) == []
    return found


def port_of(folder: Path, text: str, **others: str) -> Port:
    """The Protocol `Port` of a module."""
    write(folder, ports=PREAMBLE + text, **others)
    port = read_port(folder)
    assert port is not None
    return port


def type_of(folder: Path, text: str, **others: str) -> PortRecord | PortEnum | None:
    """What a class `Thing` is to a port that answers one; None when it is foreign."""
    protocol = "\nclass Port(Protocol):\n    def get(self) -> Thing: ...\n"
    return port_of(folder, text + protocol, **others).type("Thing")
