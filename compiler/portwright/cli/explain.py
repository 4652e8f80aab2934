"""`portwright explain CODE`: the documentation of a rule."""

from __future__ import annotations

import click

from portwright.diagnostics.explain import explain
from portwright.diagnostics.suggest import did_you_mean
from portwright.rules.registry import RULES


@click.command("explain")
@click.argument("code")
def command(code: str) -> None:
    """Explain a diagnostic by its code (E0401) or its name (unsafe-retry)."""
    text = explain(code, RULES)
    if text is None:
        known = [*RULES, *(rule.slug for rule in RULES.values())]
        hint = did_you_mean(code.upper(), known) or did_you_mean(code, known)
        raise click.UsageError(f"no diagnostic `{code}`" + (f"; {hint}" if hint else ""))
    click.echo(text.rstrip("\n"))
