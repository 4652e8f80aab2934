"""Deviations bound to the document: pointers that exist, of the kind that they relax."""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostics
from portwright.language.deviations import Deviation, Deviations
from portwright.openapi.document import OpenApi
from portwright.openapi.view import Overrides
from portwright.rules.openapi import lost_deviation
from portwright.semantics.values import plain


def bind_deviations(declared: Deviations, document: OpenApi, sink: Diagnostics) -> Overrides:
    """What the schemas' view is relaxed by. A pointer that leads nowhere is an error."""
    known = [item for item in declared.deviations if _exists(item, document, sink)]
    return Overrides(
        missing=frozenset(str(item.pointer) for item in known if item.missing),
        nullable=frozenset(str(item.pointer) for item in known if item.nullable),
        extra={
            str(item.pointer): tuple(plain(value) for value in item.extra)
            for item in known
            if item.extra is not None
        },
    )


def _exists(item: Deviation, document: OpenApi, sink: Diagnostics) -> bool:
    try:
        document.get(item.pointer)
    except KeyError:
        sink.add(lost_deviation.report(item.pointer, document.document.file.path.name))
        return False
    return True
