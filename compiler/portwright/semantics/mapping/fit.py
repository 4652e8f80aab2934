"""Whether a value fits the field that it fills, and what is called where it nearly does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from portwright.ir.mapping import Call, Constant, Each, Expression, LookedUp, Path
from portwright.ir.port import PortList, PortMap, PortNullable, PortType, bare
from portwright.rules.hooks import hook_argument, hook_type
from portwright.rules.mapping import mismatched_type, null_into_required, unset_needs_clear
from portwright.semantics.mapping.advice import NO_PATH, advise
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.kinds import Kind, KindName, port_kind, vendor_kind
from portwright.semantics.mapping.values import Target, Value
from portwright.source.span import Text

if TYPE_CHECKING:
    # Reading the team's Python is left to the specs that name some.
    from portwright.signatures.hook import Hook, HookParameter

# What may stand for what as it is, and the function that is called where it is not quite the same.
_SAME: Final[frozenset[KindName]] = frozenset(
    ("string", "integer", "boolean", "bytes", "decimal", "money", "instant", "date", "duration")
)
_READ: Final[Mapping[tuple[KindName, KindName], str]] = {
    ("string", "id"): "",
    ("integer", "id"): "text",
}
_SENT: Final[Mapping[tuple[KindName, KindName], str]] = {
    ("id", "string"): "",
    ("id", "integer"): "whole_id",
    ("integer", "number"): "",
    ("number", "number"): "",
}


def fit(value: Value, at: At, written: Text | None = None) -> Value | None:
    """The value as the target takes it, null aside; None once it was reported. `written` is the
    path, where the expression is nothing else."""
    converted = _converted(value, at.target, at)
    if converted is not None:
        # Of the target's own kind from now on, so that it is not converted once more.
        return replace(converted, kind=at.target.kind, pointers=(), port=None)
    at.sink.add(
        mismatched_type.report(
            at.span, at.target.title, at.target.kind.label, value.kind.label,
            str(written) if written is not None else None,
            advise(
                value.kind, at.target.kind, str(written or NO_PATH), sends=at.target.sends
            ),
        )
    )  # fmt: skip
    return None


def settled(value: Value, at: At) -> Expression | None:
    """The expression for a target that may not take null."""
    if value.nullable and not at.target.nullable:
        at.sink.add(null_into_required.report(at.span, at.target.title, sends=at.target.sends))
        return None
    if value.may_be_unset and at.target.sends and not at.target.nullable:
        at.sink.add(null_into_required.report_unset(at.span, at.target.title))
        return None
    if value.may_be_unset and at.target.sends and value.nullable:
        at.sink.add(unset_needs_clear.report(at.span, at.target.title))
        return None
    return value.expression


def _converted(value: Value, target: Target, at: At) -> Value | None:
    source, wanted = value.kind.name, target.kind.name
    if value.kind == target.kind and not (value.pointers or value.port):
        return value  # made for this very target
    if value.port is not None and target.port is not None:
        # Both are the port's: a mapper or a hook made it.
        return value if bare(value.port) == bare(target.port) else None
    if wanted == "enum" and target.sends:
        return _same_words(value, target, at)
    if source == "enum":
        return _text_of(value, target)
    if target.sends and target.kind.words is not None:
        return None  # a vendor that lists its numbers takes no other
    function = (_SENT if target.sends else _READ).get((source, wanted))
    if function is None and source == wanted and source in _SAME:
        function = ""
    if function is not None:
        return _called(value, function, target)
    if source == wanted == "list":
        return _list(value, target, at)
    if source == wanted == "map":
        return _map(value, target, at)
    return None


def _text_of(value: Value, target: Target) -> Value | None:
    """An enum as plain text. What is sent has to be what the vendor documents, or to be mapped."""
    if target.sends or not value.kind.is_enum_of_texts:
        return None
    return value if target.kind.name in ("string", "id") else None


def _same_words(value: Value, target: Target, at: At) -> Value | None:
    """An enum of the port whose words are all the vendor's too: each member as its word."""
    if not _is_within(value.kind, target.kind) or value.port is None:
        return None
    entries = tuple((str(word), Constant(str(word))) for word in value.kind.words or ())
    table = at.add_table(entries, value.port, target.pointers)
    found = LookedUp(table, value.expression, None, takes_null=False, of_input=True)
    return replace(value, kind=target.kind, expression=found)


def _is_within(kind: Kind, target: Kind) -> bool:
    return kind.words is not None and set(kind.words) <= set(target.words or ())


