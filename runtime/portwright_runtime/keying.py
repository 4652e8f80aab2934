"""The key of a call put in its place: header, query, body field or path."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from os import urandom

from msgspec import UNSET

from portwright_runtime.call import Request
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.policies.idempotency import call_key
from portwright_runtime.policies.safety import CALLER_KEY, Keyed, NaturalKey, Safety


def mint_key() -> str:
    """A key that no other call has: a UUID of version 4.

    From the system's randomness, never from the state of a generator that a fork would double.
    """
    text = urandom(16).hex()
    variant = "89ab"[int(text[16], 16) & 3]
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{variant}{text[17:20]}-{text[20:]}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key goes: a part of the request and a name in it."""

    part: str
    name: str


def place_of(safety: Safety) -> Place | None:
    """Where the key of such an operation goes; None if it has none."""
    if not isinstance(safety, Keyed | NaturalKey):
        return None
    for option, part in (
        ("header", "headers"),
        ("query", "query"),
        ("path", "path"),
        ("field", "body"),
    ):
        name = getattr(safety, option, None)
        if name is not None:
            return Place(part, name)
    raise ConfigurationError("a keyed operation must say where its key goes")


def with_key(
    operation: str,
    safety: Safety,
    place: Place | None,
    request: Request,
    mint: Callable[[], str],
) -> tuple[Request, str | None]:
    """The request with its key in `place` (that of its safety), and the key.

    The key is, in this order: the caller's own, what the arguments already hold there (or under
    the name that the safety says), a minted one.
    """
    own = request.options.key if request.options else None
    if place is None:
        if own is not None:
            raise ConfigurationError(f"{operation}: takes no key; its safety is not keyed")
        return request, None
    values = _part(operation, request, place)
    if own is None:
        own = _given(safety, request, values.get(place.name, UNSET))
    key = call_key(safety, own, mint)
    if not key:
        raise ConfigurationError(f"{operation}: the caller must give its key, `{place.name}`")
    return _put(request, place, {**values, place.name: key}), key


def _part(operation: str, request: Request, place: Place) -> Mapping[str, object]:
    part = getattr(request, place.part)
    if part is UNSET:
        return {}
    if not isinstance(part, dict | Mapping):
        raise ConfigurationError(
            f"{operation}: its key goes in a body field, but the body has none"
        )
    return part


def _given(safety: Safety, request: Request, there: object) -> str | None:
    source = safety.source if isinstance(safety, Keyed | NaturalKey) else CALLER_KEY
    if source != CALLER_KEY:
        parts = (request.path, request.query, request.headers, request.body)
        found = (part[source] for part in parts if isinstance(part, Mapping) and source in part)
        there = next(found, UNSET)
    return None if there is UNSET or there is None else str(there)


def _put(request: Request, place: Place, values: Mapping[str, object]) -> Request:
    return Request(
        path=values if place.part == "path" else request.path,
        query=values if place.part == "query" else request.query,
        headers=values if place.part == "headers" else request.headers,
        body=values if place.part == "body" else request.body,
        options=request.options,
        url=request.url,
    )
