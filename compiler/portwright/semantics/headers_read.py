"""Which headers of answers an integration reads: the spec names some, the runtime knows others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from portwright.language.mappings import HeaderOf
from portwright.language.paging import (
    LinkPages,
    NextUrlPages,
    Offset,
    OffsetPages,
    UrlInHeader,
)
from portwright.language.policies import Observe
from portwright.language.record import Record, Table
from portwright.language.shape import keys_of
from portwright.language.spec import Spec
from portwright.semantics.names_used import MAPPINGS, names_below
from portwright.source.span import Span, Text

# What the runtime looks at in every answer (`policies/retry_after.py`, `policies/ratelimit_field`).
_ALWAYS: Final = ("retry-after", "ratelimit")
_LINK: Final = "link"


@dataclass(frozen=True, slots=True)
class HeaderRead:
    """`name` in small letters; `operation` is empty where it is read of every answer. `mapped`: it
    becomes a value of the port."""

    name: str
    operation: str = ""
    span: Span | None = None
    mapped: bool = False
    paging: bool = False


def headers_read(spec: Spec) -> Iterator[HeaderRead]:
    """All of them; one that two parts of a spec read comes twice."""
    yield from (HeaderRead(name) for name in _ALWAYS)
    yield from _of_errors(spec)
    for limit in spec.limits:
        for part in _records(limit):
            if isinstance(part, Observe):
                yield from _named(part.header)
                yield from _named(part.reset)
    for name, operation in spec.operations.items():
        for part in _with_mappings(spec, operation):
            yield from _mapped(part, str(name))
            yield from _paged(part, str(name))


def _with_mappings(spec: Spec, operation: Record) -> Iterator[Record]:
    """The records of an operation, and of the mappings that it uses, each once."""
    pending, seen = [operation], set[str]()
    while pending:
        whole = pending.pop()
        yield from _records(whole)
        for name in names_below(whole, MAPPINGS):
            if name in spec.mappings and name not in seen:
                seen.add(name)
                pending.append(spec.mappings[name])


def _of_errors(spec: Spec) -> Iterator[HeaderRead]:
    if spec.errors is None:
        return
    if spec.errors.retry_hint is not None:
        yield from _named(spec.errors.retry_hint.header)
    for rule in spec.errors.rules:
        for name in rule.conditions:
            if name.startswith("header."):
                yield HeaderRead(name.removeprefix("header.").lower(), span=name.span)


def _mapped(part: Record, operation: str) -> Iterator[HeaderRead]:
    if isinstance(part, HeaderOf):
        yield HeaderRead(part.header.lower(), operation, part.header.span, mapped=True)


def _paged(part: Record, operation: str) -> Iterator[HeaderRead]:
    match part:
        case LinkPages(link=link):
            header = link.header
            span = header.span if header is not None else link.place.span
            yield HeaderRead((header or _LINK).lower(), operation, span, paging=True)
        case NextUrlPages(next_url=UrlInHeader(header=header)):
            yield HeaderRead(header.lower(), operation, header.span, paging=True)
        case OffsetPages(offset=Offset(total_header=Text() as header)):
            yield HeaderRead(header.lower(), operation, header.span, paging=True)


def _named(header: Text | None) -> Iterator[HeaderRead]:
    if header is not None:
        yield HeaderRead(header.lower(), span=header.span)


def _records(value: object) -> Iterator[Record]:
    """A record and all that stand below it."""
    if isinstance(value, Record):
        yield value
        for item in keys_of(type(value)):
            yield from _records(getattr(value, item.attribute))
    elif isinstance(value, Table):
        for inner in value.values():
            yield from _records(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _records(inner)
