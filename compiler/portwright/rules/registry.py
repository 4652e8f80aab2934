"""The one table of rules: every module under portwright.rules that defines RULE.

A rule is registered by standing in its family's folder; nothing else lists it. A family says in
its package's docstring which codes it has, and what they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

import portwright.rules
from portwright.diagnostics.rule import Rule

_FAMILY = re.compile(r"Rules of the family E(\d\d)xx: (.+)\.")


def packages() -> Iterator[ModuleType]:
    """The package of each family."""
    for family in iter_modules(portwright.rules.__path__, "portwright.rules."):
        if family.ispkg:
            yield import_module(family.name)


def _families() -> Mapping[str, str]:
    found = (_FAMILY.fullmatch(package.__doc__ or "") for package in packages())
    return MappingProxyType(dict(sorted((m[1], m[2]) for m in found if m is not None)))


def _modules() -> Iterator[str]:
    for package in packages():
        inside = iter_modules(package.__path__, f"{package.__name__}.")
        yield from (entry.name for entry in inside)


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
FAMILIES: Mapping[str, str] = _families()
"""What the rules are about whose codes begin with these two digits."""
