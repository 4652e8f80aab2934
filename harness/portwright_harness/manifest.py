"""The manifest that the compiler leaves beside a generated package, as typed values.

The harness knows of the vendor what stands here, and nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from portwright_harness.manifest_policies import ErrorRule, HintEntry, LimitEntry, PolicyEntry

VERSION = 1

JsonSchema = dict[str, Any]
Location = Literal["body", "query", "path", "header", "cookie"]


class ManifestError(Exception):
    """A manifest that is missing or not of this version."""


class ClientNames(msgspec.Struct, frozen=True):
    """The two client classes of a package."""

    async_: str = msgspec.field(name="async")
    sync: str


class Param(msgspec.Struct, frozen=True):
    """A parameter of the connection; an `origin` is the scheme, host and port of a server."""

    required: bool = False
    origin: bool = False


class Environment(msgspec.Struct, frozen=True):
    """An environment of the vendor; calls to one of `production` have real effects.

    What only the connection knows of `base_url` stands in braces: `{server}/v1`. `source` is who
    answers there, where it is not the vendor.
    """

    base_url: str
    production: bool = False
    source: str = ""

    @property
    def is_fixed(self) -> bool:
        """Whether the address is the same for every connection."""
        return "{" not in self.base_url

    @property
    def path(self) -> str:
        """The path that the base URL has."""
        whole = self.base_url if "://" in self.base_url else f"https://{self.base_url}"
        return urlsplit(whole).path.rstrip("/")


class SourceFile(msgspec.Struct, frozen=True):
    """A file that the package was compiled from."""

    name: str
    sha256: str


class CredentialNames(msgspec.Struct, frozen=True):
    """Header fields and query parameters that hold what proves who asks."""

    headers: tuple[str, ...] = ()
    query: tuple[str, ...] = ()


class ConnectionEntry(msgspec.Struct, frozen=True):
    """How a connection is made, and what it adds to every call; `headers` are not secret.

    `renewed_by` is the grant by which a token that the vendor refuses is renewed.
    """

    class_: str = msgspec.field(name="class")
    secrets: tuple[str, ...] = ()
    params: dict[str, Param] = {}
    environments: dict[str, Environment] = {}
    headers: tuple[str, ...] = ()
    credentials: CredentialNames = CredentialNames()
    renewed_by: str | None = None


class Argument(msgspec.Struct, frozen=True):
    """An argument of a generated method.

    `wire` is its name at the vendor, empty where it is the whole body. `writing` says how its value
    is written before it is put into its place, where that is more than text: `json`.
    """

    name: str
    in_: Location = msgspec.field(name="in")
    wire: str = ""
    required: bool = False
    schema: JsonSchema = {}
    writing: str = ""


class Body(msgspec.Struct, frozen=True):
    """The request body's kind."""

    media: str


class ResponseEntry(msgspec.Struct, frozen=True):
    """A declared answer; no schema means no body worth decoding."""

    media: str | None = None
    schema: JsonSchema | None = None
    hash: str | None = None


class Selection(msgspec.Struct, frozen=True):
    """What of an operation is used."""

    send: tuple[str, ...] = ()
    read: tuple[str, ...] = ()


class OperationEntry(msgspec.Struct, frozen=True):
    """One generated method; `group` is the attribute of the client that has it, empty where the
    client has it itself."""

    operation_id: str
    method: str
    path: str
    hand_written: bool = False
    safety: str | dict[str, Any] | None = None
    policy: str | None = None
    arguments: tuple[Argument, ...] = ()
    body: Body | None = None
    query_styles: dict[str, str] = {}
    responses: dict[str, ResponseEntry] = {}
    selection: Selection = Selection()
    paged: bool = False
    group: str = ""

    @property
    def keyed(self) -> tuple[Literal["header", "query", "field"], str] | None:
        """Where the idempotency key goes and under which name; None if the call has none."""
        entry = self.safety.get("keyed") if isinstance(self.safety, dict) else None
        if not isinstance(entry, dict):
            return None
        places: tuple[Literal["header", "query", "field"], ...] = ("header", "query", "field")
        return next(((place, entry[place]) for place in places if entry.get(place)), None)

    def response(self, status: int) -> ResponseEntry | None:
        """The declared answer for a status: exact, then by class, then `default`."""
        names = (str(status), f"{status // 100}XX", f"{status // 100}xx", "default")
        return next((self.responses[name] for name in names if name in self.responses), None)


