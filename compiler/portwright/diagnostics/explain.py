"""The documentation of a rule, for `portwright explain CODE`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from portwright.diagnostics.rule import Rule

HEADINGS = ("What", "Why", "Example", "Fix")


def explain(code: str, rules: Mapping[str, Rule]) -> str | None:
    """Markdown for a code (in any case) or a slug; None when there is no such rule."""
    rule = rules.get(code.upper()) or _by_slug(code, rules)
    if rule is None:
        return None
    return f"# {rule.code} {rule.slug}: {rule.title}\n\n{rule.doc.strip()}\n"


def section(doc: str, heading: str) -> str | None:
    """What stands in `doc` under one of the HEADINGS, as one line for each paragraph."""
    ends = "|".join(HEADINGS)
    pattern = rf"^\*\*{heading}\*\*\s+(.*?)(?=^\*\*(?:{ends})\*\*|\Z)"
    found = re.search(pattern, doc, re.MULTILINE | re.DOTALL)
    if found is None:
        return None
    return "\n\n".join(" ".join(part.split()) for part in found.group(1).strip().split("\n\n"))


def _by_slug(slug: str, rules: Mapping[str, Rule]) -> Rule | None:
    return next((rule for rule in rules.values() if rule.slug == slug.lower()), None)
