"""Decodes the examples that documents give of their answers with the types generated for them.

An oracle that nobody here wrote. Documents' examples are often wrong by the document itself, so
JSON Schema's reference implementation is asked about each that is refused; what it takes and the
package does not is a fault of ours, or of a type that was inferred.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from benchmarks.corpus_documents import NotFetched, places, selected
from benchmarks.report import table
from portwright.build.compile import compile_to
from portwright.build.documents import load_document
from portwright.build.whole import Whole, compile_whole
from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Answer, Operation
from portwright.openapi.document import OpenApi
from portwright.openapi.pointer import escape, look_up, tokens_of
from portwright.openapi.types_of import inferred
from portwright_runtime import OperationSpec
from portwright_runtime.codec.json import UndecodableError, decode_json

_DECODED = "decoded"
_WRONG = "refused by the document's own schema too"
_INFERRED = "refused for a type that is not declared but inferred"
_OURS = "refused, and the schema accepts it"
_UNJUDGED = "refused, and no judge can tell"
_OUTCOMES = (_DECODED, _WRONG, _INFERRED, _OURS, _UNJUDGED)


@dataclass(frozen=True, slots=True)
class Example:
    """`schema` is the pointer of the answer's schema, `where` the operation and the status."""

    where: str
    schema: str
    value: Any


def main() -> int:
    options = _options()
    known = places()
    small = [name for name, path in known.items() if path.stat().st_size < options.below * 1e6]
    counts: Counter[str] = Counter()
    for number, name in enumerate(selected(small, options.only, options.sample)):
        for outcome, example, why in _judged(known[name], f"doc_{number}"):
            counts[outcome] += 1
            if outcome in (_OURS, _UNJUDGED):
                print(f"{name} {example.where}: {why}")
    rows = [(outcome, f"{counts[outcome]:,}") for outcome in _OUTCOMES]
    print(table(("examples of answers", "how many"), rows))
    return 1 if counts[_OURS] else 0


def _options() -> argparse.Namespace:
    made = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    made.add_argument("--sample", type=int, default=60, help="how many documents; 0 is all")
    made.add_argument("--below", type=float, default=0.3, help="documents under so many MB")
    made.add_argument("--only", action="append", default=[], metavar="GLOB")
    return made.parse_args()


def _judged(path: Path, package: str) -> Iterator[tuple[str, Example, str]]:
    """Each example of a document: what became of it, and why it was refused."""
    document = load_document(path, Diagnostics())
    if document is None:
        return
    whole = compile_whole(document, package, (), Diagnostics())
    with tempfile.TemporaryDirectory() as folder, _importing(folder):
        types = _types(whole, package, Path(folder))
        judge = Judge(document, whole)
        for operation in whole.integration.operations if whole.integration else ():
            for answer in operation.answers:
                for example in _examples(document, operation, answer):
                    kind = types[operation.name, answer.status]
                    yield _one(example, kind, judge)


def _one(example: Example, kind: object, judge: Judge) -> tuple[str, Example, str]:
    try:
        decode_json(json.dumps(example.value).encode(), kind)
    except UndecodableError as error:
        return judge.outcome(example), example, str(error)
    return _DECODED, example, ""


@contextlib.contextmanager
def _importing(folder: str) -> Iterator[None]:
    before = set(sys.modules)
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)
        for name in set(sys.modules) - before:
            if name.startswith("doc_"):
                del sys.modules[name]


def _types(whole: Whole, package: str, folder: Path) -> Mapping[tuple[str, str], Any]:
    """The type of each answer, as the package has it."""
    if whole.integration is None:
        return {}
    with contextlib.redirect_stdout(io.StringIO()):
        compile_to(whole.integration, folder)
    has_groups = (folder / package / "operations").is_dir()
    groups = {item.group for item in whole.integration.operations} if has_groups else {""}
    names = [f"{package}.operations.{name}" if name else f"{package}.client" for name in groups]
    values = [value for name in names for value in vars(import_module(name)).values()]
    specs = [value for value in values if isinstance(value, OperationSpec)]
    return {(spec.name, answer.status): answer.type for spec in specs for answer in spec.answers}


def _examples(document: OpenApi, operation: Operation, answer: Answer) -> Iterator[Example]:
    if answer.shape is None or "json" not in answer.media:
        return
    responses = document.get(operation.pointer)["responses"]
    status = next((key for key in responses if key.upper() == answer.status.upper()), "default")
    if status not in responses:
        return
    target, response = document.resolve(responses[status])
    place = target or f"{operation.pointer}/responses/{status}"
    media = response.get("content", {}).get(answer.media, {})
    where, schema = f"{operation.name} {status}", f"{place}/content/{escape(answer.media)}/schema"
    for value in _values(document, media):
        yield Example(where, schema, value)


def _values(document: OpenApi, media: Mapping[str, Any]) -> Iterator[Any]:
    if "example" in media:
        yield media["example"]
    for named in media.get("examples", {}).values():
        _, example = document.resolve(named)
        if isinstance(example, dict) and "value" in example:
            yield example["value"]
    _, schema = document.resolve(media.get("schema", {}))
    yield from schema.get("examples", ()) if isinstance(schema, dict) else ()


class Judge:
    """Validates against the document's own schemas, as they are and with inferred types said."""

    def __init__(self, document: OpenApi, whole: Whole) -> None:
        self._plain = document.data
        self._typed = copy.deepcopy(document.data)
        for pointer in whole.inferred:
            node = look_up(self._typed, tokens_of(pointer.removeprefix("#")))
            node["type"] = list(inferred(node))

    def outcome(self, example: Example) -> str:
        try:
            if not self._accepts(self._plain, example):
                return _WRONG
            return _OURS if self._accepts(self._typed, example) else _INFERRED
        except ValidationError:
            return _WRONG
        except Exception:  # noqa: BLE001 - patterns that are none, references without an end
            return _UNJUDGED

    @staticmethod
    def _accepts(data: Mapping[str, Any], example: Example) -> bool:
        schema = {**data, "$ref": example.schema}
        return Draft202012Validator(schema).is_valid(example.value)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NotFetched as error:
        sys.exit(str(error))
