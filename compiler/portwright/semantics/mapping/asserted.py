"""A path that whoever uses it has looked along."""

from __future__ import annotations

from dataclasses import replace

from portwright.ir.mapping import Path


def asserted(path: Path) -> Path:
    """The path, nothing on which is null: whoever uses it has looked."""
    steps = tuple(replace(step, nullable=False, asserted=True) for step in path.steps)
    return replace(
        path, steps=steps, root_nullable=False, root_asserted=True, may_be_unset=False, whole=False
    )
