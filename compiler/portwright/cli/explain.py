"""`portwright explain CODE`: the documentation of a rule; without a code, all of them by name."""

from __future__ import annotations

import click

from portwright.diagnostics.catalogue import listing
from portwright.diagnostics.explain import explain
from portwright.diagnostics.suggest import did_you_mean
from portwright.rules.registry import FAMILIES, RULES


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a diagnostic by its code (E0401) or its name (unsafe-retry); without, list all."""
    if code is None:
        click.echo(listing(RULES, FAMILIES), nl=False)
        return
    text = explain(code, RULES)
    if text is None:
        known = [*RULES, *(rule.slug for rule in RULES.values())]
        hint = did_you_mean(code.upper(), known) or did_you_mean(code, known)
        raise click.UsageError(f"no diagnostic `{code}`" + (f"; {hint}" if hint else ""))
    click.echo(text.rstrip("\n"))
