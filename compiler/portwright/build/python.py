"""The team's own Python behind a spec: its port, if that is a Protocol, and its hooks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Source
from portwright.ir.port import Port
from portwright.language.mappings import HookCall
from portwright.rules.language.source_problem import source_problem
from portwright.source.digest import sha256
from portwright.source.problem import SourceError
from portwright.source.python_modules import python_roots
from portwright.source.span import Text

if TYPE_CHECKING:
    # Imported where it is needed: most specs name no Python.
    from portwright.signatures.hook import Hook
    from portwright.signatures.modules import Modules


@dataclass(slots=True)
class TeamPython:
    """Reads what a spec in `folder` names, each module once. It is the `Hooks` of the mappings.

    Where the roots cannot be used, that is reported with the first name, and nothing is found.
    """

    folder: Path
    _modules: Modules | SourceError | None = None

    def port(self, dotted: Text, sink: Diagnostics) -> Port | None:
        """The port that a Protocol is; None when anything was wrong, which is reported."""
        from portwright.signatures.port import python_port

        modules = self._open(sink)
        return python_port(dotted, modules, sink) if modules is not None else None

    def find(self, name: Text, sink: Diagnostics) -> Hook | None:
        """The hook of a dotted name; None when anything was wrong, which is reported."""
        from portwright.signatures.hook import hook

        modules = self._open(sink)
        return hook(name, modules, sink) if modules is not None else None

    def check(self, hook: Hook, call: HookCall, sink: Diagnostics) -> bool:
        """Whether `with` names all that a hook needs, and nothing else."""
        from portwright.signatures.hook import check_arguments

        return check_arguments(hook, call.call, _named(call), sink)

    def sources(self) -> tuple[Source, ...]:
        """What was read, as one source: a change in it is a change of what is compiled."""
        if self._modules is None or isinstance(self._modules, SourceError):
            return ()
        files = self._modules.files
        if not files:
            return ()
        together = "".join(f"{file.name}\0{file.sha256}\n" for file in files)
        names = ", ".join(file.path.name for file in files)
        return (Source("python", names, sha256(together.encode())),)

    def _open(self, sink: Diagnostics) -> Modules | None:
        from portwright.signatures.modules import Modules

        if self._modules is None:
            try:
                self._modules = Modules(python_roots(self.folder))
            except SourceError as error:
                self._modules = error
        if isinstance(self._modules, SourceError):
            sink.add(source_problem(self._modules))
            return None
        return self._modules


def _named(call: HookCall) -> list[Text]:
    """The names of `with`, also of paths that could not be read."""
    return [Text(name, span) for name, span in call.with_.place.keys.items()]
