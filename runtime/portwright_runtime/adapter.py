"""What generated adapters use: a vendor's client behind a port."""

from collections.abc import Mapping

from portwright_runtime._async.adapter import AsyncAdapter
from portwright_runtime._async.stream import AsyncStream
from portwright_runtime._sync.adapter import SyncAdapter
from portwright_runtime._sync.stream import SyncStream
from portwright_runtime.call import CallOptions
from portwright_runtime.codec.json import UndecodableError, decode_json
from portwright_runtime.codec.texts import Step, texts
from portwright_runtime.errors import VendorError
from portwright_runtime.raising import raising

__all__ = [
    "AsyncAdapter",
    "AsyncStream",
    "SyncAdapter",
    "SyncStream",
    "error_text",
    "keyed",
    "options",
    "raising",
]


def keyed(key: str | None) -> CallOptions | None:
    """The options of a call under the caller's own idempotency key; None: one is minted."""
    return None if key is None else CallOptions(key=key)


def options(
    key: str | None = None, headers: Mapping[str, str | None] | None = None
) -> CallOptions | None:
    """The options of a call with a key and headers of its own, such as a precondition (If-Match).

    A header of None is left out, and None is given where nothing remains to be said.
    """
    given = {name: value for name, value in (headers or {}).items() if value is not None}
    if key is None and not given:
        return None
    return CallOptions(headers=given or None, key=key)


def error_text(error: VendorError, *steps: Step) -> str | None:
    """The scalar at a path in the body of an answer, as JSON writes it, strings without quotes.

    A name leads into an object, a number into a list, `*` to the first element that has the rest.
    None for null, for what is not there, and for a body that is no JSON.
    """
    try:
        body = decode_json(error.body.encode(errors="replace"), object)
    except UndecodableError:
        return None
    found = texts(body, *steps)
    return found[0] if found else None
