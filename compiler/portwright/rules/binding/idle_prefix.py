"""
**What** No path of the vendor's document begins with what `connection.strip_prefix` says.

**Why** The prefix is left out of each path because the base URL stands for it. If nothing is left
out, base URL and path together are an address that the vendor does not have: every call is 404.

**Example** `strip_prefix: /v2`, where the document writes `/v1/labels`.

**Fix** Write what the document's paths begin with, or leave `strip_prefix` out.
"""

from __future__ import annotations

from collections.abc import Sequence

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0217", "idle-prefix", "prefix of no path", __doc__ or "")


def report(prefix: Text, paths: Sequence[str]) -> Diagnostic:
    return RULE.at(
        prefix.span,
        f"no path of the document begins with `{prefix}/`",
        label="strips nothing",
        help=f"its first path is `{paths[0]}`" if paths else "it has no path",
    )
