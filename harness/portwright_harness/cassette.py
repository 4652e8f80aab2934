"""vcrpy v1 cassettes, read as untrusted input."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from portwright_harness.bodies import BodyError, decompress, read_body
from portwright_harness.recording import (
    Cassette,
    CassetteError,
    Headers,
    Interaction,
    Json,
    Provenance,
    RecordedRequest,
    RecordedResponse,
)
from portwright_harness.ruby_vcr import as_vcrpy
from portwright_harness.vcr_form import unplayable
from portwright_harness.yaml_tree import Mapping, Scalar, Sequence, Tree, YamlError, read_tree

MAX_FILE = 64 * 1024 * 1024
MAX_INTERACTIONS = 10_000
MAX_HEADERS = 1_000
MAX_METADATA_NODES = 10_000
MAX_METADATA_DEPTH = 50
MAX_BODIES = 256 * 1024 * 1024

_METHOD = re.compile(r"[A-Z]{1,20}")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}")
_UNSAFE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_SOURCE = re.compile(r"live|sandbox|self_hosted|synthetic|simulator:[a-z0-9][a-z0-9_.-]*")
_SOURCES = "live, sandbox, self_hosted, simulator:<name> or synthetic"
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?[0-9]{1,17}\.[0-9]{1,17}")
_WORDS: dict[str, bool] = {"true": True, "false": False}
_DECODED = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def read_cassette(path: Path) -> Cassette:
    """Read and check one cassette file; raises CassetteError."""
    return parse_cassette(path, _read_text(path))


def read_recording(path: Path) -> Cassette:
    """Read what another client recorded, with vcrpy or with Ruby's VCR; raises CassetteError."""
    return _parsed(path, _read_text(path), as_vcrpy)


def parse_cassette(path: Path, text: str) -> Cassette:
    """Read and check the text of a cassette that is or will be at `path`; raises CassetteError."""
    return _parsed(path, text, lambda tree: tree)


