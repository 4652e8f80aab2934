"""The owner's consent turned into tokens."""

from portwright_runtime._async.clock import AsyncSystemClock
from portwright_runtime._async.ports import AsyncClock, AsyncTransport
from portwright_runtime._async.tokens import AsyncTokens
from portwright_runtime.auth.authorization_code import AuthorizationCode
from portwright_runtime.auth.consent import Consent, exchange_of
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.policy import Policy
from portwright_runtime.policies.safety import Unsafe
from portwright_runtime.spec import OperationSpec

_REDEEM: OperationSpec[None] = OperationSpec(
    name="redeem", method="POST", path="/", policy=Policy(), safety=Unsafe(), answers=()
)


async def redeem(
    grant: AuthorizationCode,
    consent: Consent,
    came_back_to: str,
    *,
    transport: AsyncTransport,
    clock: AsyncClock | None = None,
) -> None:
    """Put the first tokens into the grant's store; its clients renew them from then on.

    `came_back_to` is the URL that the owner was sent back to. Raises ConsentRefused, AuthFailed,
    AuthUnavailable or TokenStoreFailed; a code is good once, so that another try needs another
    consent.
    """
    time = clock or AsyncSystemClock()
    tokens = AsyncTokens(exchange_of(grant, consent, came_back_to), transport, time)
    # As long as the endpoint and the lock may take.
    await tokens.get(_REDEEM, Deadline(time.now() + 2 * grant.timeout + 1.0))
