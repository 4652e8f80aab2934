"""What `compile` tells of each package: a line for people, a row of the report in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from portwright.diagnostics.listed import numbered

if TYPE_CHECKING:
    from portwright.build.compile import Outcome


@dataclass(frozen=True, slots=True)
class Row:
    """One package. `numbers` are those of what people count, by its noun; `touched` is how many
    files were written or removed."""

    kind: Literal["specs", "ports"]
    name: str
    folder: str
    status: str
    numbers: Mapping[str, int]
    lines: int
    files: int
    touched: int = 0

    @property
    def line(self) -> str:
        counts = [numbered(number, noun) for noun, number in self.numbers.items()]
        listed = ", ".join([*counts, numbered(self.lines, "line")])
        return f"{self.folder}: {self.status} ({listed})"

    @property
    def value(self) -> dict[str, Any]:
        """For programs."""
        is_spec = self.kind == "specs"
        head = {"vendor": self.name, "schemas": self.numbers["model"]} if is_spec else {}
        return {
            **(head or {"port": self.name}),
            "folder": self.folder,
            "status": self.status,
            "operations": self.numbers["operation"],
            "lines": self.lines,
            "files": self.files,
            "touched": self.touched,
        }


def row_of(outcome: Outcome) -> Row:
    # Imported here: what nobody compiles anew needs no integration.
    from portwright.ir.port_package import PortPackage

    item = outcome.item
    told = (outcome.folder.as_posix(), outcome.status)
    counts = (outcome.lines, outcome.files, outcome.touched)
    if isinstance(item, PortPackage):
        numbers = {"operation": len(item.port.operations), "type": len(item.port.types)}
        return Row("ports", item.port.name, *told, numbers, *counts)
    numbers = {"operation": len(item.operations), "model": len(item.models)}
    return Row("specs", item.vendor, *told, numbers, *counts)


def report_of(rows: Iterable[Row]) -> dict[str, Any]:
    """What the report in JSON adds."""
    found: dict[str, list[dict[str, Any]]] = {"specs": [], "ports": []}
    for row in rows:
        found[row.kind].append(row.value)
    return found
