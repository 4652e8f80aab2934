"""Where idempotency keys are sent: a name that nothing else of the connection takes.

Credentials and constant headers are set over those of a call, so a key that meets one would not go
out, and the write would be repeated without it.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Connection
from portwright.language.operations import Keyed, Operation
from portwright.language.record import Table
from portwright.rules.safety import key_nowhere
from portwright.semantics.auth import auth_headers, auth_queries
from portwright.semantics.headers import check_name

# What the client sets itself once a call has a body.
_OF_BODY = "content-type"


def check_key_names(
    operations: Table[Operation], connection: Connection, sink: Diagnostics
) -> None:
    auth = connection.auth
    holders = {_OF_BODY: "the body"}
    holders |= {name.lower(): "connection.headers" for name, _ in connection.headers}
    holders |= dict.fromkeys(auth_headers(auth), "connection.auth")
    queries = dict.fromkeys(auth_queries(auth), "connection.auth")
    for name, operation in operations.items():
        safety = operation.safety
        if not isinstance(safety, Keyed):
            continue
        check_name(safety.header, sink)
        for key, holder in (
            (safety.header, holders.get((safety.header or "").lower())),
            (safety.query, queries.get(safety.query or "")),
        ):
            if key is not None and holder is not None:
                sink.add(key_nowhere.report_taken(key, name, holder))
