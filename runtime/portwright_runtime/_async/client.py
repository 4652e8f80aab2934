"""The driver: a logical call through its policies to the transport."""

import random
from collections.abc import Callable
from types import TracebackType
from typing import Self

from portwright_runtime._async.clock import AsyncSystemClock
from portwright_runtime._async.gate import AsyncGate
from portwright_runtime._async.ports import AsyncClock, AsyncTransport
from portwright_runtime.call import Request, Response
from portwright_runtime.connection import Connection
from portwright_runtime.course import Course
from portwright_runtime.errors import PortwrightError, TransportFailed, VendorError
from portwright_runtime.interpret import interpret
from portwright_runtime.keying import mint_key
from portwright_runtime.outcomes import outcome_of
from portwright_runtime.policies.classify import Outcome
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.lease import Lease
from portwright_runtime.prepare import Prepared, authorized, prepare
from portwright_runtime.spec import OperationSpec, R
from portwright_runtime.telemetry.event import Event, Listener


class AsyncClient:
    """Base of generated clients: one connection, its transport, and how calls are made.

    A transport that is handed in stays the caller's to close. `rng` gives the jitter, `new_key`
    mints idempotency keys, `listener` is told of every attempt and must not raise.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        transport: AsyncTransport | None = None,
        clock: AsyncClock | None = None,
        rng: random.Random | None = None,
        new_key: Callable[[], str] | None = None,
        listener: Listener | None = None,
    ) -> None:
        self._connection = connection
        self._owns_transport = transport is None
        self._transport = transport or _default_transport()
        self._clock = clock or AsyncSystemClock()
        self._uniform = rng.random if rng else random.random
        self._new_key = new_key or mint_key
        self._listener = listener
        self._gates: tuple[AsyncGate, ...] = ()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the client's own transport."""
        if self._owns_transport:
            await self._transport.aclose()

    async def _perform(self, spec: OperationSpec[R], request: Request) -> Response[R]:
        """One logical call: key and deadline once, then attempts until one decides it."""
        started = self._clock.now()
        own = request.options.deadline if request.options else None
        deadline = Deadline(started + (spec.policy.deadline if own is None else own))
        call = prepare(spec, request, self._connection, self._new_key)
        course = Course(spec.name, spec.policy, spec.safety, call.key, deadline)
        while True:
            course.begin(self._clock.now())
            try:
                return await self._attempt(spec, call, course)
            except (VendorError, TransportFailed) as error:
                outcome = outcome_of(error)
                delay = course.failed(
                    error, now=self._clock.now(), wall=self._clock.wall(), u=self._uniform()
                )
            self._tell(Event("wait", spec.name, course.attempt, outcome.value, delay))
            await self._clock.sleep(delay)

    async def _attempt(self, spec: OperationSpec[R], call: Prepared, course: Course) -> Response[R]:
        """Gates in order, then auth, send, classify and decode; every lease released once."""
        leases: list[Lease] = []
        outcome = Outcome.CANCELLED
        started = self._clock.now()
        try:
            for gate in self._gates:
                leases.append(await gate.admit(spec.name, course.deadline))
            response = await self._exchange(spec, call, course)
            outcome = Outcome.SUCCESS
            return response
        except PortwrightError as error:
            outcome = outcome_of(error)
            raise
        finally:
            now = self._clock.now()
            for lease in reversed(leases):
                lease.release(outcome, now)
            self._tell(Event("attempt", spec.name, course.attempt, outcome.value, now - started))

    async def _exchange(
        self, spec: OperationSpec[R], call: Prepared, course: Course
    ) -> Response[R]:
        timeout = course.timeout(self._clock.now())
        request = authorized(
            call,
            self._connection.auth,
            connect_timeout=min(spec.policy.timeout.connect, timeout),
            timeout=timeout,
            deadline=course.deadline.at,
        )
        try:
            answer = await self._transport.send(request)
        except TransportFailed as error:
            error.operation = spec.name
            raise
        return interpret(spec, answer, self._clock.wall())

    def _tell(self, event: Event) -> None:
        if self._listener:
            self._listener(event)


def _default_transport() -> AsyncTransport:
    # Not before a client is made: importing generated code must stay cheap.
    from portwright_runtime.transport.async_httpx2 import AsyncHttpx2Transport

    return AsyncHttpx2Transport()
