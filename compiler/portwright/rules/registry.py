"""The one table of rules: every module under portwright.rules that defines RULE.

A rule is registered by standing in its family's folder; nothing else lists it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import portwright.rules
from portwright.diagnostics.rule import Rule


def _modules() -> Iterator[str]:
    for family in iter_modules(portwright.rules.__path__, "portwright.rules."):
        if family.ispkg:
            package = import_module(family.name)
            yield from (entry.name for entry in iter_modules(package.__path__, f"{family.name}."))


def _collect() -> Mapping[str, Rule]:
    rules: dict[str, Rule] = {}
    for name in sorted(_modules()):
        rule = getattr(import_module(name), "RULE", None)
        if not isinstance(rule, Rule):
            continue
        other = rules.setdefault(rule.code, rule)
        if other is not rule:
            raise ValueError(f"{rule.code} is both `{other.slug}` and `{rule.slug}`")
    return MappingProxyType(dict(sorted(rules.items())))


RULES: Mapping[str, Rule] = _collect()
