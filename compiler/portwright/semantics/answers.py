"""What an operation answers: statuses, media types, and the fields of them that are read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from portwright.ir.shapes import Direction
from portwright.openapi.media_type import is_media_type
from portwright.openapi.operation_view import AnswerView
from portwright.semantics.bound import BoundAnswer
from portwright.semantics.call import Call
from portwright.semantics.media import choose
from portwright.semantics.paths import PathTree, parse_paths
from portwright.semantics.use import Root

# Source: RFC 9110, 6.4.1: answers to HEAD have no content either.
_BODILESS: Final = frozenset(("204", "205", "304"))
# Forms are written, and not taken apart.
_READ_AS: Final = {"form": "text", "multipart": "bytes"}


def bind_answers(call: Call) -> tuple[BoundAnswer, ...]:
    """The answers of an operation; selects in them what the spec reads."""
    answers = tuple(_alike(call, _answers(call)))
    successes: list[Root] = []
    for answer in answers:
        if answer.pointer is None or answer.kind != "json":
            continue
        root = call.root(answer.pointer, Direction.READ)
        if answer.is_success:
            successes.append(root)
        else:
            _read_error(call, root)
    _read(call, successes, call.read())
    for root in successes:
        for tree in call.around.error.of_successes:
            call.around.selection.quiet().add(root, tree)
    return answers


def _alike(call: Call, answers: Iterable[BoundAnswer]) -> Iterator[BoundAnswer]:
    """Documents made by programs write one schema into every answer: it is one all the same.

    Not so where a deviation tells them apart.
    """
    schemas = call.around.schemas
    first: dict[tuple[bool, str, str], str] = {}
    for answer in answers:
        pointer = answer.pointer
        if pointer is None or schemas.overrides.touches(pointer):
            yield answer
            continue
        written = json.dumps(schemas.node(pointer), sort_keys=True, default=str)
        key = (answer.is_success, answer.kind, written)
        yield replace(answer, pointer=first.setdefault(key, pointer), written=pointer)


def _answers(call: Call) -> Iterator[BoundAnswer]:
    """A lone `default` is the success; an error that says nothing of its body is read as the spec's
    error schema."""
    declared = list(_declared(call))
    only_default = not any(answer.status.startswith("2") for answer in declared)
    statuses: set[str] = set()
    for answer in declared:
        status = "2XX" if only_default and answer.status == "default" else answer.status
        bound = _answer(answer, status, call.entry.method)
        statuses.add(status)
        if bound.kind == "none" and not bound.is_success:
            bound = _undeclared(call, status) or bound
        yield bound
    if not any(status[0] in "23" for status in statuses):
        # Of its success the document says nothing: what comes is handed on.
        yield BoundAnswer("2XX", "bytes", "*/*", None)
    if "default" not in statuses and (bound_error := _undeclared(call, "default")) is not None:
        yield bound_error


def _declared(call: Call) -> Iterator[AnswerView]:
    """Interim answers are the transport's. A redirect is an answer where nothing else succeeds."""
    answers = call.view.answers
    redirects = not any(item.status[0] in "2d" for item in answers)
    for item in answers:
        if item.status[0] not in "13" or (redirects and item.status[0] == "3"):
            yield item


def _undeclared(call: Call, status: str) -> BoundAnswer | None:
    error = call.around.error
    if error.pointer is None:
        return None
    return BoundAnswer(status, "json", "application/json", error.pointer, error.is_list)


def _answer(answer: AnswerView, status: str, method: str) -> BoundAnswer:
    if method == "HEAD" or status in _BODILESS or status.startswith("3"):
        return BoundAnswer(status, "none", "", None)
    chosen = choose(answer.media)
    if chosen is None:
        return BoundAnswer(status, "none", "", None)
    view, codec = chosen
    if codec == "json" and view.pointer is None and not status.startswith("2"):
        return BoundAnswer(status, "none", "", None)
    media = view.media if is_media_type(view.media) else "*/*"
    return BoundAnswer(status, _READ_AS.get(codec, codec), media, view.pointer)


def _read_error(call: Call, root: Root) -> None:
    """Errors are read for what they always tell, for the vendor's code, and by rules."""
    selection = call.around.selection
    selection.add_outline(root)
    if (code := call.around.error.code) is not None:
        tree = parse_paths([code])
        call.around.without_code.append(selection.probe(root, tree))
        selection.quiet().add(root, tree)
    for tree in call.around.error.of_errors:
        selection.quiet().add(root, tree)


def _read(call: Call, roots: list[Root], tree: PathTree) -> None:
    """A path must exist in one of several successful answers, not in each."""
    if len(roots) == 1:
        call.select(roots[0], tree)
        return
    selection = call.around.selection
    found = [selection.probe(root, tree) for root in roots]
    for diagnostic in found[0] if found else ():
        if all(diagnostic.span in [item.span for item in other] for other in found):
            call.around.sink.add(diagnostic)
    for root in roots:
        selection.quiet().add(root, tree)
