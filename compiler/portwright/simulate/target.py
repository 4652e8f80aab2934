"""What is simulated: operations under their compiled policies, and the client that drives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portwright_runtime.answer import Answer
from portwright_runtime.auth.none import NoAuth
from portwright_runtime.call import Request
from portwright_runtime.codec.json import UndecodableError, decode_json
from portwright_runtime.codec.media import is_json
from portwright_runtime.policies.limit import Limit
from portwright_runtime.spec import OperationSpec


@dataclass(frozen=True, slots=True)
class Subject:
    """One operation: its compiled spec, a request that it can send, and an answer it can read."""

    spec: OperationSpec[Any]
    request: Request = field(default_factory=Request)
    answer: Answer = field(default_factory=lambda: Answer("200", None))
    body: bytes = b""

    @property
    def status(self) -> int:
        """The status of its success."""
        return int(self.answer.status) if self.answer.status.isdigit() else 200

    def reads(self, status: int, body: bytes) -> bool:
        """Whether a success with this body is what its operation declares."""
        declared = (str(status), f"{status // 100}XX", "DEFAULT")
        found = [one for one in self.spec.answers if one.status.upper() in declared]
        answer = min(found, key=lambda one: declared.index(one.status.upper()), default=None)
        if answer is None or answer.type is None or not is_json(answer.media):
            return True
        try:
            decode_json(body, answer.type)
        except UndecodableError:
            return False
        return True


class StandIn:
    """A connection that needs no secrets; a parameter that is asked for is its own name.

    Authentication is not simulated: no policy depends on it.
    """

    base_url = "https://vendor.invalid"

    def __init__(self, environment: str | None) -> None:
        self.environment = environment
        self.headers: Mapping[str, None] = {}
        self.auth = NoAuth()

    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        return name


@dataclass(frozen=True, slots=True)
class Target:
    """A vendor's operations by name, with the limits of its spec."""

    vendor: str
    subjects: Mapping[str, Subject]
    limits: tuple[Limit, ...] = ()
    environments: tuple[str, ...] = ()

    def limits_in(self, environment: str | None) -> tuple[Limit, ...]:
        """Those that hold there."""
        return tuple(limit for limit in self.limits if limit.env in (None, environment))
