"""The types that a port imports, and those that come along with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.ir.port import Port, PortEnum, PortRecord, names_in
from portwright.language.port import Port as WrittenPort
from portwright.rules.ports import clashing_port_name, repeated_port_name, unknown_import
from portwright.source.span import Text


@dataclass(frozen=True, slots=True)
class Import:
    """One name of `imports` with its file; without a `type` it could not be found."""

    name: Text
    file: Text
    type: PortEnum | PortRecord | None


@dataclass(slots=True)
class Imports:
    """`named` may be written in the port's types; `types` are all that these lead to."""

    named: dict[str, Import] = field(default_factory=dict)
    types: dict[str, PortEnum | PortRecord] = field(default_factory=dict)

    @property
    def known(self) -> dict[str, Import]:
        """Those of `named` that were found."""
        return {name: item for name, item in self.named.items() if item.type is not None}


def bind_imports(port: WrittenPort, imported: Mapping[str, Port], sink: Diagnostics) -> Imports:
    """The order of names and files means nothing: what clashes is told at the later place."""
    found = Imports()
    for file, names in port.imports.items():
        other = imported.get(file)
        for name in names:
            if name in found.named:
                sink.add(_again(found.named[name], name, file))
                continue
            type = _defined(other, name, file, sink) if other is not None else None
            found.named[name] = Import(name, file, type)
            if type is not None and other is not None:
                _bring_along(port, found, name, file, list(_closure(type, other)), sink)
    return found


def _again(first: Import, name: Text, file: Text) -> Diagnostic:
    if first.file == file:
        return repeated_port_name.report(name, f"`imports` of {file}")
    return clashing_port_name.report(name, f"a type of {first.file}")


def _defined(
    other: Port, name: Text, file: Text, sink: Diagnostics
) -> PortEnum | PortRecord | None:
    own = {item.name: item for item in other.types if item.origin == other.origin}
    if name not in own:
        sink.add(unknown_import.report(name, file, own))
    return own.get(name)


def _bring_along(
    port: WrittenPort,
    found: Imports,
    name: Text,
    file: Text,
    types: list[PortEnum | PortRecord],
    sink: Diagnostics,
) -> None:
    """A name means one type in all of the port; what the port defines itself under the name that
    it imports is told where it defines it."""
    for item in types:
        known = found.types.setdefault(item.name, item)
        if known != item:
            other = f"a type of {known.origin.package}"
            sink.add(clashing_port_name.report_import(name, file, item.name, other))
        elif item.name != name and item.name in port.types:
            other = "a type of the port itself"
            sink.add(clashing_port_name.report_import(name, file, item.name, other))


def _closure(first: PortEnum | PortRecord, port: Port) -> Iterator[PortEnum | PortRecord]:
    """A type and all that its fields lead to, each once."""
    pending, seen = [first], {first.name}
    while pending:
        item = pending.pop()
        yield item
        fields = item.fields if isinstance(item, PortRecord) else ()
        for name in (name for one in fields for name in names_in(one.type)):
            below = port.type(name)
            if below is not None and name not in seen:
                seen.add(name)
                pending.append(below)
