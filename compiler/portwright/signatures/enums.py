"""Enums of the team whose values are strings."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portwright.ir.port import Member
from portwright.signatures import known
from portwright.signatures.expressions import called, constant, expression
from portwright.signatures.model import Attribute, Definition, Module
from portwright.signatures.scope import Scope, has_plain_bases

_ALSO = known.ENUMS | {"builtins.str"}


def enum_members(scope: Scope, found: Definition) -> tuple[Member, ...] | None:
    """The members of an enum; None for a class that is none, or has other values than strings."""
    ancestors = scope.ancestors(found)
    if not known.ENUMS & set(ancestors) or not has_plain_bases(ancestors, _ALSO):
        return None
    if any(item.method("__init__") or item.method("__new__") for _, item in scope.classes(found)):
        return None
    names = known.STR_ENUM in ancestors
    members = [_member(scope, *item, names) for item in _attributes(scope, found)]
    if not members or None in members:
        return None
    return _without_aliases(item for item in members if item is not None)


def _attributes(scope: Scope, found: Definition) -> Iterator[tuple[Module, Attribute]]:
    for module, item in scope.classes(found):
        yield from ((module, one) for one in item.attributes if _is_member(one))


def _is_member(item: Attribute) -> bool:
    return item.value is not None and not item.name.startswith("_")


def _member(scope: Scope, module: Module, item: Attribute, has_auto: bool) -> Member | None:
    node = expression(item.value)
    value = constant(node)
    if isinstance(value, str):
        return Member(item.name, value)
    if has_auto and isinstance(node, ast.Call) and not node.args:
        is_auto = scope.meaning(module, called(node)) == known.AUTO
        return Member(item.name, item.name.lower()) if is_auto else None
    return None


def _without_aliases(members: Iterator[Member]) -> tuple[Member, ...]:
    """A second name for a value is no member."""
    by_value: dict[str, Member] = {}
    for member in members:
        by_value.setdefault(member.value, member)
    return tuple(by_value.values())
