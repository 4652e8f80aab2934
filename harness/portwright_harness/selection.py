"""What runs beside what `-m` and `-k` select: a selection of a vendor's checks includes its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from portwright_harness.checks import PROJECT

if TYPE_CHECKING:
    from portwright_harness.plugin import CheckItem


def brought_along(met: Sequence[CheckItem], kept: Iterable[CheckItem]) -> list[CheckItem]:
    """The `project` checks that were deselected, of vendors of which something is run.

    A vendor with nothing but `project` checks offers nothing to select, so it comes along with
    any other.
    """
    run = {item.check.vendor for item in kept if item.check.level != PROJECT}
    offered = {item.check.vendor for item in met if item.check.level != PROJECT}
    ids = {id(item) for item in kept}
    return [
        item
        for item in met
        if item.check.level == PROJECT and id(item) not in ids
        if (item.check.vendor in run if item.check.vendor in offered else run)
    ]
