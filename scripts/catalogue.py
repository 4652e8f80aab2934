"""Write `docs/diagnostics.md` from the rules; with `--check` fail where it is out of date."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from portwright.diagnostics.catalogue import page
from portwright.rules.registry import FAMILIES, RULES

PAGE = Path(__file__).resolve().parents[1] / "docs/diagnostics.md"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, tell whether it fits")
    options = parser.parse_args(arguments)
    text = page(RULES, FAMILIES)
    if not options.check:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"docs/{PAGE.name} is out of date: run `python scripts/catalogue.py`\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
