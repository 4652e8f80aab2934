"""
**What** `port: {python: ...}` names a module that is in none of the folders where yours are
looked for.

**Why** The Protocol is read from the text of its module; installed packages are not searched.

**Example**

    port: {python: shop.prots.PaymentsPort}

**Fix** Use the module's dotted name. Modules are looked for in the folder of pyproject.toml and in
its `src`; list other folders there:

    [tool.portwright]
    python = ["services/shop/src"]
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Span

RULE = Rule("E0921", "unknown-port-module", "module of the port not found", __doc__ or "")


def report(
    span: Span | None, module: str, known: Iterable[str], searched: Iterable[str]
) -> Diagnostic:
    """`searched` are the folders, as shown to people."""
    folders = ", ".join(f"`{folder}`" for folder in searched)
    help = did_you_mean(module, known) or "list its folder under `python` of `[tool.portwright]`"
    return RULE.at(span, f"no module `{module}`", label=f"searched in {folders}", help=help)
