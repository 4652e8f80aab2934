"""One scene, played by the generated client against the simulator and caught by vcrpy."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import vcr
from vcr.persisters.filesystem import CassetteNotFoundError

from localstripe_recorder.pretty import json_block
from localstripe_recorder.scenes import Scene, Wire
from localstripe_recorder.scrub import Scrub
from localstripe_recorder.simulator import Simulator
from portwright_runtime.secret import Secret

BAD_KEY = "not-a-key"

# All else is chatter of a client, a proxy or a server.
_REQUEST_HEADERS = ("Authorization", "Content-Type", "Idempotency-Key", "Stripe-Version")
_RESPONSE_HEADERS = ("Content-Type", "Date", "Idempotency-Key", "Request-Id", "Retry-After")


class SceneFailed(Exception):
    """A scene that did not end as it should; nothing is kept of it."""


@dataclass(frozen=True, slots=True)
class Client:
    """The generated classes, and the name of the environment that cassettes speak of."""

    package: Any
    environment: str

    @property
    def base_url(self) -> str:
        """The address that stands in cassettes, whoever answered."""
        url: str = self._connection(BAD_KEY).base_url
        return url

    def _connection(self, api_key: str) -> Any:
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

    def at(self, simulator: Simulator, scene: Scene) -> Any:
        """A synchronous client, or adapter, that speaks to the simulator, its keys the same in
        every run."""
        declared = self._connection(simulator.api_key if scene.authorized else BAD_KEY)
        place = f"portwright:{scene.operation}/{scene.name}"
        made = self.package.sync_adapter if scene.of_port else self.package.sync_client
        return made(
            _Redirected(simulator.origin, declared.headers, declared.auth),
            new_key=lambda: str(uuid.uuid5(uuid.NAMESPACE_URL, place)),
        )


@dataclass(frozen=True, slots=True)
class _Redirected:
    """A connection's headers and credentials, at the simulator's address."""

    base_url: str
    headers: Mapping[str, Any]
    auth: Any


def record(scene: Scene, wire: Wire, client: Client, simulator: Simulator) -> list[dict[str, Any]]:
    """Make the scene's call; its interactions as vcrpy caught them. Raises SceneFailed."""
    catch = _Catch()
    recorder = vcr.VCR(record_mode="all", decode_compressed_response=True)
    recorder.register_persister(catch)
    with recorder.use_cassette("scene"):
        _call(scene, wire, client, simulator)
    return catch.interactions


def _call(scene: Scene, wire: Wire, client: Client, simulator: Simulator) -> None:
    arguments = client.arguments(scene, wire)
    raised: Exception | None = None
    with client.at(simulator, scene) as session:
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


class _Catch:
    """A persister of vcrpy that keeps what it is given and finds nothing."""

    def __init__(self) -> None:
        self.interactions: list[dict[str, Any]] = []

    def load_cassette(self, path: str, serializer: Any) -> Any:
        raise CassetteNotFoundError

    def save_cassette(self, path: str, caught: Mapping[str, Any], serializer: Any) -> None:
        pairs = zip(caught["requests"], caught["responses"], strict=True)
        self.interactions = [{"request": request, "response": answer} for request, answer in pairs]


def readable(
    caught: Iterable[Mapping[str, Any]], client: Client, simulator: Simulator, scrub: Scrub
) -> list[dict[str, Any]]:
    """Interactions as they stand in a cassette: the vendor's address, redacted, decoded."""
    return [
        {
            "request": {
                "method": item["request"].method,
                "uri": item["request"].uri.replace(simulator.origin, client.base_url, 1),
                "body": _form(item["request"].body),
                "headers": _kept(item["request"].headers, _REQUEST_HEADERS, scrub),
            },
            "response": {
                "status": dict(item["response"]["status"]),
                "headers": _kept(item["response"]["headers"], _RESPONSE_HEADERS, scrub),
                "body": {"string": _body(item["response"]["body"]["string"], scrub)},
            },
        }
        for item in caught
    ]


def _form(body: bytes | None) -> str:
    """A form with its brackets bare: it means the same, and can be read.

    Empty where nothing was sent: to vcrpy's own matcher a null is another body than httpx2's.
    """
    text = (body or b"").decode("utf-8")
    return text.replace("%5B", "[").replace("%5D", "]")


def _body(body: bytes, scrub: Scrub) -> str:
    return json_block(scrub.body(body.decode("utf-8")))


def _kept(headers: Mapping[str, Any], names: tuple[str, ...], scrub: Scrub) -> dict[str, list[str]]:
    """The headers of the list, in its order, each with all its values."""
    found = {name.lower(): value for name, value in headers.items()}
    return {
        name: [scrub.header(name, str(one)) for one in _values(found[name.lower()])]
        for name in names
        if name.lower() in found
    }


def _values(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
