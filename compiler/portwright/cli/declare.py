"""Whether a project declares itself: the pytest plugin leaves all others alone."""

from __future__ import annotations

from pathlib import Path

from portwright.source.files import read_file
from portwright.source.problem import SourceError

_TABLE = "[tool.portwright]"
HINT = f"to have pytest collect cassettes/ too, add `{_TABLE}` to pyproject.toml; it may be empty"


def is_declared() -> bool:
    """Whether pyproject.toml of this folder has the table."""
    try:
        text = read_file(Path("pyproject.toml")).text
    except SourceError:
        return False
    return any(line.strip().startswith(_TABLE) for line in text.splitlines())
