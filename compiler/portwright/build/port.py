"""Ports: the files of one run, each read, bound and reported once, however many name it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portwright.build.files import open_file, shared_path
from portwright.diagnostics.model import Diagnostics
from portwright.ir import port_names
from portwright.ir.integration import Source
from portwright.ir.port import Port
from portwright.ir.port_package import PortPackage
from portwright.language.port import Port as WrittenPort
from portwright.language.read import read_port
from portwright.rules.ports import import_cycle, same_port_package, unusable_port_name
from portwright.semantics.port import bind_port
from portwright.source.digest import sha256
from portwright.source.files import SourceFile
from portwright.source.span import Span, Text


@dataclass(frozen=True, slots=True)
class LoadedPort:
    """A port with its file and, as `written`, its places; `imports` are those that it names."""

    file: SourceFile
    written: WrittenPort
    port: Port
    imports: tuple[LoadedPort, ...]

    @property
    def package(self) -> str:
        return self.port.origin.package

    @property
    def closure(self) -> tuple[LoadedPort, ...]:
        """This port and all that it imports, straight or not; each once, by package."""
        found = {self.package: self}
        for item in self.imports:
            found |= {below.package: below for below in item.closure}
        return (self, *(found[name] for name in sorted(found) if name != self.package))

    @property
    def whole(self) -> PortPackage:
        """What its package is made from."""
        return PortPackage(self.port, self.sources(self.file.path.parent))

    def sources(self, folder: Path) -> tuple[Source, ...]:
        """The port's file and, as one source together, those that it imports; names are relative
        to `folder`, where the spec stands that is made from them."""
        own, *others = [(_relative(item.file.path, folder), item.file) for item in self.closure]
        found = [Source("port", own[0], own[1].sha256)]
        if others:
            together = "".join(f"{name}\0{file.sha256}\n" for name, file in others)
            names = ", ".join(name for name, _ in others)
            found.append(Source("imports", names, sha256(together.encode())))
        return tuple(found)


@dataclass(slots=True)
class _Entry:
    """What came of a file; the findings go to everyone who asks for it."""

    findings: Diagnostics = field(default_factory=Diagnostics)
    loaded: LoadedPort | None = None


class Ports:
    """The ports of one run."""

    def __init__(self) -> None:
        self._entries: dict[Path, _Entry] = {}
        self._packages: dict[str, str] = {}
        self._open: list[Path] = []

    def __iter__(self) -> Iterator[LoadedPort]:
        """All that could be read, by package."""
        found = [item.loaded for item in self._entries.values() if item.loaded is not None]
        return iter(sorted(found, key=lambda item: item.package))

    def named(self, folder: Path, name: Text, sink: Diagnostics) -> LoadedPort | None:
        """The port that a spec or a port in `folder` names."""
        path = shared_path(folder, name, sink)
        return self.at(path, sink, name.span) if path is not None else None

    def at(self, path: Path, sink: Diagnostics, span: Span | None = None) -> LoadedPort | None:
        """The port of a file, with leftovers when `sink` got an error; `span` is where the file is
        named."""
        file = open_file(path, sink, span)
        if file is None:
            return None
        place = path.resolve()
        if place not in self._entries:
            self._entries[place] = _Entry()
            self._load(place, file, self._entries[place])
        entry = self._entries[place]
        for finding in entry.findings:
            sink.add(finding)
        return entry.loaded

    def _load(self, place: Path, file: SourceFile, entry: _Entry) -> None:
        written = read_port(file, entry.findings)
        package = port_names.port_package(file.path.name)
        named = written.port.span if written is not None else Span(file.name)
        if package is None:
            entry.findings.add(unusable_port_name.report_file(named, file.path.name))
        if written is None or package is None:
            return
        other = self._packages.setdefault(package, file.name)
        if other != file.name:
            entry.findings.add(same_port_package.report(named, package, other))
        self._open.append(place)
        imports = self._imports(written, file, entry.findings)
        self._open.pop()
        bound = bind_port(
            written, package, {name: item.port for name, item in imports.items()}, entry.findings
        )
        entry.loaded = LoadedPort(file, written, bound, tuple(imports.values()))

    def _imports(
        self, written: WrittenPort, file: SourceFile, sink: Diagnostics
    ) -> dict[str, LoadedPort]:
        """Ports by their files, as written."""
        found: dict[str, LoadedPort] = {}
        for name in written.imports:
            path = shared_path(file.path.parent, name, sink)
            if path is not None and path.resolve() in self._open:
                sink.add(import_cycle.report(name, self._way_to(path.resolve())))
            elif path is not None:
                loaded = self.at(path, sink, name.span)
                if loaded is not None:
                    found[str(name)] = loaded
        return found

    def _way_to(self, place: Path) -> tuple[str, ...]:
        way = [item.name for item in self._open[self._open.index(place) :]]
        return (*way, place.name)


def is_port(path: Path) -> bool:
    """Whether a file is a port, by its name."""
    return path.name.endswith(port_names.ENDING)


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
