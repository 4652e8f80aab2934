"""How results are shown: a table on standard output, and JSON where it is asked for."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def parser(description: str | None, runs: int) -> argparse.ArgumentParser:
    """The options that all measurements take."""
    made = argparse.ArgumentParser(description=(description or "").partition("\n")[0])
    made.add_argument("--runs", type=int, default=runs, help=f"how often; {runs} without")
    made.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    return made


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Aligned columns: the first to the left, the others to the right."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    rule = ["-" * width for width in widths]
    return "\n".join(_line(row, widths) for row in (head, rule, *rows))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [row[0].ljust(widths[0])]
    cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return "  ".join(cells).rstrip()


def machine() -> dict[str, Any]:
    """What kind of machine this is; nothing that names it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 1e9),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def machine_line() -> str:
    """The machine and the date in one line."""
    made = machine()
    today = datetime.date.today().isoformat()
    return (
        f"{made['python']}, {made['system']} {made['processor']}, {made['cores']} cores, "
        f"{made['memory_gb']} GB, {today}"
    )


def write_json(path: Path | None, benchmark: str, results: dict[str, Any]) -> None:
    """Write the results with the machine and the date beside them, if a file was named."""
    if path is None:
        return
    date = datetime.date.today().isoformat()
    whole = {"benchmark": benchmark, "date": date, "machine": machine(), **results}
    path.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
