"""
**What** A field, an input, a result or an event has a type that the port neither defines nor
imports.

**Why** Nobody could say what the value is, and no class could be made for it.

**Example** `amount: Mony` in a port whose `types:` has no `Mony`.

**Fix** Use a type of the port or one of the language's own (`money`, `instant`, `list<T>`, ...),
define it under `types:`, or import it from the port that has it.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean, meant_or_known
from portwright.source.span import Text

RULE = Rule("E0350", "unknown-port-type", "unknown type in a port", __doc__ or "")


def report(
    name: Text, named: Iterable[str], built_in: Iterable[str], holders: Iterable[str]
) -> Diagnostic:
    """`named` and `built_in` are the types that there are; `holders` are imported ports that have
    such a type, by their files."""
    where = next(iter(sorted(holders)), None)
    meant = did_you_mean(name, [*named, *built_in]) or did_you_mean(name.lower(), built_in)
    return RULE.at(
        name.span,
        f"no type `{name}`",
        label="neither defined nor imported",
        help=f"import it from {where}" if where else meant or meant_or_known(name, named),
    )
