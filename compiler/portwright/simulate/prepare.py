"""From a spec to a target: its generated package, compiled anew where it is not current."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from portwright.build.compile import compile_to
from portwright.build.front import compile_front
from portwright.diagnostics.model import Diagnostics
from portwright.emit.package import is_current
from portwright.ir.integration import Integration
from portwright.simulate.package import load_target
from portwright.simulate.target import Target
from portwright.source.folder import read_package

# Beside the caches of the tools, and ignored like them.
OWN: Final = Path(".portwright/simulated")


def target_of(spec: Path, generated: Path, sink: Diagnostics) -> Target | None:
    """The target of a spec; None when `sink` got an error. Raises PackageError.

    What `generated` holds is taken if it is what the spec compiles to; otherwise the package is
    compiled to a folder of the simulator's own, and `generated` stays as it is.
    """
    integration = compile_front(spec, sink)
    if integration is None or sink.has_errors:
        return None
    return load_target(_folder(integration, generated))


def _folder(integration: Integration, generated: Path) -> Path:
    folder = generated / integration.package
    if is_current(integration, read_package(folder)):
        return folder
    compile_to(integration, OWN)
    return OWN / integration.package
