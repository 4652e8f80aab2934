"""
**What** The document has a server of its own for an operation, or for its path, and the operation
is sent to the base URL of the connection all the same.

**Why** Where a spec names the environments, they say where every call goes: a call of the sandbox
must not end up on the server of production. Where the document alone says it, a server is used
that is a whole URL; one with variables, or without a host, leads nowhere by itself.

**Example** Uploads under `servers: [{url: "https://{host}/uploads"}]`, and everything else on the
server of the document.

**Fix** Make the vendor another spec for the operations of that server, with environments of its
own, or compile the document with `--operation` once for each server.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0223", "own-server", "operation with a server of its own", __doc__ or "")


def report(span: Span | None, operation: str, url: str) -> Diagnostic:
    return RULE.at(
        span,
        f"the document has `{operation}` on `{url}`",
        label="sent to the base URL of the connection",
        help="call it by a package with that base URL",
    )
