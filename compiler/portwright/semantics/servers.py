"""Servers of single operations: where the document has one elsewhere than all the others."""

from __future__ import annotations

import re

from portwright.diagnostics.model import Diagnostics
from portwright.openapi.document import OpenApi
from portwright.openapi.servers import first_server, server_holders
from portwright.rules.binding import own_server
from portwright.semantics.call import Call
from portwright.semantics.urls import check_url
from portwright.source.span import Span, Text


def bind_server(call: Call) -> str:
    """The base URL of this operation alone; empty where it is sent to the connection's.

    A spec that names its environments says itself where calls go: its sandbox must not be left for
    the server that a document knows. What cannot be honoured is reported.
    """
    url = own_server_of(call.around.document, call.entry.key, call.entry.pointer)
    if url is None:
        return ""
    if call.around.document_servers and is_usable_server(url):
        return url.rstrip("/")
    call.around.sink.add(own_server.report(call.call_span, call.entry.id, url))
    return ""


def is_usable_server(url: str) -> bool:
    """Whether paths can be appended to the URL of a server as it stands."""
    if "{" in url or not re.match(r"https?://[^\s/]", url):
        return False
    refused = Diagnostics()
    check_url(Text(url, Span("")), "servers", refused)
    return not refused.has_errors


def own_server_of(document: OpenApi, key: str, pointer: str) -> str | None:
    """The first server of an operation or of its path, if the document begins with another."""
    own = None
    for at in server_holders(key, pointer)[:-1]:
        own = first_server(document.get(at)) if own is None else own
    common = first_server(document.data)
    # Without any the server is `/`, wherever that is.
    same = own is None or own.rstrip("/") == (common or "/").rstrip("/")
    return None if same else own
