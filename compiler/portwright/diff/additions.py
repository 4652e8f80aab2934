"""What a new document has in addition: counted, for nothing of ours can notice it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["operation", "parameter", "property"]


@dataclass(slots=True)
class Additions:
    """`of_slice`: the old document is a slice. What that left out is not new, so that only what it
    always keeps, inside what is used, can be told to be new."""

    of_slice: bool
    found: Counter[Kind] = field(default_factory=Counter)

    def operations(self, added: int) -> None:
        if not self.of_slice and added > 0:
            self.found["operation"] += added

    def names(self, kind: Kind, light: Collection[str], heavy: Collection[str] = ()) -> None:
        """`heavy` are names of what a slice leaves out where it is not used."""
        added = len(light) + (0 if self.of_slice else len(heavy))
        if added:
            self.found[kind] += added
