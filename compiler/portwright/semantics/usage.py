"""What a spec declares and does not use, and what is probably declared under a wrong name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from portwright.diagnostics.model import Diagnostics
from portwright.diagnostics.suggest import closest
from portwright.ir.port import Port
from portwright.language.spec import Spec
from portwright.rules.binding import misspelt_declaration, unused_operation
from portwright.rules.mapping import unused_mapping
from portwright.rules.safety import unused_policy
from portwright.rules.secrets import unused_setting
from portwright.semantics.mapping.adapter import MAPPED_KEYS
from portwright.semantics.names_used import (
    ENVIRONMENTS,
    MAPPINGS,
    OPERATIONS,
    PARAMS,
    POLICIES,
    SECRETS,
    WEBHOOKS,
    names_used,
)
from portwright.semantics.webhooks import check_webhooks
from portwright.source.span import Text


def check_names(spec: Spec, port: Port | None, sink: Diagnostics) -> None:
    """The names of a spec that need no document; `sink` has what was found when it was read. What
    could not be read may use anything, so that nothing is said to be unused then."""
    whole = not sink.has_errors
    check_webhooks(spec, port if whole else None, sink)
    if whole:
        _check_usage(spec, port, sink)


def _check_usage(spec: Spec, port: Port | None, sink: Diagnostics) -> None:
    connection = spec.connection
    for name, meant in _unused(connection.secrets, names_used(spec, SECRETS)):
        sink.add(unused_setting.report(name.span, "secret", name, meant))
    for name, meant in _unused(iter(connection.params), names_used(spec, PARAMS)):
        sink.add(unused_setting.report(name.span, "parameter", name, meant))
    for name, meant in _unused(iter(spec.policies), names_used(spec, POLICIES)):
        if name != "default":
            sink.add(unused_policy.report(name, meant))
    for name, meant in _unused(iter(spec.mappings), names_used(spec, MAPPINGS)):
        sink.add(unused_mapping.report(name, meant))
    _check_operations(spec, port, sink)
    for kind, table, keys in (
        ("environment", iter(connection.environments), ENVIRONMENTS),
        ("webhook", iter(spec.webhooks), WEBHOOKS),
    ):
        _check_spelling(kind, table, names_used(spec, keys), sink)


def _check_operations(spec: Spec, port: Port | None, sink: Diagnostics) -> None:
    """Without a port every operation is what the spec is for."""
    played = names_used(spec, OPERATIONS)
    if port is None:
        _check_spelling("operation", iter(spec.operations), played, sink)
        return
    offered = {item.name for item in port.operations}
    missing = offered - set(spec.operations)
    for name, meant in _unused(iter(spec.operations), played):
        mapped = MAPPED_KEYS & spec.operations[name].place.keys.keys()
        if name not in offered and not mapped:
            sink.add(unused_operation.report(name, port.name, meant or closest(name, missing)))


def _check_spelling(
    kind: str, declared: Iterable[Text], used: Counter[str], sink: Diagnostics
) -> None:
    """Names that need not be used, of which one is nearly a name that is."""
    for name, meant in _unused(declared, used):
        if meant is not None:
            sink.add(misspelt_declaration.report(name.span, kind, name, meant))


def _unused(declared: Iterable[Text], used: Counter[str]) -> Iterator[tuple[Text, str | None]]:
    """Names that nothing uses, each with one that is used and not declared, if it is much like it.

    Where that is used once, the slip may as well be there, and is reported there.
    """
    names = tuple(declared)
    for name in names:
        if name in used:
            continue
        meant = closest(name, used.keys() - set(names))
        if meant is None or used[meant] > 1:
            yield name, meant