def _parsed(path: Path, text: str, translated: Callable[[Tree], Tree]) -> Cassette:
    try:
        return _Reader(path).cassette(translated(read_tree(text)))
    except YamlError as problem:
        raise CassetteError(path, problem.line, problem.message) from None


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise CassetteError(path, 1, f"cannot be read: {error.strerror}") from None
    if len(data) > MAX_FILE:
        raise CassetteError(path, 1, f"is larger than {MAX_FILE >> 20} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CassetteError(path, line, f"is not UTF-8 at byte {error.start}") from None


@dataclass(slots=True)
class _Reader:
    path: Path
    metadata_nodes: int = 0
    body_bytes: int = 0

    def fail(self, node: Tree, message: str) -> CassetteError:
        return CassetteError(self.path, node.line, message)

    def mapping(self, node: Tree, what: str, known: frozenset[str]) -> Mapping:
        if not isinstance(node, Mapping):
            raise self.fail(node, f"{what} must be a map")
        unknown = sorted(node.entries.keys() - known)
        if unknown:
            raise self.fail(node.entries[unknown[0]], f"{what} has an unknown key {unknown[0]!r}")
        return node

    def need(self, node: Mapping, key: str, what: str) -> Tree:
        if key not in node.entries:
            raise self.fail(node, f"{what} lacks `{key}`")
        return node.entries[key]

    def text(self, node: Tree, what: str) -> str:
        if not isinstance(node, Scalar) or node.binary or _UNSAFE.search(node.text):
            raise self.fail(node, f"{what} must be text without control characters")
        return node.text

    def cassette(self, tree: Tree) -> Cassette:
        top = self.mapping(tree, "a cassette", frozenset({"version", "interactions", "metadata"}))
        version = self.text(self.need(top, "version", "a cassette"), "version")
        if version != "1":
            raise self.fail(top, f"version {version!r} is not 1")
        items = self.need(top, "interactions", "a cassette")
        if not isinstance(items, Sequence) or not items.items:
            raise self.fail(items, "interactions must be a list with at least one interaction")
        if len(items.items) > MAX_INTERACTIONS:
            raise self.fail(items, f"more than {MAX_INTERACTIONS} interactions")
        metadata = self.metadata(top.entries.get("metadata"))
        return Cassette(
            self.path,
            tuple(self.interaction(item) for item in items.items),
            metadata,
            self.provenance(top, metadata),
            unplayable(tree),
        )

    def interaction(self, tree: Tree) -> Interaction:
        node = self.mapping(tree, "an interaction", frozenset({"request", "response"}))
        request = self.request(self.need(node, "request", "an interaction"))
        response = self.response(self.need(node, "response", "an interaction"))
        return Interaction(request, response, node.line)

    def request(self, tree: Tree) -> RecordedRequest:
        known = frozenset({"method", "uri", "body", "headers"})
        node = self.mapping(tree, "request", known)
        method = self.need(node, "method", "request")
        if not _METHOD.fullmatch(self.text(method, "method").upper()):
            raise self.fail(method, "method is not an HTTP method")
        body = self.body(node.entries.get("body"), node)
        headers = self.headers(node.entries.get("headers"))
        return RecordedRequest(
            self.text(method, "method").upper(),
            self.url(self.need(node, "uri", "request")),
            headers,
            body,
        )

    def url(self, node: Tree) -> str:
        url = self.text(node, "uri")
        try:
            parts = urlsplit(url)
            fine = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in url
            fine = fine and (parts.port is None or parts.port > 0)
        except ValueError:
            fine = False
        if not fine:
            raise self.fail(node, "uri is not an http(s) URL")
        return url

    def response(self, tree: Tree) -> RecordedResponse:
        known = frozenset({"status", "headers", "body"})
        node = self.mapping(tree, "response", known)
        headers = self.headers(node.entries.get("headers"))
        body = self.body(node.entries.get("body"), node) or b""
        for name, value in headers:
            if name.lower() == "content-encoding":
                body = self.decompressed(body, value, node)
        kept = tuple(pair for pair in headers if pair[0].lower() not in _DECODED)
        code, reason = self.status(self.need(node, "status", "response"))
        return RecordedResponse(code, kept, body, reason)

    def decompressed(self, body: bytes, encoding: str, node: Tree) -> bytes:
        try:
            found = decompress(body, encoding)
        except BodyError as problem:
            raise self.fail(node, f"the answer's body {problem}") from None
        self.count_body(found, node)
        return found

    def status(self, tree: Tree) -> tuple[int, str]:
        node = self.mapping(tree, "status", frozenset({"code", "message"}))
        code = self.need(node, "code", "status")
        text = self.text(code, "status code")
        if not re.fullmatch(r"[1-5][0-9][0-9]", text):
            raise self.fail(code, f"status code {text!r} is not between 100 and 599")
        message = node.entries.get("message")
        known = isinstance(message, Scalar) and not message.null
        return int(text), message.text if known and isinstance(message, Scalar) else ""

    def body(self, node: Tree | None, parent: Tree) -> bytes | None:
        try:
            body = read_body(node)
        except BodyError as problem:
            raise self.fail(node or parent, f"body {problem}") from None
        self.count_body(body or b"", parent)
        return body

    def count_body(self, body: bytes, node: Tree) -> None:
        """Aliases can repeat one body without end; all bodies together are bounded."""
        self.body_bytes += len(body)
        if self.body_bytes > MAX_BODIES:
            raise self.fail(node, f"the bodies are larger than {MAX_BODIES} bytes in all")

    def headers(self, tree: Tree | None) -> Headers:
        if tree is None or (isinstance(tree, Scalar) and tree.null):
            return ()
        if not isinstance(tree, Mapping):
            raise self.fail(tree, "headers must be a map")
        pairs = tuple(
            (name, value)
            for name, node in tree.entries.items()
            for value in self.header_values(name, node)
        )
        if len(pairs) > MAX_HEADERS:
            raise self.fail(tree, f"more than {MAX_HEADERS} headers")
        return pairs

    def header_values(self, name: str, node: Tree) -> list[str]:
        if not _TOKEN.fullmatch(name):
            raise self.fail(node, f"{name!r} is not a header name")
        values = node.items if isinstance(node, Sequence) else [node]
        if len(values) > MAX_HEADERS:
            raise self.fail(node, f"more than {MAX_HEADERS} values of one header")
        return [self.text(value, f"header {name}") for value in values]

    def metadata(self, tree: Tree | None) -> dict[str, Json]:
        if tree is None or (isinstance(tree, Scalar) and tree.null):
            return {}
        if not isinstance(tree, Mapping):
            raise self.fail(tree, "metadata must be a map")
        return {key: self.value(node, 1) for key, node in tree.entries.items()}

    def value(self, node: Tree, depth: int) -> Json:
        self.metadata_nodes += 1
        if self.metadata_nodes > MAX_METADATA_NODES or depth > MAX_METADATA_DEPTH:
            raise self.fail(node, "the metadata is too large or too deep")
        match node:
            case Mapping():
                return {key: self.value(child, depth + 1) for key, child in node.entries.items()}
            case Sequence():
                return [self.value(child, depth + 1) for child in node.items]
            case Scalar():
                return _typed(node)

    def provenance(self, top: Mapping, metadata: dict[str, Json]) -> Provenance | None:
        facts = metadata.get("provenance")
        if facts is None:
            return None
        source = facts.get("source") if isinstance(facts, dict) else None
        if not isinstance(facts, dict) or not isinstance(source, str):
            raise self.fail(top.entries["metadata"], "provenance must be a map with `source`")
        if not _SOURCE.fullmatch(source):
            raise self.fail(
                top.entries["metadata"],
                f"provenance source {source!r} is not {_SOURCES}",
            )
        recorded_at = facts.get("recorded_at")
        return Provenance(source, recorded_at if isinstance(recorded_at, str) else None, facts)


def _typed(node: Scalar) -> Json:
    """A scalar of the metadata: dates and versions stay text, as 2024-06-20 is no number."""
    if node.null:
        return None
    if not node.plain or node.tag is not None:
        return node.text
    if _INTEGER.fullmatch(node.text):
        return int(node.text)
    if _FLOAT.fullmatch(node.text):
        return float(node.text)
    return _WORDS.get(node.text.lower(), node.text)
