"""The request for a CSRF token."""

from portwright_runtime.auth.base import Auth
from portwright_runtime.auth.csrf import Csrf
from portwright_runtime.connection import Connection
from portwright_runtime.fields import Fields
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.prepare import Prepared, authorized
from portwright_runtime.transport.port import WireRequest


def fetching(
    csrf: Csrf, connection: Connection, inner: Auth, deadline: Deadline, now: float
) -> WireRequest:
    """The GET that asks for a token, as a client of nobody's session yet."""
    call = Prepared(
        method="GET",
        url=("" if csrf.names_base() else connection.base_url.rstrip("/")) + csrf.path,
        fields=Fields(),
        body=None,
        key=None,
    )
    call.fields.set("Accept", "*/*")
    call.fields.update(connection.headers.items())
    call.fields.set(csrf.header, csrf.fetch)
    left = max(deadline.left(now), 0.0)
    return authorized(call, inner, connect_timeout=left, timeout=left, deadline=deadline.at)
