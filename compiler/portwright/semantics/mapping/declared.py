"""Mappings as they are declared: what nothing uses is checked as well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import PortRecord
from portwright.language import mappings as language
from portwright.openapi.pointer import SCHEMAS, escape
from portwright.semantics.mapping.at import Around
from portwright.semantics.mapping.mappers import Mappers
from portwright.semantics.names_used import MAPPINGS as USES
from portwright.semantics.names_used import names_below
from portwright.semantics.selection import Selection
from portwright.source.span import Text


def broken_mappings(around: Around) -> frozenset[str]:
    """The names of those that are from or to nothing known; that is told elsewhere."""
    return frozenset(
        str(name)
        for name, mapping in around.mappings.items()
        if not (_reads(mapping, around) or _sends(mapping, around))
    )


def sending_mappings(requests: Iterable[object], around: Around) -> frozenset[str]:
    """The names of those that requests use, straight or by way of others."""
    found: set[str] = set()
    pending = {name for request in requests for name in names_below(request, USES)}
    while pending:
        found |= pending
        known = [around.mappings[name] for name in pending if name in around.mappings]
        pending = {name for item in known for name in names_below(item, USES)} - found
    return frozenset(found)


def check_unused(around: Around) -> None:
    """Report what is wrong in mappings where no operation uses them, and in those that are used,
    with the schemas that nothing reads by them. Nothing of this is selected."""
    found = Diagnostics()
    apart = replace(
        around,
        selection=Selection(around.selection.schemas, Diagnostics()),
        mappers=Mappers(),
        sink=found,
        tables={},
    )
    sent = {used for used, _ in around.mappers.sent}
    for name, mapping in around.mappings.items():
        read = {schema for used, schema in around.mappers.read if used == name}
        if str(name) in around.broken or str(name) in sent:
            continue
        if not read and not _reads(mapping, around):
            pointers = (f"{SCHEMAS}/{escape(mapping.to)}",)
            apart.mappers.bind_sent(name, mapping, pointers, apart, in_form=False)
            continue
        for schema in mapping.from_:
            if str(schema) not in read:
                apart.mappers.bind_read(name, mapping, schema, apart)
    for diagnostic in found:
        around.sink.add(diagnostic)


def _reads(mapping: language.Mapping, around: Around) -> bool:
    """Whether it is from schemas to a record."""
    schemas = around.selection.schemas.node(SCHEMAS)
    return _is_record(mapping.to, around) and all(name in schemas for name in mapping.from_)


def _sends(mapping: language.Mapping, around: Around) -> bool:
    """Whether it is from a record to a schema."""
    schemas = around.selection.schemas.node(SCHEMAS)
    return mapping.to in schemas and all(_is_record(name, around) for name in mapping.from_)


def _is_record(name: Text, around: Around) -> bool:
    return isinstance(around.port.type(str(name)), PortRecord)
