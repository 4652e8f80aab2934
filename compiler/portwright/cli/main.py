"""The entry point: finds the verb, and keeps what may go wrong from becoming a traceback."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_MISSING = "portwright: the compiler is not installed: pip install 'portwright[compiler]'"


def main(arguments: Sequence[str] | None = None) -> None:
    """Exit 0 clean, 1 findings, 2 usage, 70 a defect of portwright itself."""
    try:
        from portwright.cli.verbs import portwright
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("portwright"):
            raise
        print(f"{_MISSING}\n(no module named {error.name})", file=sys.stderr)
        raise SystemExit(2) from None
    portwright.main(args=list(arguments) if arguments is not None else None, prog_name="portwright")
