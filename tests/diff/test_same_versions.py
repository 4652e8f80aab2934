"""One API, written in each version of OpenAPI: nothing of it changes from one to another."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from portwright.build.diff import diff_all
from portwright.diagnostics.model import Diagnostics
from portwright.diff.families import message

VERSIONS = sorted((Path(__file__).parent / "versions").glob("*.yaml"))
PAIRS = list(permutations(VERSIONS, 2))


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=lambda path: path.stem)
def test_a_version_changes_nothing(old: Path, new: Path) -> None:
    sink = Diagnostics()
    diff = diff_all(old, new, sink)
    assert diff is not None, [item.message for item in sink]
    assert len(diff.subject.made.operations) == 5
    assert [message(item.change) for item in diff.findings] == []
    assert not diff.damage
