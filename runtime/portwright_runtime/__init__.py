"""What generated clients import at run time; nothing of the compiler.

The drivers, and what brings them along, are imported when they are first asked for (PEP 562): who
reads a policy or a rule only, as the compiler does, need not pay for them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from portwright_runtime.answer import Answer
from portwright_runtime.auth.api_key import ApiKey
from portwright_runtime.auth.base import Auth
from portwright_runtime.auth.basic import Basic
from portwright_runtime.auth.bearer import Bearer
from portwright_runtime.auth.none import NoAuth
from portwright_runtime.call import CallOptions, Request, Response
from portwright_runtime.codec.multipart import File
from portwright_runtime.codec.query import (
    DEEP_OBJECT,
    FORM,
    FORM_COMMA,
    PIPE,
    SPACE,
    TAB,
    QueryStyle,
)
from portwright_runtime.connection import Connection
from portwright_runtime.env import Variables
from portwright_runtime.headers import Headers
from portwright_runtime.json_values import Json, JsonInput, JsonObjectInput
from portwright_runtime.policies.breaker import Breaker
from portwright_runtime.policies.budget import Budget
from portwright_runtime.policies.bulkhead import Bulkhead
from portwright_runtime.policies.classify import Outcome
from portwright_runtime.policies.limit import Limit, Observe, Queue
from portwright_runtime.policies.policy import Policy, Retry, Timeout
from portwright_runtime.policies.rules import RetryHint, Rules, Verdict
from portwright_runtime.policies.safety import Idempotent, Keyed, NaturalKey, Read, Unsafe
from portwright_runtime.policies.scope import Param
from portwright_runtime.secret import Secret
from portwright_runtime.spec import ErrorClasses, OperationSpec
from portwright_runtime.telemetry.event import Event, Listener
from portwright_runtime.transport.port import WireRequest, WireResponse
from portwright_runtime.version import API_VERSION, require_api

if TYPE_CHECKING:
    from portwright_runtime._async.call import AsyncCall
    from portwright_runtime._async.client import AsyncClient
    from portwright_runtime._async.ports import AsyncClock, AsyncTransport
    from portwright_runtime._async.resource import AsyncResource
    from portwright_runtime._sync.call import SyncCall
    from portwright_runtime._sync.client import SyncClient
    from portwright_runtime._sync.ports import SyncClock, SyncTransport
    from portwright_runtime._sync.resource import SyncResource
    from portwright_runtime.method import OperationMethod, operation
    from portwright_runtime.money import Money

__all__ = [
    "API_VERSION",
    "DEEP_OBJECT",
    "FORM",
    "FORM_COMMA",
    "PIPE",
    "SPACE",
    "TAB",
    "UNSET",
    "Answer",
    "ApiKey",
    "AsyncCall",
    "AsyncClient",
    "AsyncClock",
    "AsyncResource",
    "AsyncTransport",
    "Auth",
    "Basic",
    "Bearer",
    "Breaker",
    "Budget",
    "Bulkhead",
    "CallOptions",
    "Connection",
    "ErrorClasses",
    "Event",
    "File",
    "Headers",
    "Idempotent",
    "Json",
    "JsonInput",
    "JsonObjectInput",
    "Keyed",
    "Limit",
    "Listener",
    "Money",
    "NaturalKey",
    "NoAuth",
    "Observe",
    "OperationMethod",
    "OperationSpec",
    "Outcome",
    "Param",
    "Policy",
    "QueryStyle",
    "Queue",
    "Read",
    "Request",
    "Response",
    "Retry",
    "RetryHint",
    "Rules",
    "Secret",
    "SyncCall",
    "SyncClient",
    "SyncClock",
    "SyncResource",
    "SyncTransport",
    "Timeout",
    "Unsafe",
    "UnsetType",
    "Variables",
    "Verdict",
    "WireRequest",
    "WireResponse",
    "operation",
    "require_api",
]

_LATER = {
    "AsyncCall": "portwright_runtime._async.call",
    "AsyncClient": "portwright_runtime._async.client",
    "AsyncClock": "portwright_runtime._async.ports",
    "AsyncResource": "portwright_runtime._async.resource",
    "AsyncTransport": "portwright_runtime._async.ports",
    "SyncCall": "portwright_runtime._sync.call",
    "SyncClient": "portwright_runtime._sync.client",
    "SyncClock": "portwright_runtime._sync.ports",
    "SyncResource": "portwright_runtime._sync.resource",
    "SyncTransport": "portwright_runtime._sync.ports",
    "Money": "portwright_runtime.money",
    "OperationMethod": "portwright_runtime.method",
    "operation": "portwright_runtime.method",
}

# A type checker reads the imports above instead, and so still knows what is not here.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A driver, from then on a name like any other."""
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(_LATER[name]), name)
        globals()[name] = found
        return found
