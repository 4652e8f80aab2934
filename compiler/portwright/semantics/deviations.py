"""Deviations bound to the document: each leads to a schema, and relaxes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portwright.diagnostics.model import Diagnostics
from portwright.language.deviations import Deviation, Deviations
from portwright.openapi.document import OpenApi
from portwright.openapi.effective import Schemas
from portwright.openapi.view import Overrides, Reviewed, View
from portwright.rules.openapi import expired_deviation, idle_deviation, lost_deviation
from portwright.semantics.values import plain


def bind_deviations(
    declared: Deviations, document: OpenApi, sink: Diagnostics, today: date | None = None
) -> Overrides:
    """What the schemas' view is relaxed by. A deviation that relaxes nothing is an error, one
    that has expired by `today`, where that is given, a warning."""
    binder = _Binder(document, sink)
    known = [item for item in declared.deviations if binder.takes(item)]
    for item in known:
        if today is not None and date.fromisoformat(item.expires) < today:
            sink.add(expired_deviation.report(item.expires, item.owner))
    return _overrides(*known)


class _Binder:
    def __init__(self, document: OpenApi, sink: Diagnostics) -> None:
        self._document = document
        self._schemas = Schemas(document)
        self._sink = sink
        self._seen: set[tuple[str, str]] = set()

    def takes(self, item: Deviation) -> bool:
        """Whether the deviation relaxes something; what does not is reported."""
        try:
            self._document.get(item.pointer)
        except KeyError:
            name = self._document.document.file.path.name
            self._sink.add(lost_deviation.report(item.pointer, name))
            return False
        for reason in self._faults(item):
            self._sink.add(idle_deviation.report(item.pointer, _kind(item), reason))
            return False
        return True

    def _faults(self, item: Deviation) -> Iterator[str]:
        key = (str(item.pointer), _kind(item))
        if key in self._seen:
            yield "the list has it already"
        self._seen.add(key)
        view = self._schemas.view(item.pointer)
        if item.missing and not _is_property(item.pointer):
            yield "only a property can be missing"
        if view.anything is not None:
            yield "no schema stands there, or one that allows anything"
        if item.nullable and view.nullable:
            yield "null is allowed already"
        if item.extra is not None and not self._adds(item, view):
            yield "no enum stands there that lacks these values"

    def _adds(self, item: Deviation, view: View) -> bool:
        relaxed = Schemas(self._document, _overrides(item)).view(item.pointer)
        return relaxed.scalars != view.scalars


def _overrides(*known: Deviation) -> Overrides:
    return Overrides(
        missing=frozenset(str(item.pointer) for item in known if item.missing),
        nullable=frozenset(str(item.pointer) for item in known if item.nullable),
        extra={
            str(item.pointer): tuple(plain(value) for value in item.extra)
            for item in known
            if item.extra is not None
        },
        reviewed=tuple(map(_reviewed, known)),
    )


def _reviewed(item: Deviation) -> Reviewed:
    pointer, reason, owner, expires = map(
        str, (item.pointer, item.reason, item.owner, item.expires)
    )
    extra = tuple(plain(value) for value in item.extra or ())
    return Reviewed(pointer, _kind(item), reason, owner, expires, extra)


def _kind(item: Deviation) -> str:
    return "missing" if item.missing else "nullable" if item.nullable else "extra"


def _is_property(pointer: str) -> bool:
    """Steps are taken from the front: a property may be named `properties` too."""
    holds_names = is_name = False
    for step in pointer.split("/")[1:]:
        is_name, holds_names = holds_names, step == "properties" and not holds_names
    return is_name
