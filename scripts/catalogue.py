"""Write `docs/diagnostics.md` from the rules and `docs/diff.md` from the families of changes;
with `--check` fail where one is out of date."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from portwright.diagnostics import catalogue as diagnostics
from portwright.diff import catalogue as changes
from portwright.diff.families import TOPICS
from portwright.rules.registry import FAMILIES, RULES

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES: Mapping[str, Callable[[], str]] = {
    "diagnostics.md": lambda: diagnostics.page(RULES, FAMILIES),
    "diff.md": lambda: changes.page(TOPICS),
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, tell whether it fits")
    options = parser.parse_args(arguments)
    return max(_checked(name) if options.check else _written(name) for name in PAGES)


def _written(name: str) -> int:
    (DOCS / name).write_text(PAGES[name](), encoding="utf-8", newline="\n")
    return 0


def _checked(name: str) -> int:
    path = DOCS / name
    if path.exists() and path.read_text(encoding="utf-8") == PAGES[name]():
        return 0
    sys.stderr.write(f"docs/{name} is out of date: run `python scripts/catalogue.py`\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