def _called(value: Value, function: str, target: Target) -> Value:
    if not function:
        return replace(value, kind=target.kind)
    return replace(value, kind=target.kind, expression=Call(function, (value.expression,)))


def _list(value: Value, target: Target, at: At) -> Value | None:
    """A list of scalars as it is."""
    item, wanted = _item(value.port, value.pointers, at), _item(target.port, target.pointers, at)
    if item is None or wanted is None:
        return None
    if wanted.name == "enum" and target.sends:
        return _list_of_words(value, target, at)
    if not _is_alike(item, wanted, sends=target.sends):
        return None
    call = Call(target.container, (value.expression,))
    return replace(value, kind=target.kind, expression=call)


def _list_of_words(value: Value, target: Target, at: At) -> Value | None:
    """A list of an enum's members, word by word."""
    pointers = at.around.selection.schemas.merged(target.pointers).arrays
    kind = vendor_kind(at.around.selection.schemas.merged(pointers))
    listed = bare(value.port) if value.port is not None else None
    if not isinstance(listed, PortList) or not isinstance(value.expression, Path):
        return None
    item = Value(Path("item"), port_kind(at.around.port, listed.item), False, (), listed.item)
    made = _same_words(item, Target(kind, target.title, False, pointers), at)
    if made is None:
        return None
    each = Each(value.expression, "item", made.expression, (), target.container)
    return replace(value, kind=target.kind, expression=each)


def _map(value: Value, target: Target, at: At) -> Value | None:
    item, wanted = _entry(value.port, value.pointers, at), _entry(target.port, target.pointers, at)
    if item is None or wanted is None or not _is_alike(item, wanted, sends=target.sends):
        return None
    if not target.sends:
        return replace(value, kind=target.kind)
    return replace(value, kind=target.kind, expression=Call("dict", (value.expression,)))


def _item(port: PortType | None, pointers: tuple[str, ...], at: At) -> Kind | None:
    found = bare(port) if port is not None else None
    if isinstance(found, PortList):
        return None if found.item != bare(found.item) else port_kind(at.around.port, found.item)
    if not pointers:
        return None
    view = at.around.selection.schemas.merged(pointers)
    if not view.arrays:
        return None
    below = at.around.selection.schemas.merged(view.arrays)
    return None if below.nullable else vendor_kind(below)


def _entry(port: PortType | None, pointers: tuple[str, ...], at: At) -> Kind | None:
    found = bare(port) if port is not None else None
    if isinstance(found, PortMap):
        return None if found.value != bare(found.value) else port_kind(at.around.port, found.value)
    if not pointers:
        return None
    view = at.around.selection.schemas.merged(pointers)
    if len(view.maps) != 1 or view.maps[0] is None:
        return None
    below = at.around.selection.schemas.merged((view.maps[0],))
    return None if below.nullable else vendor_kind(below)


def _is_alike(item: Kind, wanted: Kind, *, sends: bool) -> bool:
    if wanted.name == "enum" or (sends and wanted.words is not None):
        return False
    if item.name == "enum":
        return not sends and item.is_enum_of_texts and wanted.name in ("string", "id")
    pairs = _SENT if sends else _READ
    same = item.name == wanted.name and item.name in _SAME
    return same or pairs.get((item.name, wanted.name)) == ""


def result_of(hook: Hook, value: Value, call: Text, at: At) -> Value | None:
    """What a hook gives, as the target takes it, null aside; None once it was reported."""
    # Imported here, as all that reads the team's Python.
    from portwright.signatures.fit import fits

    if at.target.port is None:
        fitted = _converted(value, at.target, at)
    else:
        fitted = value if fits(bare(hook.returns), bare(at.target.port)) else None
    if fitted is not None:
        return replace(fitted, kind=at.target.kind, port=None)
    wanted = at.target.kind.label
    at.sink.add(hook_type.report(call.span, hook.name, hook.annotation, wanted, hook.place))
    return None


def fits_hook(value: Value, parameter: HookParameter, path: Text, at: At) -> bool:
    """Whether a path gives what a hook takes; what only the type checker understands, it judges."""
    kind = port_kind(at.around.port, parameter.type)
    if kind.name == "foreign":
        return True
    target = Target(kind, parameter.name, isinstance(parameter.type, PortNullable))
    known = replace(target, port=parameter.type)
    fitted = _converted(value, known, at)
    same = fitted is not None and fitted.expression == value.expression
    if same and (not value.nullable or target.nullable):
        return True
    found = f"{value.kind.label} | null" if value.nullable else value.kind.label
    at.sink.add(hook_argument.report(path.span, parameter.name, parameter.annotation, found))
    return False
