"""The owner's consent turned into tokens."""

from portwright_runtime._sync.clock import SyncSystemClock
from portwright_runtime._sync.ports import SyncClock, SyncTransport
from portwright_runtime._sync.tokens import SyncTokens
from portwright_runtime.auth.authorization_code import AuthorizationCode
from portwright_runtime.auth.consent import Consent, exchange_of
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.policy import Policy
from portwright_runtime.policies.safety import Unsafe
from portwright_runtime.spec import OperationSpec

_REDEEM: OperationSpec[None] = OperationSpec(
    name="redeem", method="POST", path="/", policy=Policy(), safety=Unsafe(), answers=()
)


def redeem(
    grant: AuthorizationCode,
    consent: Consent,
    came_back_to: str,
    *,
    transport: SyncTransport,
    clock: SyncClock | None = None,
) -> None:
    """Put the first tokens into the grant's store; its clients renew them from then on.

    `came_back_to` is the URL that the owner was sent back to. Raises ConsentRefused, AuthFailed,
    AuthUnavailable or TokenStoreFailed; a code is good once, so that another try needs another
    consent.
    """
    time = clock or SyncSystemClock()
    tokens = SyncTokens(exchange_of(grant, consent, came_back_to), transport, time)
    # As long as the endpoint and the lock may take.
    tokens.get(_REDEEM, Deadline(time.now() + 2 * grant.timeout + 1.0))
