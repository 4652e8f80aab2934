"""Derive the runtime's table of currencies from the package iso4217, a dev dependency.

`python scripts/derive_currencies.py` writes `currencies.py`; with `--check` it writes nothing and
fails when the file is not what would be written. So the runtime needs no package at run time for
a table of some 170 codes.
"""

import argparse
import sys
import textwrap
from collections import defaultdict
from pathlib import Path

import iso4217

TARGET = Path(__file__).resolve().parents[1] / "runtime/portwright_runtime/currencies.py"
HEAD = '''\
"""How many decimal places currencies have, by ISO 4217 (table of {published}).

Derived by scripts/derive_currencies.py, not edited. Currencies without a minor unit of their own
(XAU, XXX) and withdrawn ones are not here.
"""

from collections.abc import Mapping
from typing import Final

_BY_PLACES: Final[Mapping[int, str]] = {{
'''
FOOT = """\
}
EXPONENTS: Final[Mapping[str, int]] = {
    code: places for places, codes in _BY_PLACES.items() for code in codes.split()
}
"""


def exponents() -> dict[str, int]:
    """The currencies in use that have minor units, and their decimal places."""
    found = {currency.code: currency.exponent for currency in iso4217.Currency}
    return {code: places for code, places in found.items() if places is not None}


def text() -> str:
    """The module."""
    by_places: dict[int, list[str]] = defaultdict(list)
    for code, places in sorted(exponents().items()):
        by_places[places].append(code)
    rows = "".join(_row(places, codes) for places, codes in sorted(by_places.items()))
    return HEAD.format(published=iso4217.__published__.isoformat()) + rows + FOOT


def _row(places: int, codes: list[str]) -> str:
    lines = textwrap.wrap(" ".join(codes), width=80)
    if len(lines) == 1:
        return f'    {places}: "{lines[0]}",\n'
    quoted = "".join(f'        "{line} "\n' for line in lines[:-1])
    return f'    {places}: (\n{quoted}        "{lines[-1]}"\n    ),\n'


def main(arguments: list[str] | None = None) -> int:
    """Write or check; 1 if the file is not what it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args(arguments).check:
        TARGET.write_text(text(), "utf-8")
    elif not TARGET.exists() or TARGET.read_text("utf-8") != text():
        sys.stderr.write(f"{TARGET.name}: not what the package iso4217 says\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
