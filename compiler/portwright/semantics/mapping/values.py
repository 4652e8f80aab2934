"""Values and targets: what an expression gives, and what a field takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portwright.ir.mapping import Expression
from portwright.ir.port import PortList, PortType, bare
from portwright.semantics.mapping.kinds import Kind


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression gives. Of the vendor's side `pointers` are set, of the port's `port`."""

    expression: Expression
    kind: Kind
    nullable: bool = False
    pointers: tuple[str, ...] = ()
    port: PortType | None = None
    may_be_unset: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What a field takes; `title` is what messages call it, such as `Payment.amount`."""

    kind: Kind
    title: str
    nullable: bool
    pointers: tuple[str, ...] = ()
    port: PortType | None = None
    in_form: bool = False

    @property
    def sends(self) -> bool:
        """Whether it is the vendor's: then null leaves it out."""
        return self.port is None

    @property
    def container(self) -> Literal["tuple", "list"]:
        """What a list is made as."""
        found = bare(self.port) if self.port is not None else None
        return found.container if isinstance(found, PortList) else "list"
