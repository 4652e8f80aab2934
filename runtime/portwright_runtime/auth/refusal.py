"""Why no credentials came, as a value: the error of each call is made of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from portwright_runtime.errors import AuthFailed, AuthUnavailable, PortwrightError
from portwright_runtime.headers import Headers
from portwright_runtime.policies.classify import Outcome
from portwright_runtime.policies.rules import Verdict
from portwright_runtime.secret import Secret

# What RFC 6749 (5.2) lets an error code be, less its blanks, and no longer than a name.
_CODE: Final = re.compile(r"[!#-\[\]-~]{1,64}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step before the call failed: its HTTP status and what may be told of it.

    `transient`: asking again may help, after `retry_after` seconds if the vendor said so.
    `refresh_token` came all the same, and may be the only good one.
    """

    reason: str
    status: int = 0
    code: str | None = None
    transient: bool = False
    retry_after: float | None = None
    refresh_token: Secret | None = None

    def error(self, operation: str, kind: type[AuthFailed] = AuthFailed) -> PortwrightError:
        """The error for a call: AuthUnavailable if another attempt may help, else `kind`.

        It holds neither fields nor body of the answer, which is about tokens.
        """
        if self.transient:
            failed = AuthUnavailable(self.reason)
            failed.operation = operation
            return failed
        refused = kind(
            operation,
            status=self.status,
            headers=Headers(),
            body="",
            reason=self.reason,
            code=self.code,
        )
        # Whatever its status: it is not the vendor's answer to the call.
        refused.verdict = Verdict(Outcome.AUTH_FAILED)
        return refused


def tellable(text: object, secrets: Iterable[Secret]) -> str | None:
    """A code or host of the vendor's that may stand in an error; None if it is odd or secret."""
    if not isinstance(text, str) or not _CODE.fullmatch(text):
        return None
    return None if any(secret and secret.reveal() in text for secret in secrets) else text
