"""All rules by family: as a list for the command line, and as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portwright.diagnostics.rule import Rule

_HEAD = """\
<!-- Written by scripts/catalogue.py from compiler/portwright/rules; not edited by hand. -->
# Diagnostics

Everything that portwright reports, by family. `E` is an error: nothing is compiled. `W` is a
warning. `portwright explain CODE` shows the same text for one code.
"""


def listing(rules: Mapping[str, Rule], families: Mapping[str, str]) -> str:
    """A line for each rule below the name of its family."""
    blocks = (
        [about[:1].upper() + about[1:], *(f"  {rule.code}  {rule.title}" for rule in found)]
        for about, found in _by_family(rules, families)
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def page(rules: Mapping[str, Rule], families: Mapping[str, str]) -> str:
    """Markdown: a table for each family, then its rules with their documentation."""
    parts = [_HEAD]
    for about, found in _by_family(rules, families):
        parts += [f"## {about[:1].upper()}{about[1:]}\n", _table(found)]
        parts += (f"### {rule.code} {rule.slug}\n\n{rule.doc.strip()}\n" for rule in found)
    return "\n".join(parts)


def _by_family(
    rules: Mapping[str, Rule], families: Mapping[str, str]
) -> Iterator[tuple[str, list[Rule]]]:
    """Families in the order of their codes, the rules of each by number."""
    for digits, about in families.items():
        found = [rule for rule in rules.values() if rule.code[1:3] == digits]
        yield about, sorted(found, key=lambda rule: (rule.code[1:], rule.code))


def _table(rules: list[Rule]) -> str:
    rows = [f"| [{r.code}](#{r.code.lower()}-{r.slug}) | `{r.slug}` | {r.title} |" for r in rules]
    return "\n".join(["| Code | Name | What |", "|---|---|---|", *rows, ""])
