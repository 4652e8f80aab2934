"""Operations bound: the call looked up, its fields selected, its body and answers chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Policy, QueryStyle, Safety
from portwright.ir.shapes import Direction
from portwright.language.operations import Operation
from portwright.openapi.document import OpenApi
from portwright.openapi.effective import ObjectView, Schemas, one_object
from portwright.openapi.operation_view import (
    AnswerView,
    BodyView,
    MediaView,
    OperationView,
    ParameterView,
    view_operation,
)
from portwright.openapi.operations import OperationEntry
from portwright.rules.binding import unknown_operation, unsupported_body
from portwright.rules.mapping import missing_request_field, unknown_request_field, wide_selection
from portwright.rules.safety import pruned_replace, unknown_policy
from portwright.semantics.bound import BoundAnswer, BoundBody, BoundOperation, BoundParameter
from portwright.semantics.media import Codec, choose
from portwright.semantics.paths import PathTree, everything, parse_paths
from portwright.semantics.safety import bind_safety
from portwright.semantics.selection import Root, Selection
from portwright.source.span import Text

_STYLES: Mapping[tuple[str, bool], QueryStyle] = {
    ("form", False): "form_comma",
    ("deepObject", True): "deep_object",
    ("deepObject", False): "deep_object",
    ("spaceDelimited", False): "space",
    ("pipeDelimited", False): "pipe",
}


@dataclass(frozen=True, slots=True)
class ErrorSchema:
    """What `errors:` says: answers without a schema of their own are read as `pointer`'s, and
    `code` is the path to the vendor's error code."""

    pointer: str | None = None
    is_list: bool = False
    code: Text | None = None


class OperationBinder:
    """Binds one operation after another into one shared selection.

    `headers` are those that the connection sets on every call, in small letters.
    """

    def __init__(
        self,
        document: OpenApi,
        selection: Selection,
        policies: Mapping[str, Policy],
        headers: frozenset[str],
        error: ErrorSchema,
        sink: Diagnostics,
    ) -> None:
        self._document = document
        self._selection = selection
        self._schemas: Schemas = selection.schemas
        self._policies = policies
        self._headers = headers
        self._error = error
        self._sink = sink

    def bind(self, name: Text, operation: Operation) -> BoundOperation | None:
        """None when the document has no such operation, which is then reported."""
        entry = self._document.operations.get(operation.call)
        if entry is None:
            self._sink.add(
                unknown_operation.report(
                    operation.call,
                    self._document.document.file.path.name,
                    self._document.operations,
                )
            )
            return None
        return _Binding(self, name, operation, entry).result()

    def policy(self, operation: Operation) -> Policy:
        wanted = operation.policy
        if wanted is not None and wanted not in self._policies:
            self._sink.add(unknown_policy.report(wanted, self._policies))
        return self._policies.get(str(wanted), self._policies["default"])


