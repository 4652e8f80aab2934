"""What generated clients import at run time; nothing of the compiler."""

from msgspec import UNSET, UnsetType

from portwright_runtime._async.call import AsyncCall
from portwright_runtime._async.client import AsyncClient
from portwright_runtime._async.ports import AsyncClock, AsyncTransport
from portwright_runtime._sync.call import SyncCall
from portwright_runtime._sync.client import SyncClient
from portwright_runtime._sync.ports import SyncClock, SyncTransport
from portwright_runtime.answer import Answer
from portwright_runtime.auth.api_key import ApiKey
from portwright_runtime.auth.base import Auth
from portwright_runtime.auth.basic import Basic
from portwright_runtime.auth.bearer import Bearer
from portwright_runtime.auth.none import NoAuth
from portwright_runtime.call import CallOptions, Request, Response
from portwright_runtime.codec.query import DEEP_OBJECT, FORM, FORM_COMMA, PIPE, SPACE, QueryStyle
from portwright_runtime.connection import Connection
from portwright_runtime.env import Variables
from portwright_runtime.headers import Headers
from portwright_runtime.operation import OperationMethod, operation
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

__all__ = [
    "API_VERSION",
    "DEEP_OBJECT",
    "FORM",
    "FORM_COMMA",
    "PIPE",
    "SPACE",
    "UNSET",
    "Answer",
    "ApiKey",
    "AsyncCall",
    "AsyncClient",
    "AsyncClock",
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
    "Headers",
    "Idempotent",
    "Keyed",
    "Limit",
    "Listener",
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
