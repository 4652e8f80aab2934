"""The entry point: finds the verb, and keeps what may go wrong from becoming a traceback."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

_DEBUG = "PORTWRIGHT_TRACEBACK"
_DEFECT = (
    "portwright: a defect of portwright itself, please report it: {name}: {error}\n"
    f"(set {_DEBUG}=1 to see where)"
)
# A run is short and keeps most of what it makes: looking for garbage at every 700 objects costs a
# tenth of it.
_OBJECTS = 50_000
_MISSING = "portwright: the compiler is not installed: pip install 'portwright[compiler]'"


def main(arguments: Sequence[str] | None = None) -> None:
    """Exit 0 clean, 1 findings, 2 usage or disk, 70 a defect of portwright itself, unless the
    verb has a code of its own for that (`diff` has 4, beside its 3)."""
    try:
        from portwright.cli.verbs import portwright
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("portwright"):
            raise
        print(f"{_MISSING}\n(no module named {error.name})", file=sys.stderr)
        raise SystemExit(2) from None
    _settle_streams()
    gc.set_threshold(_OBJECTS)
    given = list(arguments) if arguments is not None else None
    try:
        portwright.main(args=given, prog_name="portwright")
    except OSError as error:
        print(f"portwright: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except Exception as raised:
        if os.environ.get(_DEBUG):
            raise
        code, cause = _defect(raised)
        print(_DEFECT.format(name=type(cause).__name__, error=cause), file=sys.stderr)
        raise SystemExit(code) from None


def _defect(raised: Exception) -> tuple[int, BaseException]:
    """The exit code for a defect, and what it was."""
    from portwright.cli.defect import Defect

    if isinstance(raised, Defect):
        return raised.code, raised.__cause__ or raised
    return 70, raised


def _settle_streams() -> None:
    """What is printed never fails a run: a closed stream swallows it, and a character that the
    stream's encoding lacks is spelled as an escape."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
