"""Functions of the team's own, called directly and judged by the type checker."""

from __future__ import annotations

from typing import Any, Final

from portwright.ir.mapping import Call
from portwright.ir.port import PortNullable
from portwright.language import mappings as language
from portwright.language.record import Record
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.fit import fits_hook, result_of
from portwright.semantics.mapping.kinds import port_kind
from portwright.semantics.mapping.values import Value


def call(transform: language.HookCall, at: At) -> Value | None:
    hook = at.around.hooks.find(transform.call, at.sink)
    values = {name: at.read(path) for name, path in transform.with_.items()}
    if hook is None or not at.around.hooks.check(hook, transform, at.sink):
        return None
    arguments = []
    for name, value in values.items():
        parameter = hook.parameter(name)
        if value is None or parameter is None:
            return None
        if not fits_hook(value, parameter, transform.with_[name], at):
            return None
        arguments.append((str(name), value.expression))
    found = hook.returns
    nullable = isinstance(found, PortNullable)
    expression = Call(
        hook.name, (), tuple(arguments), hook.module, takes_null=True, gives_null=nullable
    )
    unset = any(value is not None and value.may_be_unset for value in values.values())
    kind = port_kind(at.around.port, found)
    return result_of(hook, Value(expression, kind, nullable, (), found, unset), transform.call, at)


TRANSFORMS: Final[dict[type[Record], Any]] = {
    language.HookCall: call,
}
