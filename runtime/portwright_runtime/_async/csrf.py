"""A CSRF session over another way to authenticate: fetched once for all calls."""

from functools import partial
from typing import Any

from portwright_runtime._async.ports import AsyncClock, AsyncTransport
from portwright_runtime._async.renewal import AsyncRenewal
from portwright_runtime._async.tokens import AsyncTokens
from portwright_runtime.auth.base import Auth
from portwright_runtime.auth.credential import Credential
from portwright_runtime.auth.csrf import Csrf, Session, with_session
from portwright_runtime.auth.csrf_fetch import fetching
from portwright_runtime.auth.refusal import Refusal
from portwright_runtime.connection import Connection
from portwright_runtime.errors import TransportFailed
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.spec import OperationSpec
from portwright_runtime.transport.port import WireResponse


class AsyncCsrf:
    """Gives every attempt the inner credential and, beside it, the session."""

    def __init__(
        self,
        csrf: Csrf,
        inner: AsyncTokens | None,
        connection: Connection,
        transport: AsyncTransport,
        clock: AsyncClock,
    ) -> None:
        self._csrf = csrf
        self._inner = inner
        self._connection = connection
        self._transport = transport
        self._clock = clock
        self._renewal: AsyncRenewal[Session] = AsyncRenewal(clock)

    async def get(self, spec: OperationSpec[Any], deadline: Deadline) -> Credential:
        """The credential for an attempt that starts now."""
        inner = await self._inside(spec, deadline)
        if self._csrf.is_needed(spec.method):
            renew = partial(self._fetch, spec)
            held = await self._renewal.get(spec, deadline, renew)
            return with_session(inner, held, write=True)
        return with_session(inner, self._renewal.life.usable(self._clock.now()), write=False)

    def base_url(self) -> str | None:
        """The one that the inner token names."""
        return self._inner.base_url() if self._inner else None

    def rejected(self, credential: Credential, answer: WireResponse, ruled: bool | None) -> bool:
        """Whether the answer is about the session or the inner token, and it was let go."""
        if self._csrf.asks_again(answer):
            return self._renewal.life.rejected(credential.generations[0], self._clock.now())
        return self._inner is not None and self._inner.rejected(credential, answer, ruled)

    async def drain(self) -> None:
        """Wait for what is under way."""
        await self._renewal.drain()
        if self._inner:
            await self._inner.drain()

    async def _inside(self, spec: OperationSpec[Any], deadline: Deadline) -> Auth:
        return await self._inner.get(spec, deadline) if self._inner else self._csrf.auth

    async def _fetch(self, spec: OperationSpec[Any]) -> None:
        if not self._renewal.needs():
            return
        found = await self._fetched(spec)
        now = self._clock.now()
        if isinstance(found, Session):
            self._renewal.life.given(found, now)
        else:
            self._renewal.life.refused(found, now)

    async def _fetched(self, spec: OperationSpec[Any]) -> Session | Refusal:
        deadline = Deadline(self._clock.now() + self._csrf.timeout)
        try:
            inner = await self._inside(spec, deadline)
            answer = await self._send(inner, deadline)
            if self._is_stale(inner, answer):
                answer = await self._send(await self._inside(spec, deadline), deadline)
        except TransportFailed:
            return Refusal("no CSRF token: the vendor gave no answer", transient=True)
        return self._csrf.read(answer, self._clock.wall())

    def _is_stale(self, inner: Auth, answer: WireResponse) -> bool:
        if self._inner is None or not isinstance(inner, Credential):
            return False
        return self._inner.rejected(inner, answer, None)

    async def _send(self, inner: Auth, deadline: Deadline) -> WireResponse:
        request = fetching(self._csrf, self._connection, inner, deadline, self._clock.now())
        return await self._transport.send(request)
