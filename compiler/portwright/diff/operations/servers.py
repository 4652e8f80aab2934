"""Whether the vendor still answers where an integration calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from portwright.diff.change import Change, How
from portwright.diff.matching import bare
from portwright.diff.operations.operation import OperationPair
from portwright.diff.verdict import Verdict
from portwright.ir.auth import HostUrl
from portwright.openapi.document import OpenApi
from portwright.openapi.servers import server_holders
from portwright.semantics.bound import Bound
from portwright.source.span import Span

_VARIABLE = re.compile(r"\{([^{}]+)\}")
# What is called where a URL names no port.
_PORTS = {"https": ":443", "http": ":80"}
_MOST = 64
"""Of URLs that the values of a server's variables make."""


@dataclass(frozen=True, slots=True)
class Base:
    """A base URL that an integration calls, and where the spec says so. `url` is but a path where
    only the caller knows the host."""

    url: str
    span: Span | None = None


def bases_of(bound: Bound) -> tuple[Base, ...]:
    """The base URLs that calls go to."""
    declared, found = bound.spec.connection, bound.connection
    own = declared.place.keys.get("base_url")
    if found.base_url is not None:
        return (Base(_known(found.base_url), own),)
    places = {str(name): item.place.keys for name, item in declared.environments.items()}
    return tuple(
        Base(_known(item.base_url), places.get(item.name, {}).get("base_url", own))
        for item in found.environments
    )


def _known(url: str | HostUrl) -> str:
    """What of a URL is known before a call: of one with the caller's host the path, of a token's
    nothing."""
    if isinstance(url, HostUrl):
        return url.path
    return "" if url == "token" else url


@dataclass(frozen=True, slots=True)
class Servers:
    """The servers of one document's operations."""

    document: OpenApi

    def of(self, key: str, pointer: str) -> tuple[str, tuple[str, ...]]:
        """Where those of an operation stand, and their URLs with every value of variables."""
        for at in server_holders(key, pointer):
            node = self._node(at)
            servers = node.get("servers")
            if isinstance(servers, list) and servers:
                return f"{at}/servers", tuple(url for item in servers for url in _urls(item))
        return "#/servers", ("/",)

    def _node(self, pointer: str) -> Mapping[str, Any]:
        try:
            node = self.document.data if pointer == "#" else self.document.get(pointer)
        except KeyError:
            return {}
        return node if isinstance(node, Mapping) else {}


@dataclass(frozen=True, slots=True)
class ServerComparison:
    """The URLs of one operation, of which a document may write a part into its servers: what is
    compared is the whole."""

    pair: OperationPair
    old: Servers
    new: Servers

    def run(self, bases: tuple[Base, ...]) -> None:
        """A base URL that the old document did not have, such as a proxy's, tells nothing."""
        bound, entry = self.pair.bound, self.pair.entry
        place, before = self.old.of(bound.key, bound.pointer)
        there, after = self.new.of(entry.key, entry.pointer)
        old = {_whole(url, bound.path) for url in before}
        new = {_whole(url, entry.path) for url in after}
        if old <= new:
            return
        kept = any(_covers(item, known) for item in new for known in old)
        for base in bases:
            called = _whole(base.url, self.pair.made.path)
            if not called[0]:  # The host is the caller's.
                if not kept:
                    first = Base(before[0], base.span)
                    self._moved(place, there, first, after, Verdict.UNKNOWN)
            elif any(_covers(item, called) for item in old - new) and not any(
                _covers(item, called) for item in new
            ):
                self._moved(place, there, base, after, Verdict.BREAKS_REQUEST)

    def _moved(
        self, place: str, there: str, base: Base, after: tuple[str, ...], verdict: Verdict
    ) -> None:
        common = place == there == "#/servers"
        family = "server-moved" if common else "operation-server-moved"
        listed = ", ".join(dict.fromkeys(url.rstrip("/") or "/" for url in after))
        pointer = place if common else self.pair.bound.pointer
        change = Change(family, verdict, pointer, there, base.url.rstrip("/") or "/", listed)
        self.pair.say(change, "", None, how=How.SERVER, span=base.span)


def _urls(server: Any) -> Iterator[str]:
    """A server's URL with each value that its variables may have; one without a list of values
    stays open."""
    url = server.get("url") if isinstance(server, Mapping) else None
    if not isinstance(url, str):
        return
    found = [url]
    variables = server.get("variables")
    for name in _VARIABLE.findall(url):
        variable = variables.get(name) if isinstance(variables, Mapping) else None
        values = variable.get("enum") if isinstance(variable, Mapping) else None
        if isinstance(values, list) and values:
            found = [
                known.replace(f"{{{name}}}", str(value)) for known in found for value in values
            ][:_MOST]
    yield from found


def _whole(base: str, path: str) -> tuple[str, str]:
    """Origin (empty where it is relative) and path of a URL."""
    try:
        parts = urlsplit(base)
    except ValueError:
        return base, bare(path)
    scheme, host = parts.scheme.lower(), parts.netloc.lower()
    origin = f"{scheme}://{host.removesuffix(_PORTS.get(scheme, ''))}" if host else ""
    return origin, bare(parts.path.rstrip("/") + path).rstrip("/")


def _covers(server: tuple[str, str], called: tuple[str, str]) -> bool:
    """Whether a server may be what is called. A relative one is wherever the document is, and one
    with open variables may be any that is written like it."""
    pattern = ".+".join(map(re.escape, _VARIABLE.split(server[0])[::2]))
    same_origin = not server[0] or not called[0] or re.fullmatch(pattern, called[0]) is not None
    return same_origin and server[1] == called[1]
