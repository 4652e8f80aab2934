"""What a spec may already say, but this version does not act on: each is a warning, W0001."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from portwright.diagnostics.model import Diagnostics
from portwright.language.record import Record, Table
from portwright.language.shape import RecordType, keys_of
from portwright.language.spec import Spec
from portwright.rules.language import not_compiled_yet
from portwright.source.span import Span


@dataclass(frozen=True, slots=True)
class Feature:
    """A key by its path, `*` being any name or item; with `kinds`, only where it is one of them."""

    path: str
    kinds: tuple[RecordType, ...] = ()


FEATURES: Final = (
    Feature("webhooks"),
    Feature("tests.cases.*.webhook"),
)


def warn_not_compiled(spec: Spec, sink: Diagnostics) -> None:
    """Warns at the key of every feature that has no effect yet."""
    for feature in FEATURES:
        for path, span in _written(spec, "", feature.path.split("."), feature.kinds):
            sink.add(not_compiled_yet.report(span, path))


def _written(
    value: object, path: str, parts: list[str], kinds: tuple[RecordType, ...]
) -> Iterator[tuple[str, Span]]:
    head, *rest = parts
    for name, span, below in _children(value, path):
        if head != "*" and name != f"{path}.{head}".lstrip("."):
            continue
        if rest:
            yield from _written(below, name, rest, kinds)
        elif not kinds or isinstance(below, kinds):
            yield name, span


def _children(value: object, path: str) -> Iterator[tuple[str, Span, object]]:
    """What stands right below a value: its dotted path, the place of its key, itself."""
    if isinstance(value, Record):
        for item in keys_of(type(value)):
            if item.name in value.place.keys:
                name = f"{path}.{item.name}".lstrip(".")
                yield name, value.place.keys[item.name], getattr(value, item.attribute)
    elif isinstance(value, Table):
        for key, below in value.items():
            yield f"{path}.{key}", key.span, below
    elif isinstance(value, tuple):
        for number, below in enumerate(value):
            yield f"{path}[{number}]", Span(""), below
