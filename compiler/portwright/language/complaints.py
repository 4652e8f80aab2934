"""Which rule says what about a node that does not fit its shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.suggest import closest
from portwright.language.leaves import BadQuantityError, BadScalarError
from portwright.language.record import Keys
from portwright.language.shape import (
    ChoiceShape,
    KeyShape,
    RecordShape,
    RecordType,
    ScalarShape,
    Shape,
    choice_of,
    keys_of,
)
from portwright.rules.language import (
    missing_key,
    missing_unit,
    not_one_kind,
    unknown_key,
    value_not_allowed,
    wrong_kind,
)
from portwright.source.nodes import MappingNode, Node, ScalarNode, only_scalar
from portwright.source.span import Span


def misfit(path: str, node: Node, shape: Shape) -> Diagnostic:
    """A map where a list belongs, and the like."""
    found = wrong_kind.kind_of(node)
    return wrong_kind.report(node.span, _expected(shape), found, name=path, help=_fit(node, shape))


def _fit(node: Node, shape: Shape) -> str | None:
    """How what was meant is written, or what the map may hold."""
    choice = choice_of(shape)
    if (only := only_scalar(node)) is not None and shape.scalar:
        return f"write `{only.text}`"
    if isinstance(node, ScalarNode) and not node.is_null:
        if choice and "const" in choice.kinds:
            return f"write `{{const: {node.text}}}`"
        if shape.sequence and not choice:
            return f"write `[{node.text}]`"
    if choice:
        return "write one of " + ", ".join(f"`{{{kind}: ...}}`" for kind in choice.kinds)
    if isinstance(shape.mapping, RecordShape):
        return "its keys are " + ", ".join(f"`{item.name}`" for item in keys_of(shape.mapping.cls))
    return None


def none_of_many(path: str, node: Node, shape: Shape) -> Diagnostic:
    """An empty list where one or several belong."""
    return wrong_kind.report(node.span, _expected(shape), "an empty list", name=path)


def not_a_word(path: str, node: ScalarNode, shape: Shape) -> Diagnostic:
    """A scalar where only certain words may stand."""
    choice = choice_of(shape)
    if choice and node.text in choice.kinds:
        found = wrong_kind.kind_of(node)
        help = f"write `{{{node.text}: ...}}` with its options"
        return wrong_kind.report(node.span, _expected(shape), found, name=path, help=help)
    scalar = shape.scalar or ScalarShape()
    words = [*scalar.words, *scalar.kinds]
    if choice and closest(node.text, choice.kinds):
        words += choice.kinds
    return value_not_allowed.report(node.span, node.text, words, name=path)


def bad_scalar(path: str, node: ScalarNode, shape: Shape, bad: BadScalarError) -> Diagnostic:
    """A scalar that its type refuses."""
    words = shape.scalar.words if shape.scalar else ()
    if closest(node.text, words):
        return not_a_word(path, node, shape)
    if isinstance(bad, BadQuantityError):
        return missing_unit.report(node.span, node.text, bad.quantity)
    span = bad.span or node.span
    found = bad.found or wrong_kind.kind_of(node)
    return wrong_kind.report(span, bad.expected, found, name=path, help=bad.help)


def bad_name(path: str, name: ScalarNode, form: Keys) -> Diagnostic:
    """A name of a table that does not look like one."""
    return wrong_kind.report(name.span, form.what, f"`{name.text}`", name=path)


def unknown(path: str, name: ScalarNode, known: Iterable[str], rest: KeyShape | None) -> Diagnostic:
    """A key that the record does not have, or one of the rest that is not well-formed."""
    if rest and rest.rest and name.text.startswith(rest.rest.begins):
        return bad_name(path, name, rest.rest)
    names = [*known, *(rest.rest.examples if rest and rest.rest else ())]
    return unknown_key.report(name.span, name.text, names, owner=path)


def beside(path: str, name: ScalarNode, kind: ScalarNode, cls: RecordType) -> Diagnostic:
    """A key beside the kind of a choice whose options stand below it."""
    found = unknown_key.report(name.span, name.text, [kind.text], owner=path)
    if name.text in {item.name for item in keys_of(cls)}:
        return replace(found, help=f"move it into `{kind.text}`")
    return found


def missing(path: str, anchor: Span, item: KeyShape) -> Diagnostic:
    """A required key that is not there."""
    return missing_key.report(anchor, item.name, owner=path, example=_example(item))


def not_one(
    path: str, anchor: Span, found: Sequence[ScalarNode], kinds: Iterable[str]
) -> Diagnostic:
    """None, or several, of the keys of which there must be one."""
    span = found[-1].span if found else anchor
    report = not_one_kind.report(span, [name.text for name in found], kinds, name=path)
    return report if found else replace(report, label="none of them is here")


def no_kind(path: str, anchor: Span, node: MappingNode, shape: Shape) -> Diagnostic:
    """A choice that names no kind that exists."""
    choice = choice_of(shape) or ChoiceShape({})
    options = {item.name for cls in choice.kinds.values() for item in keys_of(cls)}
    strange = [name for name, _ in node.entries if name.text not in options]
    likely = [name for name in strange if closest(name.text, choice.kinds)]
    found = (likely or strange)[:1]
    report = not_one(path, anchor, found, choice.kinds)
    if found and shape.scalar and found[0].text in shape.scalar.kinds:
        return replace(report, help=f"write `{found[0].text}` without a map")
    return report


def _expected(shape: Shape) -> str:
    """What a shape takes, as a phrase."""
    parts = _expected_scalars(shape.scalar)
    if shape.sequence:
        parts.append("a list")
    if shape.mapping:
        parts.append("a map")
    return " or ".join(parts)


def _expected_scalars(scalar: ScalarShape | None) -> list[str]:
    if scalar is None:
        return []
    words = [f"`{word}`" for word in (*scalar.words, *scalar.kinds)]
    if scalar.short:
        words.append("text")
    return words + ([scalar.leaf.what] if scalar.leaf else [])


def _example(item: KeyShape) -> str:
    """What a value of the key may look like."""
    scalar = item.shape.scalar
    if item.about.example or scalar is None:
        return item.about.example
    words = [*scalar.words, *scalar.kinds]
    return words[0] if words else (scalar.leaf.example if scalar.leaf else "")
