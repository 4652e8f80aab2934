"""A port with all that its package is made from: the input of the back end for ports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from portwright.ir import reserved
from portwright.ir.integration import Integration, Source
from portwright.ir.port import Port


@dataclass(frozen=True, slots=True)
class PortPackage:
    """`sources` are the port's file and those that it imports."""

    port: Port
    sources: tuple[Source, ...]

    @property
    def package(self) -> str:
        """The folder below the output folder, with forward slashes."""
        return f"{reserved.PORTS}/{self.port.origin.package}"


Item: TypeAlias = Integration | PortPackage
"""What one package is made from."""
