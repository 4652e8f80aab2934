"""Compile documents one after the other in one process: `whole_batch.py OUT DOCUMENT...`.

Prints the CPU seconds of each as a list in JSON; the first pays for what all of them import.
"""

from __future__ import annotations

import json
import os
import sys
from itertools import pairwise
from pathlib import Path

from portwright.build.compile import compile_to
from portwright.build.documents import load_document
from portwright.build.whole import compile_whole
from portwright.diagnostics.model import Diagnostics


def main() -> None:
    out, *documents = map(Path, sys.argv[1:])
    ends = [0.0]
    for number, path in enumerate(documents):
        _compile(path, out / f"document_{number}")
        ends.append(_cpu())
    print(json.dumps([after - before for before, after in pairwise(ends)]))


def _compile(path: Path, out: Path) -> None:
    sink = Diagnostics()
    document = load_document(path, sink)
    if document is None:
        raise SystemExit(f"{path} is no document: {list(sink)}")
    made = compile_whole(document, "whole", (), sink).integration
    if made is not None:
        compile_to(made, out)


def _cpu() -> float:
    """Of this process since it began, with the formatters that it started."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    main()
