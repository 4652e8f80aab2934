"""The front half: files are read, checked and bound to one integration."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portwright.build.changed_ports import warn_changed
from portwright.build.documents import document_parts
from portwright.build.files import (
    DEVIATIONS,
    NOTHING_GIVEN,
    Given,
    document_path,
    open_file,
    open_named,
    open_optional,
)
from portwright.build.lock import check_lock, tell_of_slice
from portwright.build.port import LoadedPort, Ports, is_port
from portwright.build.python import TeamPython
from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Integration, Role, Source
from portwright.ir.port_package import Item
from portwright.language.deviations import Deviations
from portwright.language.not_compiled import warn_not_compiled
from portwright.language.read import read_deviations, read_spec
from portwright.language.source_lock import SourceLock
from portwright.language.spec import UNREAD_FILES, OpenApiFiles, PythonPort, Spec
from portwright.lower.integration import lower
from portwright.openapi.document import OpenApi
from portwright.openapi.load import load_openapi
from portwright.openapi.view import Overrides
from portwright.rules.binding import same_package
from portwright.rules.language import compiler_defect
from portwright.semantics.bind import bind, check_alone
from portwright.semantics.bound import Bound
from portwright.semantics.deviations import bind_deviations
from portwright.semantics.mapping.team import Team
from portwright.semantics.usage import check_names
from portwright.source.files import SourceFile
from portwright.source.span import Span, Text

TRACEBACK = "PORTWRIGHT_TRACEBACK"
"""The variable of the environment that asks for the traceback of a defect."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What one spec is made of, as read; `files` are all files with their roles. Without a
    document nothing is compiled, but the spec is still checked."""

    spec: Spec
    document: OpenApi | None
    deviations: Deviations | None
    sources: tuple[Source, ...]
    port: LoadedPort | None
    python: TeamPython
    team: Team
    lock: SourceLock | None = None


@dataclass(frozen=True, slots=True)
class Fronted:
    """A spec that has no error: what was read, what it was bound to, and what was made of it."""

    inputs: Inputs
    document: OpenApi
    bound: Bound
    integration: Integration


def compile_front(
    path: Path, sink: Diagnostics, today: date | None = None, ports: Ports | None = None
) -> Integration | None:
    """The integration of a spec; None when `sink` got an error. `today` is what expired is
    measured by, the day of this machine without; `ports` are those of the run."""
    fronted = front(path, sink, today, ports)
    return fronted.integration if fronted is not None else None


def front(
    path: Path,
    sink: Diagnostics,
    today: date | None = None,
    ports: Ports | None = None,
    given: Given = NOTHING_GIVEN,
) -> Fronted | None:
    """As `compile_front`, with all that the integration was made from. `given` stands in place of
    what is on disk."""
    inputs = read_inputs(path, sink, ports or Ports(), given)
    if inputs is None:
        return None
    if inputs.document is None:
        check_alone(inputs.spec, sink, inputs.team)
        return None
    overrides = Overrides()
    if inputs.deviations is not None:
        overrides = bind_deviations(inputs.deviations, inputs.document, sink, today or date.today())
    bound = bind(inputs.spec, inputs.document, overrides, sink, inputs.team)
    tell_of_slice(inputs.lock, inputs.spec.openapi.document, sink)
    sources = (*inputs.sources, *inputs.python.sources())
    if sink.has_errors:
        return None
    return Fronted(inputs, inputs.document, bound, lower(bound, sources))


def team_of(spec: Spec, loaded: LoadedPort | None, python: TeamPython, sink: Diagnostics) -> Team:
    """The port and the functions that the spec names."""
    port = loaded.port if loaded is not None else None
    if isinstance(spec.port, PythonPort):
        port = python.port(spec.port.python, sink)
    broken = port is None and "port" in spec.place.keys
    return Team(port, python, port_is_broken=broken)


def read_inputs(
    path: Path, sink: Diagnostics, ports: Ports, given: Given = NOTHING_GIVEN
) -> Inputs | None:
    """Read a spec and the files that it names; what is wrong with each is reported."""
    spec_file = open_file(path, sink)
    spec = read_spec(spec_file, sink) if spec_file is not None else None
    if spec_file is None or spec is None:
        return None
    warn_not_compiled(spec, sink)
    folder = path.parent
    port = ports.named(folder, spec.port, sink) if isinstance(spec.port, Text) else None
    python = TeamPython(folder)
    team = team_of(spec, port, python, sink)
    check_names(spec, team.port, sink)
    document_file, additions_file = _document_files(path, spec.openapi, sink, given)
    document = load_openapi(document_file, sink, additions_file) if document_file else None
    deviations_file = open_optional(folder / DEVIATIONS, sink)
    deviations = read_deviations(deviations_file, sink) if deviations_file else None
    lock = check_lock(folder, spec, document_file, document, sink, given)
    named: tuple[tuple[Role, SourceFile | None], ...] = (
        ("spec", spec_file),
        ("openapi", document_file),
        ("additions", additions_file),
        ("deviations", deviations_file),
    )
    sources = [Source(role, f.path.name, f.sha256) for role, f in named if f is not None]
    shared = port.sources(folder) if port is not None else ()
    whole = (*sources, *document_parts(document), *shared)
    return Inputs(spec, document, deviations, whole, port, python, team, lock)


def _document_files(
    path: Path, files: OpenApiFiles, sink: Diagnostics, given: Given
) -> tuple[SourceFile | None, SourceFile | None]:
    """The document and the additions; without additions that are named, no document either: what
    the spec takes from them would be missed there."""
    if files is UNREAD_FILES:
        return None, None
    place = document_path(path, files, sink)
    document = open_file(place, sink, files.document.span, given) if place else None
    if files.additions is None:
        return document, None
    additions = open_named(path.parent, files.additions, sink)
    return (document, additions) if additions is not None else (None, None)


@dataclass(frozen=True, slots=True)
class Front:
    """What the specs and ports of a run are bound to; `ports` are also those that were named."""

    integrations: tuple[Integration, ...]
    ports: tuple[LoadedPort, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """What packages are made from."""
        return (*(port.whole for port in self.ports), *self.integrations)

    def warn_changed_ports(self, out: Path, sink: Diagnostics) -> None:
        """Compare the ports with what the adapters in `out` were compiled for."""
        compiled = frozenset(item.package for item in self.integrations)
        warn_changed(self.ports, compiled, out, sink)


def _guarded(path: Path, sink: Diagnostics, ports: Ports) -> Integration | None:
    """What a spec or port is bound to. Not even a defect of ours hides what others have to say."""
    try:
        if is_port(path):
            ports.at(path, sink)
            return None
        return compile_front(path, sink, ports=ports)
    except Exception as error:
        if isinstance(error, OSError) or os.environ.get(TRACEBACK):
            raise
        sink.add(compiler_defect.report(Span(path.as_posix()), error))
        return None


def front_all(paths: Iterable[Path], sink: Diagnostics) -> Front:
    """The integrations and ports of a run; findings of all of them are gathered in `sink`."""
    ports = Ports()
    found: dict[str, tuple[Path, Integration]] = {}
    for path in paths:
        own = Diagnostics()
        integration = _guarded(path, own, ports)
        for diagnostic in own:
            sink.add(diagnostic)
        if integration is None:
            continue
        if integration.package in found:
            other = found[integration.package][0].as_posix()
            sink.add(same_package.report(Span(path.as_posix()), integration.package, other))
        found.setdefault(integration.package, (path, integration))
    return Front(tuple(item for _, item in found.values()), tuple(ports))
