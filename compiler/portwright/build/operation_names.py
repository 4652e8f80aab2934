"""The names that operations get where nobody has named them."""

from __future__ import annotations

from collections.abc import Iterable

from portwright.ir.naming import operation_name, unlikeness
from portwright.ir.told_apart import Wish, told_apart
from portwright.ir.words import plain_latin
from portwright.openapi.document import OpenApi
from portwright.openapi.operations import OperationEntry, derived_id


def operation_names(document: OpenApi, operation_ids: Iterable[str]) -> dict[str, str]:
    """Each operation's name by its id: from the id that the document gives, or, without one that
    a spec could spell, from method and path.

    Those that come to one name are told apart by a digest of method and path, whether or not the
    others are asked for.
    """
    names = told_apart([_wish(entry) for entry in document.operations.values()])
    return {item: names[_identity(document.operations[item])] for item in operation_ids}


def _wish(entry: OperationEntry) -> Wish:
    declared = None if entry.derived else plain_latin(entry.id)
    text = declared or derived_id(entry.method, entry.key)
    name = operation_name(text)
    return Wish(_identity(entry), (name,), unlikeness(text, name))


def _identity(entry: OperationEntry) -> str:
    return f"{entry.method} {entry.key}"
