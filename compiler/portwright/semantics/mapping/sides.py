"""`from` and `to` of mappings: one a schema of the document, the other a type of the port."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import Port, PortRecord
from portwright.language.mappings import Mapping as Declared
from portwright.rules.mapping import unknown_mapping_side
from portwright.source.span import Text


def check_sides(
    mappings: Mapping[Any, Declared], port: Port | None, schemas: Collection[str], sink: Diagnostics
) -> None:
    """Report what is neither; without a port nothing is known of types."""
    if port is None:
        return
    types = [item.name for item in port.types if isinstance(item, PortRecord)]
    for mapping in mappings.values():
        sources, target = mapping.from_, mapping.to
        if _reads(sources, target, types, schemas):
            _check_type(target, port, types, sink)
            for source in sources:
                if source not in schemas:
                    sink.add(unknown_mapping_side.report_schema(source, schemas))
        else:
            _check_type(sources[0], port, types, sink)
            if target not in schemas:
                sink.add(unknown_mapping_side.report_schema(target, schemas))


def _reads(
    sources: tuple[Text, ...], target: Text, types: Collection[str], schemas: Collection[str]
) -> bool:
    """Whether it leads from the vendor to the port: by both sides, or by whichever is known. A name
    may be known on both."""
    reads = target in types and any(source in schemas for source in sources)
    if reads or (sources[0] in types and target in schemas):
        return reads
    if target in types or any(source in schemas for source in sources):
        return True
    return target not in schemas and not any(source in types for source in sources)


def _check_type(name: Text, port: Port, types: Collection[str], sink: Diagnostics) -> None:
    if name not in types:
        sink.add(unknown_mapping_side.report_type(name, port.name, types))
