"""The plan of the package: whoever opens it is led to every module."""

from __future__ import annotations

import re
from pathlib import Path

from portwright import diff


def test_every_room_is_in_the_plan() -> None:
    folder = Path(diff.__file__).parent
    rooms = {path.stem for path in folder.iterdir() if path.name[0] not in "_."}
    assert rooms == set(re.findall(r"`(\w+)`", diff.__doc__ or ""))
