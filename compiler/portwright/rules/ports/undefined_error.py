"""
**What** An operation raises an error that the port does not define.

**Why** Callers could not catch it: there is no such class.

**Example** `raises: [Declind]` in a port whose `errors:` has `Declined`.

**Fix** Use a name of the port's `errors:`, or define it there. Errors of other ports are not
shared.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Text

RULE = Rule("E0360", "undefined-error", "`raises` of an unknown error", __doc__ or "")


def report(name: Text, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no error `{name}`",
        label="not defined in errors",
        help=meant_or_known(name, known) or f"define it: `errors: {{{name}: {{message: string}}}}`",
    )
