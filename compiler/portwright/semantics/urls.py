"""URLs of a spec: what calls can be sent to, and nothing that should not stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.language.connection import BaseUrlFromToken
from portwright.rules.binding import unusable_url
from portwright.rules.secrets import literal_credential
from portwright.semantics.credentials import looks_like_a_credential
from portwright.source.span import Text
from portwright_runtime.auth.hosts import BaseUrlFromToken as RuntimeBaseUrl
from portwright_runtime.auth.hosts import is_host
from portwright_runtime.errors import ConfigurationError


def check_url(url: Text, where: str, sink: Diagnostics, *, is_base: bool = True) -> None:
    """Report what is wrong with a URL; paths are appended to a base, so it has no query."""
    if looks_like_a_credential(url):
        sink.add(literal_credential.report(url.span, where))
        return
    for found in _faults(url, is_base):
        sink.add(found)
        return


def _faults(url: Text, is_base: bool) -> Iterator[Diagnostic]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        yield unusable_url.report(url.span, url, str(error).lower())
        return
    if "@" in parts.netloc:
        yield unusable_url.report_user(url.span)
    if not parts.hostname:
        yield unusable_url.report(url.span, url, "it names no host")
    elif not _is_address(parts.hostname):
        yield unusable_url.report(url.span, url, "no host has such a name")
    if port == 0:
        yield unusable_url.report(url.span, url, "there is no port 0")
    if "#" in url:
        yield unusable_url.report(url.span, url, "it has a fragment")
    if is_base and "?" in url:
        yield unusable_url.report(url.span, url, "it has a query")


def check_allowed_hosts(declared: BaseUrlFromToken, sink: Diagnostics) -> None:
    """Patterns that the runtime refuses, each for itself."""
    for host in declared.allow_hosts:
        try:
            RuntimeBaseUrl(field="any", allow_hosts=(str(host),))
        except ConfigurationError:
            sink.add(unusable_url.report_pattern(host.span, host))
    if not declared.allow_hosts:
        sink.add(unusable_url.report_no_pattern(declared.place.values.get("allow_hosts")))


def _is_address(host: str) -> bool:
    """An IP address, or a name. A name in another script goes out in its ASCII form (RFC 3492), and
    in networks of one's own names have a `_`."""
    try:
        return bool(ip_address(host))
    except ValueError:
        pass
    try:
        name = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return False
    return is_host(name.replace("_", "x"))
