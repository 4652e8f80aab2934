"""
**What** A port imports itself, straight or by way of other ports.

**Why** Each would have to be there before the other, and so would their Python packages.

**Example** `payments.port.yaml` imports `Address` of `shipping.port.yaml`, which imports `Payment`
of `payments.port.yaml`.

**Fix** Move what both use into a port of its own, such as `addresses.port.yaml`, that imports
neither.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0361", "import-cycle", "ports that import each other", __doc__ or "")


def report(file: Text, way: tuple[str, ...]) -> Diagnostic:
    """`way` are the ports from the first back to it."""
    return RULE.at(
        file.span,
        f"ports import each other: {' -> '.join(way)}",
        label="closes the circle",
        help="move what they share into a port that imports none of them",
    )
