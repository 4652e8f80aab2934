"""
**What** `call:` names a module that is not found, or no function of it.

**Why** The generated code imports the function and calls it; a name that leads nowhere would
fail when the client is imported.

**Example**

    name: {call: shop.stripe_hooks.full_nme, with: {first: first_name, last: last_name}}

**Fix** Use the function's dotted name; it stands in a module of your own, at the top level. Modules
are looked for in the folder of pyproject.toml and in its `src`, or in the folders that `python` of
`[tool.portwright]` lists.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean, meant_or_known
from portwright.source.span import Span

RULE = Rule("E0901", "unknown-hook", "hook not found", __doc__ or "")


def no_module(
    span: Span | None, module: str, known: Iterable[str], searched: Iterable[str]
) -> Diagnostic:
    folders = ", ".join(f"`{folder}`" for folder in searched)
    help = did_you_mean(module, known) or "list its folder under `python` of `[tool.portwright]`"
    return RULE.at(span, f"no module `{module}`", label=f"searched in {folders}", help=help)


def no_function(span: Span | None, module: str, name: str, known: Iterable[str]) -> Diagnostic:
    help = meant_or_known(name, known) or f"`{module}` has no functions"
    return RULE.at(
        span, f"`{module}` has no function `{name}`", label="no such function", help=help
    )


def no_plain_function(span: Span | None, name: str, place: str, found: str) -> Diagnostic:
    return RULE.at(span, f"`{name}` is {found}, not a function", label=f"see {place}")
