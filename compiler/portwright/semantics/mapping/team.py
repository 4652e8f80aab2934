"""What the team brings: its port, its functions; and the adapter that is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import Port
from portwright.language.spec import Spec
from portwright.rules.mapping import unmapped_operation
from portwright.semantics.mapping.hooks import Hooks, NoHooks
from portwright.semantics.selection import Selection

if TYPE_CHECKING:
    from portwright.ir.mapping import RaisedError
    from portwright.semantics.bound import BoundOperation
    from portwright.semantics.mapping.bound import BoundAdapter

_NO_HOOKS: Final = NoHooks()


@dataclass(frozen=True, slots=True)
class Team:
    """Without a port nothing is translated. `port_is_broken`: one is named, and cannot be read."""

    port: Port | None = None
    hooks: Hooks = _NO_HOOKS
    port_is_broken: bool = False


def bind_team(
    spec: Spec,
    team: Team,
    bound: Mapping[str, BoundOperation | None],
    selection: Selection,
    raised: tuple[RaisedError, ...],
    sink: Diagnostics,
) -> BoundAdapter | None:
    """The adapter of the spec's port; mappings without a port are reported."""
    if team.port is not None:
        # Imported here, as all about mappings: most specs, and whole documents, have no port.
        from portwright.semantics.mapping.adapter import bind_adapter

        return bind_adapter(spec, team.port, bound, selection, raised, team.hooks, sink)
    if team.port_is_broken:
        return None
    for operation in spec.operations.values():
        for key in ("request", "response", "if_match"):
            if key in operation.place.keys:
                sink.add(unmapped_operation.report_no_port(operation.place.keys[key]))
    if "mappings" in spec.place.keys:
        sink.add(unmapped_operation.report_no_port(spec.place.keys["mappings"]))
    return None
