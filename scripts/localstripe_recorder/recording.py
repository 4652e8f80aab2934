"""One scene, played by the generated client against the simulator, caught and redacted as
`portwright record` does it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from localstripe_recorder.scenes import Scene, Wire
from localstripe_recorder.simulator import Simulator
from portwright_harness.recorder.exchange import Caught, Exchange, catching
from portwright_harness.recorder.headers import kept_headers
from portwright_harness.recorder.noting import NotingTransport
from portwright_harness.recorder.scrub import Scrubber
from portwright_harness.recorder.secrets import Secrets, secrets_of, seen
from portwright_harness.redaction import redaction_of
from portwright_harness.vendor import Vendor
from portwright_runtime.secret import Secret

BAD_KEY = "not-a-key"


class SceneFailed(Exception):
    """A scene that did not end as it should; nothing is kept of it."""


@dataclass(frozen=True, slots=True)
class Client:
    """The generated classes, and the name of the environment that cassettes speak of."""

    package: Any
    environment: str

    def connection(self, api_key: str) -> Any:
        """At the address that stands in cassettes, whoever answers."""
        return self.package.connection(api_key=Secret(api_key), environment=self.environment)

    def arguments(self, scene: Scene, inputs: Wire) -> dict[str, object]:
        """What the scene's method takes; `$key` is the caller's own."""
        found: dict[str, object]
        if not scene.of_port:
            found = self.package.typed_arguments(scene.operation, inputs)
            return found
        given = {name.removeprefix("$"): value for name, value in inputs.items()}
        found = self.package.port_arguments(scene.operation, given)
        return found

    def at(self, simulator: Simulator, scene: Scene, transport: NotingTransport) -> Any:
        """A synchronous client, or adapter, that speaks to the simulator, its keys the same in
        every run."""
        declared = self.connection(_key(scene, simulator))
        place = f"portwright:{scene.operation}/{scene.name}"
        made = self.package.sync_adapter if scene.of_port else self.package.sync_client
        return made(
            _Redirected(simulator.origin, declared.headers, declared.auth),
            transport=transport,
            new_key=lambda: str(uuid.uuid5(uuid.NAMESPACE_URL, place)),
        )


@dataclass(frozen=True, slots=True)
class _Redirected:
    """A connection's headers and credentials, at the simulator's address."""

    base_url: str
    headers: Mapping[str, Any]
    auth: Any


@dataclass(frozen=True, slots=True)
class Taken:
    """What a scene said, redacted: interactions of a cassette, where something was taken out, and
    the secrets that must not be left."""

    interactions: list[dict[str, Any]]
    places: frozenset[str]
    secrets: Secrets


def record(scene: Scene, wire: Wire, client: Client, simulator: Simulator) -> Caught:
    """Make the scene's call. Raises SceneFailed."""
    with catching() as caught, NotingTransport() as transport:
        _call(scene, wire, client, client.at(simulator, scene, transport))
    caught.read = frozenset(transport.read)
    return caught


def _call(scene: Scene, wire: Wire, client: Client, made: Any) -> None:
    arguments = client.arguments(scene, wire)
    raised: Exception | None = None
    with made as session:
        try:
            answer = getattr(session, scene.operation)(**arguments)
            if isinstance(answer, Iterator):
                list(answer)  # Page after page.
        except Exception as error:  # noqa: BLE001 - domain errors have no base of ours
            raised = error
    names = [cls.__name__ for cls in type(raised).__mro__]
    if raised is not None and scene.raises not in names:
        raise SceneFailed(f"raised {type(raised).__name__}: {raised}")
    if raised is None and scene.raises is not None:
        raise SceneFailed(f"should raise {scene.raises}, but returned")


def redacted(
    caught: Caught, scene: Scene, client: Client, simulator: Simulator, vendor: Vendor
) -> Taken:
    """Interactions as they stand in a cassette: at the vendor's address, without secrets."""
    manifest = vendor.manifest
    connection = client.connection(_key(scene, simulator))
    exchanges = [_moved(one, simulator.origin, connection.base_url) for one in caught.exchanges]
    sensitive = redaction_of(manifest)
    known = secrets_of(connection, manifest.connection.secrets)
    known = known.with_seen(found for one in exchanges for found in seen(one, sensitive))
    kept = kept_headers(manifest, vendor.operation(scene.operation), caught.read)
    scrubber = Scrubber(sensitive, kept, known)
    interactions = [scrubber.interaction(one) for one in exchanges]
    return Taken(interactions, frozenset(scrubber.places), known)


def _moved(exchange: Exchange, origin: str, base_url: str) -> Exchange:
    return replace(exchange, url=exchange.url.replace(origin, base_url, 1))


def _key(scene: Scene, simulator: Simulator) -> str:
    return simulator.api_key if scene.authorized else BAD_KEY
