"""URLs of a spec: what calls can be sent to, and nothing that should not stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.rules.binding import unusable_url
from portwright.rules.secrets import literal_credential
from portwright.semantics.credentials import looks_like_a_credential
from portwright.source.span import Text


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
    if port == 0:
        yield unusable_url.report(url.span, url, "there is no port 0")
    if "#" in url:
        yield unusable_url.report(url.span, url, "it has a fragment")
    if is_base and "?" in url:
        yield unusable_url.report(url.span, url, "it has a query")