class AdaptedOperation(msgspec.Struct, frozen=True):
    """An operation of the port, and the domain errors that it raises."""

    inputs: tuple[str, ...] = ()
    key: Literal["none", "optional", "required"] = "none"
    result: Literal["none", "value", "list", "stream"] = "value"
    raises: tuple[str, ...] = ()


class AdapterEntry(msgspec.Struct, frozen=True):
    """The two classes behind the port, and what it has."""

    async_: str = msgspec.field(name="async")
    sync: str
    operations: dict[str, AdaptedOperation] = {}


class Case(msgspec.Struct, frozen=True):
    """A test case of the spec; `wire` holds JSON values by argument name, or `with_` by the names
    of the port: then the adapter is called. `pages` is how many pages of a list it asks for.

    Cases of other kinds (webhooks) name no operation.
    """

    op: str = ""
    cassette: str | None = None
    with_: dict[str, Any] | None = msgspec.field(name="with", default=None)
    wire: dict[str, Any] | None = None
    faults: tuple[Any, ...] = ()
    expect: dict[str, Any] | None = None
    raises: str | None = None
    pages: int | None = None

    def names(self, operation: str, cassette: str) -> bool:
        """Whether the case is of this cassette."""
        return self.op == operation and self.cassette == cassette

    @property
    def is_of_port(self) -> bool:
        """Whether it is played through the adapter."""
        return self.with_ is not None

    @property
    def inputs(self) -> dict[str, Any]:
        """What it calls with, by the names of the method that it calls."""
        return dict((self.with_ if self.with_ is not None else self.wire) or {})


class Review(msgspec.Struct, frozen=True):
    """A deviation from the vendor's document that a person allowed until a day."""

    pointer: str
    kind: Literal["missing", "nullable", "extra"]
    reason: str
    owner: str
    expires: str


class Manifest(msgspec.Struct, frozen=True):
    """All that the harness needs to know of a generated package."""

    manifest: int
    vendor: str
    package: str
    client: ClientNames
    connection: ConnectionEntry
    operations: dict[str, OperationEntry]
    sources: dict[str, SourceFile] = {}
    adapter: AdapterEntry | None = None
    schemas: dict[str, JsonSchema] = {}
    deviations: tuple[Review, ...] = ()
    unselected: dict[str, tuple[str, ...]] = {}
    cases: tuple[Case, ...] = ()
    scrub: tuple[str, ...] = ()
    errors: tuple[ErrorRule, ...] = ()
    runtime_api: int = 1
    policies: dict[str, PolicyEntry] = {}
    limits: tuple[LimitEntry, ...] = ()
    retry_hint: HintEntry | None = None


_WRITES = "`portwright compile` writes it"


def read_manifest(path: Path) -> Manifest:
    """Read one manifest.json; raises ManifestError."""
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except OSError as error:
        text = f"{path} cannot be read: {error.strerror}; {_WRITES}"
        raise ManifestError(f"{text}, from specs/{path.parent.name}/") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ManifestError(f"{path}: {error}; {_WRITES} anew") from None
    if manifest.manifest != VERSION:
        raise ManifestError(f"{path}: manifest version {manifest.manifest} is not {VERSION}")
    return manifest


def find_manifests(generated: Path) -> dict[str, Path]:
    """Manifests by vendor folder, in the order of their names."""
    return {path.parent.name: path for path in sorted(generated.glob("*/manifest.json"))}
