"""What generated code says about an operation: constants, made once at import."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from portwright_runtime import errors
from portwright_runtime.answer import Answer
from portwright_runtime.codec.query import QueryStyle
from portwright_runtime.plan import Plan
from portwright_runtime.policies.policy import Policy
from portwright_runtime.policies.rules import RetryHint, Rules
from portwright_runtime.policies.safety import Safety

R = TypeVar("R")

BodyKind = Literal["json", "form", "multipart", "text", "bytes"]


@dataclass(frozen=True, slots=True)
class ErrorClasses:
    """The classes that a vendor's errors are raised as; `code` is the path to its error code."""

    base: type[errors.VendorError] = errors.VendorError
    rejected: type[errors.Rejected] = errors.Rejected
    auth_failed: type[errors.AuthFailed] = errors.AuthFailed
    forbidden: type[errors.Forbidden] = errors.Forbidden
    not_found: type[errors.NotFound] = errors.NotFound
    conflict: type[errors.Conflict] = errors.Conflict
    throttled: type[errors.Throttled] = errors.VendorThrottled
    unavailable: type[errors.Unavailable] = errors.Unavailable
    unexpected: type[errors.UnexpectedAnswer] = errors.UnexpectedAnswer
    code: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class OperationSpec(Generic[R]):
    """One operation of a vendor; R is the type of its successful answers.

    `media` replaces the Content-Type that `body` implies, but for multipart; `arrays` marks an
    array element in forms and deep objects: "[]", "[0]" (numbered) or "" (repeated name). `fields`
    are the styles of single fields of a form, `parts` the media types of single parts. `server` is
    the base URL of this operation alone.
    `classify` and `hint` are the vendor's own word on its answers. `accept` is made of the answers'
    media types.
    """

    name: str
    method: str
    path: str
    policy: Policy
    safety: Safety
    answers: tuple[Answer, ...]
    body: BodyKind | None = None
    media: str | None = None
    body_required: bool = True
    query: Mapping[str, QueryStyle] = field(default_factory=dict)
    fields: Mapping[str, QueryStyle] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    server: str = ""
    arrays: str = "[]"
    errors: ErrorClasses = field(default_factory=ErrorClasses)
    classify: Rules | None = None
    hint: RetryHint | None = None
    accept: str = field(init=False)
    plan: Plan = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kinds = dict.fromkeys(answer.media for answer in self.answers if answer.type is not None)
        object.__setattr__(self, "accept", ", ".join(kinds) or "*/*")
        object.__setattr__(self, "plan", Plan(self.safety))
