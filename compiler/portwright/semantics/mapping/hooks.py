"""The team's own functions, as mappings call them: found by name, never run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import PortType
from portwright.language.mappings import HookCall
from portwright.source.span import Text


@dataclass(frozen=True, slots=True)
class HookParameter:
    """`annotation` as the source spells it."""

    name: str
    type: PortType
    annotation: str
    required: bool


@dataclass(frozen=True, slots=True)
class Hook:
    """A function with annotations; `module` is where it is imported from."""

    module: str
    name: str
    parameters: tuple[HookParameter, ...]
    returns: PortType
    annotation: str

    def parameter(self, name: str) -> HookParameter | None:
        return next((item for item in self.parameters if item.name == name), None)


class Hooks(Protocol):
    """Where functions are looked up; what is wrong with one is reported."""

    def find(self, name: Text, sink: Diagnostics) -> Hook | None: ...

    def check(self, hook: Hook, call: HookCall, sink: Diagnostics) -> bool: ...


class NoHooks:
    """Where no source can be read: every call was reported already."""

    def find(self, name: Text, sink: Diagnostics) -> Hook | None:
        return None

    def check(self, hook: Hook, call: HookCall, sink: Diagnostics) -> bool:
        return False
