"""The team's own functions, as mappings call them: found by name, never run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from portwright.diagnostics.model import Diagnostics
from portwright.language.mappings import HookCall
from portwright.source.span import Text

if TYPE_CHECKING:
    # Reading the team's Python is left to the specs that name some.
    from portwright.signatures.hook import Hook


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
