"""What an operation lost of itself while the document was read, and what additions give back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from portwright.diagnostics.model import Diagnostic
from portwright.openapi.document import OpenApi
from portwright.openapi.findings import Finding
from portwright.openapi.grammar import Grammar
from portwright.openapi.operations import OperationEntry
from portwright.openapi.places import longest
from portwright.openapi.pointer import MISSING, Node, escape, look_up, pointer_of, tokens_of
from portwright.openapi.version_3 import METHODS
from portwright.source.documents import Document

# A broken callback takes nothing from the call that it belongs to.
_APART = "/callbacks/"


def lost_of(document: OpenApi, entry: OperationEntry) -> Iterator[Diagnostic]:
    """What is to be said of each part that this operation should have and has not."""
    for found in losses_of(document, entry):
        if found.lost is not None:
            yield found.lost


def losses_of(document: OpenApi, entry: OperationEntry) -> Iterator[Finding]:
    """The faults because of which this operation lacks a part."""
    lost = [found for found in document.findings if found.lost is not None]
    if not lost:
        return
    wholes = {_written(document, pointer) for pointer in _wholes(document, entry)}
    for found in lost:
        own = {pointer: None for file, pointer in wholes if file == found.file}
        whole = longest(found.pointer, own)
        if whole is not None and not found.pointer.removeprefix(whole).startswith(_APART):
            yield found


def lost_operation(document: OpenApi, call: str) -> Diagnostic | None:
    """Why there is no operation of this id though the document declares one."""
    main = document.document
    lost = (found for found in document.findings if found.lost and found.file == main.file.name)
    for found in lost:
        if call in _ids(look_up(main.data, tokens_of(found.pointer))):
            return found.lost
    return None


def is_restated(main: Document, grammar: Grammar, additions: Node) -> Callable[[Finding], bool]:
    """Whether the additions state what was lost of `main`."""

    def restated(found: Finding) -> bool:
        if found.lost is None or found.file != main.file.name:
            return False
        return any(look_up(additions, tokens) is not MISSING for tokens in _places(found, grammar))

    return restated


def _places(found: Finding, grammar: Grammar) -> Iterator[tuple[str, ...]]:
    """Where additions would state a part. They cannot name a place in a list, but add to it; and
    the body that 2.0 keeps among the parameters has a place of its own."""
    tokens = grammar.final_pointer(tokens_of(found.pointer))
    tokens = tokens[:-1] if tokens[-1:] == ("$ref",) else tokens
    if tokens[-1:] and tokens[-1].isdigit() and tokens[-2:-1] == ("parameters",):
        yield (*tokens[:-2], "requestBody")
        tokens = tokens[:-1]
    yield tokens


def _wholes(document: OpenApi, entry: OperationEntry) -> Iterator[str]:
    """The pointers below which a loss is one of the operation's: itself, what it shares with
    its path, and the parts that it refers to."""
    yield entry.pointer
    for item in (entry.pointer.rpartition("/")[0], f"#/paths/{escape(entry.key)}"):
        yield from (f"{item}/parameters", f"{item}/$ref")
    yield from (pointer for pointer, _ in entry.parameters)
    answers = entry.data.get("responses", {}).items()
    parts = [part for status, part in answers if not status.startswith("x-")]
    for part in (entry.data.get("requestBody"), *parts):
        target, _ = document.resolve(part)
        if target is not None:
            yield target


def _written(document: OpenApi, pointer: str) -> tuple[str, str]:
    source, old = document.places.source(pointer)
    return source.file.name, pointer_of(tokens_of(old))


def _ids(part: Any) -> set[Any]:
    """The ids that an operation, or a path's operations, declare."""
    if not isinstance(part, dict):
        return set()
    nodes = [part, *(part[method] for method in METHODS if isinstance(part.get(method), dict))]
    return {node["operationId"] for node in nodes if isinstance(node.get("operationId"), str)}