class _Binding:
    """The binding of one operation."""

    def __init__(
        self, binder: OperationBinder, name: Text, operation: Operation, entry: OperationEntry
    ) -> None:
        self._binder = binder
        self._sink = binder._sink
        self._selection = binder._selection
        self._schemas = binder._schemas
        self._name = str(name)
        self._spec = operation
        self._entry = entry
        self._view: OperationView = view_operation(binder._document, entry.pointer)
        self._body = self._choose_body(self._view.body)
        self._object = self._body_object()

    def result(self) -> BoundOperation:
        policy = self._binder.policy(self._spec)
        safety = self._safety(policy)
        send = self._tree(self._spec.send, "send")
        parameters = tuple(self._parameters(send, safety))
        fields = self._send_body(send, safety)
        self._report_unknown(send)
        answers = tuple(self._answers())
        self._read(answers)
        return BoundOperation(
            name=self._name,
            operation_id=self._entry.id,
            method=self._entry.method,
            path=self._entry.path,
            pointer=self._entry.pointer,
            policy=policy.name,
            safety=safety,
            parameters=parameters,
            body=self._bound_body(fields),
            answers=answers,
            send=_texts(self._spec.send),
            read=_texts(self._spec.read),
            hand_written=_is_added(self._binder._document, self._entry.pointer),
        )

    def _safety(self, policy: Policy) -> Safety:
        known = self._object.properties if self._object else {}
        return bind_safety(
            self._spec,
            self._name,
            self._entry.method,
            policy,
            self._view.parameters,
            known,
            self._sink,
        )

    def _tree(self, paths: tuple[Text, ...] | None, key: str) -> PathTree:
        if paths is None:
            return everything()
        tree = parse_paths(paths)
        tree.span = self._spec.place.keys.get(key, tree.span)
        return tree

    # -- what is sent

    def _sendable(self, safety: Safety) -> Iterator[ParameterView]:
        """Parameters that are arguments: not what the connection or the key sets."""
        for view in self._view.parameters:
            keyed = safety.source == "$key" and view.name == safety.field
            if view.where == "header" and view.name.lower() in self._binder._headers:
                continue
            if not (keyed and view.where == safety.place):
                yield view

    def _parameters(self, send: PathTree, safety: Safety) -> Iterator[BoundParameter]:
        for view in self._sendable(safety):
            child = send.children.get(view.name)
            if child is None and not (send.deep or (send.star and self._is_scalar(view.pointer))):
                if view.required:
                    self._sink.add(
                        missing_request_field.report(send.span, self._entry.id, view.name)
                    )
                continue
            root = self._root((view.pointer,), Direction.SEND)
            self._count(self._selection.add(root, child or everything()), "send")
            style = _STYLES.get((view.style, view.explode), "form")
            yield BoundParameter(view, style)

    def _send_body(self, send: PathTree, safety: Safety) -> dict[str, tuple[str, ...]]:
        """Selects in the body and answers its selected top-level fields."""
        pointer = self._body[0].pointer if self._body is not None else None
        if pointer is None:
            return {}
        root = self._root((pointer,), Direction.SEND)
        if self._object is None:
            if send.deep or "body" in send.children:
                self._selection.add(root, send.children.get("body", everything()))
            return {}
        known = self._selection.properties(self._object, Direction.SEND)
        if safety.place == "field" and safety.source == "$key":
            known.pop(safety.field or "", None)
        tree = _restricted(send, known)
        self._check_body_required(tree, known)
        fields = {name: known[name] for name in known if self._is_sent(tree, name, known[name])}
        for name, pointers in fields.items():
            child = tree.children.get(name) or everything()
            whole = Root(pointers, Direction.SEND, root.scope, root.title)
            self._count(self._selection.add(whole, child), "send")
        self._check_replace(tree, known, fields)
        return fields

    def _is_sent(self, tree: PathTree, name: str, pointers: tuple[str, ...]) -> bool:
        if tree.deep or name in tree.children:
            return True
        return tree.star and all(self._is_scalar(pointer) for pointer in pointers)

    def _check_body_required(self, tree: PathTree, known: Mapping[str, tuple[str, ...]]) -> None:
        required = self._object.required if self._object else frozenset()
        for name in sorted(required & known.keys()):
            if not self._is_sent(tree, name, known[name]):
                self._sink.add(missing_request_field.report(tree.span, self._entry.id, name))

    def _check_replace(
        self, tree: PathTree, known: Mapping[str, object], fields: Mapping[str, object]
    ) -> None:
        left_out = sorted(known.keys() - fields.keys())
        if self._entry.method == "PUT" and left_out and not self._spec.sparse and not tree.deep:
            self._sink.add(pruned_replace.report(tree.span, self._name, left_out))

    def _report_unknown(self, send: PathTree) -> None:
        known = {view.name for view in self._view.parameters}
        known |= self._object.properties.keys() if self._object else set()
        if self._body is not None and self._object is None:
            known.add("body")
        for name, child in send.children.items():
            if name not in known:
                self._sink.add(
                    unknown_request_field.report(
                        child.span, self._entry.id, name, child.path, known
                    )
                )

    def _choose_body(self, body: BodyView | None) -> tuple[MediaView, Codec, bool] | None:
        if body is None:
            return None
        chosen = choose(body.media)
        if chosen is None:
            span = self._spec.place.values.get("call")
            media = [view.media for view in body.media]
            self._sink.add(unsupported_body.report(span, self._entry.id, media))
            return None
        return *chosen, body.required

    def _body_object(self) -> ObjectView | None:
        """The body's object type when its fields become arguments."""
        pointer = self._body[0].pointer if self._body is not None else None
        if self._body is None or pointer is None or self._body[1] not in ("json", "form"):
            return None
        view = self._schemas.view(pointer)
        alone = not (view.scalars or view.arrays or view.maps or view.anything)
        return one_object(view) if alone else None

    def _bound_body(self, fields: Mapping[str, tuple[str, ...]]) -> BoundBody | None:
        if self._body is None:
            return None
        view, codec, required = self._body
        if self._object is not None and not fields and not required:
            return None
        needed = self._object.required & fields.keys() if self._object else frozenset()
        shown = fields if self._object is not None else None
        return BoundBody(codec, view.media, view.pointer, required, shown, needed, view.brackets)

    # -- what is read

    def _answers(self) -> Iterator[BoundAnswer]:
        declared = self._view.answers
        has_success = any(answer.status.startswith("2") for answer in declared)
        has_error = False
        for answer in declared:
            if answer.status[0] in "13":
                continue
            status = answer.status
            if status == "default" and not has_success:
                status = "2XX"
            bound = self._answer(answer, status)
            has_error = has_error or not bound.status.startswith("2")
            yield bound
        error = self._binder._error
        if not has_error and error.pointer is not None:
            yield BoundAnswer("default", "json", "application/json", error.pointer, error.is_list)

    def _answer(self, answer: AnswerView, status: str) -> BoundAnswer:
        chosen = choose(answer.media)
        if chosen is None:
            kind = "none" if not answer.media else "bytes"
            return BoundAnswer(status, kind, "", None)
        view, codec = chosen
        kind = "text" if codec == "form" else codec
        if kind == "json" and view.pointer is None:
            return BoundAnswer(status, "none", "", None)
        return BoundAnswer(status, kind, view.media, view.pointer)

    def _read(self, answers: tuple[BoundAnswer, ...]) -> None:
        tree = self._tree(self._spec.read, "read")
        roots: list[Root] = []
        for answer in answers:
            if answer.pointer is None or answer.kind != "json":
                continue
            root = self._root((answer.pointer,), Direction.READ)
            if answer.status.startswith("2"):
                roots.append(root)
            else:
                self._selection.add_outline(root)
                if (code := self._binder._error.code) is not None:
                    self._selection.add(root, parse_paths([code]))
        self._read_each(roots, tree)

    def _read_each(self, roots: list[Root], tree: PathTree) -> None:
        """A path must exist in one of several successful answers, not in each."""
        if len(roots) == 1:
            self._count(self._selection.add(roots[0], tree), "read")
            return
        found = [self._selection.probe(root, tree) for root in roots]
        for diagnostic in found[0] if found else ():
            if all(diagnostic.span in [item.span for item in other] for other in found):
                self._sink.add(diagnostic)
        quiet = Selection(self._schemas, Diagnostics())
        quiet.uses = self._selection.uses
        for root in roots:
            self._count(quiet.add(root, tree), "read")

    def _count(self, reached: int, direction: str) -> None:
        if reached > wide_selection.LIMIT:
            place = self._spec.place
            span = place.values.get(direction) or place.values.get("call")
            self._sink.add(wide_selection.report(span, self._name, direction, reached))

    def _root(self, pointers: tuple[str, ...], direction: Direction) -> Root:
        return Root(pointers, direction, self._name, self._title(pointers, direction))

    def _title(self, pointers: tuple[str, ...], direction: Direction) -> str:
        """What messages call the value: the component schema's name, else the operation's id."""
        if direction is Direction.SEND:
            return self._entry.id
        name = self._schemas.view(pointers[0]).pointer.removeprefix("#/components/schemas/")
        return self._entry.id if "/" in name else name

    def _is_scalar(self, pointer: str) -> bool:
        view = self._schemas.view(pointer)
        return bool(view.scalars) and not (view.objects or view.arrays or view.maps)


def _is_added(document: OpenApi, pointer: str) -> bool:
    """Whether the team wrote the operation by hand, in the additions."""
    plain = pointer.removeprefix("#")
    return any(plain == at or plain.startswith(f"{at}/") for at in document.places.added)


def _restricted(tree: PathTree, names: Mapping[str, object]) -> PathTree:
    children = {name: child for name, child in tree.children.items() if name in names}
    return PathTree(tree.path, tree.span, children, tree.star, tree.deep)


def _texts(paths: tuple[Text, ...] | None) -> tuple[str, ...]:
    return tuple(str(path) for path in paths) if paths is not None else ("**",)
