"""The names that operations get where nobody has named them."""

from __future__ import annotations

from collections.abc import Iterable

from portwright.ir.naming import operation_name, unique
from portwright.ir.words import words
from portwright.openapi.document import OpenApi
from portwright.openapi.operations import derived_id


def operation_names(document: OpenApi, operation_ids: Iterable[str]) -> dict[str, str]:
    """Each operation's name by its id: from the id, or, when no letter of it can stand in a name,
    from method and path. A later holder of a taken name gets a number."""
    entries = [document.operations[item] for item in operation_ids]
    wished = [
        (entry.id, entry.id if words(entry.id) else derived_id(entry.method, entry.key))
        for entry in entries
    ]
    return unique((item, operation_name(text)) for item, text in dict(wished).items())
