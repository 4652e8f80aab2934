"""
**What** The folder that a package would be written to holds Python files that portwright did
not write.

**Why** Compiling would overwrite work that is not ours.

**Example** `portwright compile --out src/shop` where `src/shop/stripe/client.py` was written by
hand.

**Fix** Choose another `--out`, or move the files away. A folder that portwright wrote holds a
`manifest.json`, and is written again without asking.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule

RULE = Rule("E0013", "foreign-folder", "folder holds files of others", __doc__ or "")


def report(folder: str, names: list[str]) -> Diagnostic:
    return RULE.at(
        None,
        f"{folder} holds {', '.join(sorted(names)[:4])}, which portwright did not write",
        help="choose another `--out`, or move the files away",
    )
