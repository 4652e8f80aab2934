"""`portwright explain CODE`: the documentation of a rule or of a family of changes; without a
code, all of them by name."""

from __future__ import annotations

from collections.abc import Iterable

import click

from portwright.diagnostics.catalogue import listing
from portwright.diagnostics.explain import explain
from portwright.diagnostics.suggest import did_you_mean
from portwright.diff import catalogue as changes
from portwright.diff import families as diff
from portwright.diff.verdict import Verdict
from portwright.rules.registry import FAMILIES, RULES


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a diagnostic by its code (E0401) or its name (unsafe-retry), or what `diff` finds
    (DIFF-operation-removed) and what that comes to (breaks-parse); without, list all."""
    if code is None:
        click.echo(listing(RULES, FAMILIES))
        click.echo(changes.listing(diff.TOPICS), nl=False)
        return
    text = explain(code, RULES) or changes.explain(code, diff.FAMILIES.values())
    if text is None:
        hint = _meant(code)
        raise click.UsageError(f"no diagnostic `{code}`" + (f"; {hint}" if hint else ""))
    click.echo(text.rstrip("\n"))


def _meant(code: str) -> str | None:
    """The nearest of all codes and names, in the case in which they are written."""
    found = [*(family.code for family in diff.FAMILIES.values()), *Verdict]
    words: tuple[Iterable[str], ...] = (
        [*RULES, *(rule.slug for rule in RULES.values())],
        [*found, *diff.FAMILIES],
    )
    asked = ((spelled, known) for known in words for spelled in (code.upper(), code))
    return next(filter(None, (did_you_mean(spelled, known) for spelled, known in asked)), None)
