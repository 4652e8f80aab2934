"""The driver: a logical call through its policies to the transport."""

import random
from collections.abc import Callable
from types import TracebackType
from typing import ClassVar, Self

from portwright_runtime._sync.clock import SyncSystemClock
from portwright_runtime._sync.credentials import SyncCredentials
from portwright_runtime._sync.gate import SyncGate
from portwright_runtime._sync.gatekeeper import SyncGatekeeper
from portwright_runtime._sync.ports import SyncBell, SyncClock, SyncTransport
from portwright_runtime.auth.base import Exchanged
from portwright_runtime.call import Request, Response
from portwright_runtime.connection import Connection
from portwright_runtime.course import Course
from portwright_runtime.errors import (
    CircuitOpen,
    ConfigurationError,
    PortwrightError,
    TokenStoreFailed,
    TransportFailed,
    VendorError,
)
from portwright_runtime.gates.health import Health, health_of
from portwright_runtime.gates.passage import Passage
from portwright_runtime.interpret import interpret
from portwright_runtime.keying import mint_key
from portwright_runtime.outcomes import outcome_of, pause_of
from portwright_runtime.policies.classify import Outcome
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.lease import Lease
from portwright_runtime.policies.limit import Limit
from portwright_runtime.prepare import Kept, Prepared, authorized, prepare
from portwright_runtime.spec import OperationSpec, R
from portwright_runtime.telemetry.event import Listener
from portwright_runtime.telemetry.guarded import Guarded
from portwright_runtime.telemetry.told import Told, end_of


class SyncClient:
    """Base of generated clients: one connection, its transport, and how calls are made.

    A transport that is handed in stays the caller's to close. `rng` gives the jitter, `new_key`
    mints idempotency keys, `listener` is told of everything that happens to a call, by the name
    of `vendor`. `limits` are those of the vendor.
    """

    vendor: ClassVar[str] = ""
    limits: ClassVar[tuple[Limit, ...]] = ()

    def __init__(
        self,
        connection: Connection,
        *,
        transport: SyncTransport | None = None,
        clock: SyncClock | None = None,
        rng: random.Random | None = None,
        new_key: Callable[[], str] | None = None,
        listener: Listener | None = None,
    ) -> None:
        self._connection = connection
        self._owns_transport = transport is None
        self._transport = transport or _default_transport()
        self._clock = clock or SyncSystemClock()
        self._credentials = SyncCredentials(connection, self._transport, self._clock)
        self._uniform = rng.random if rng else random.random
        self._new_key = new_key or mint_key
        self._listener = Guarded(listener) if listener else None
        self._kept = Kept()
        self._gatekeeper = SyncGatekeeper(connection, self.limits, self._clock)
        # Credentials that may have to be fetched first come between admission and request.
        auth = getattr(connection, "auth", None)
        self._sends_at_once = not isinstance(auth, Exchanged)
        self._gates: tuple[SyncGate, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the client's own transport, once a renewal of tokens under way is over."""
        self._credentials.close()
        if self._owns_transport:
            self._transport.close()

    @property
    def breakers(self) -> dict[str, str]:
        """The state of each breaker by operation; "" is that of the whole connection."""
        return self._gatekeeper.gates.breakers

    def isolate(self) -> None:
        """Send nothing: every call is refused as by an open breaker, until `restore`."""
        self._gatekeeper.gates.isolate()

    def restore(self) -> None:
        """Close every breaker, whatever its state."""
        self._gatekeeper.gates.restore()

    def _perform(self, spec: OperationSpec[R], request: Request) -> Response[R]:
        """One logical call, told to the listener if there is one."""
        if self._listener is None:
            return self._call(spec, request, None)
        told = Told(self._listener, self.vendor, spec, lambda: spec.server or self._base_url())
        started = self._clock.now()
        outcome = Outcome.CANCELLED.value
        told.started()
        try:
            response = self._call(spec, request, told)
            outcome = Outcome.SUCCESS.value
            return response
        except PortwrightError as error:
            outcome = end_of(error)
            raise
        finally:
            told.finished(outcome, self._clock.now() - started)

    def _base_url(self) -> str:
        return self._credentials.base_url or self._connection.base_url

    def _call(self, spec: OperationSpec[R], request: Request, told: Told | None) -> Response[R]:
        """Key and deadline once, then attempts until one decides the call."""
        now = self._clock.now()
        own = request.options.deadline if request.options else None
        deadline = Deadline(now + (spec.policy.deadline if own is None else own))
        call = prepare(
            spec,
            request,
            self._connection,
            self._new_key,
            self._credentials.base_url,
            self._kept,
        )
        # Making the request takes its time, and what is admitted must be sent at once.
        now = self._clock.now()
        course = Course(spec.name, spec.policy, spec.safety, call.key, deadline)
        passage = self._gatekeeper.passage(spec, request, deadline.at)
        try:
            while True:
                course.begin(now)
                if not self._sends_at_once or self._gates or not passage.go(now):
                    self._gatekeeper.lead(passage, now, course, told)
                try:
                    return self._attempt(spec, call, course, passage, told)
                except (VendorError, TransportFailed) as error:
                    delay = self._failed(error, course, passage, told)
                self._clock.sleep(delay)
                now = self._clock.now()
        except BaseException:
            # Cancelled or refused before an attempt: what it held or had paid goes back.
            passage.end(Health.SILENT, self._clock.now())
            raise

    def _failed(
        self,
        error: PortwrightError,
        course: Course,
        passage: Passage[SyncBell],
        told: Told | None,
    ) -> float:
        """Seconds until the next attempt; raises what the call ends with if there is none."""
        now, wall, u = self._clock.now(), self._clock.wall(), self._uniform()
        delay = course.failed(error, now=now, wall=wall, u=u, pay=passage.withdraw)
        shut = passage.shut(now + delay)
        if shut:
            raise self._gatekeeper.refused(shut, course, told)
        if told:
            told.wait(course.attempt, outcome_of(error), delay)
        return delay

    def _attempt(
        self,
        spec: OperationSpec[R],
        call: Prepared,
        course: Course,
        passage: Passage[SyncBell],
        told: Told | None,
    ) -> Response[R]:
        """Auth, send, classify and decode; what the attempt holds is let go once."""
        leases: list[Lease] = []
        outcome, status = Outcome.CANCELLED, None
        started = self._clock.now() if told else 0.0
        try:
            for gate in self._gates:
                leases.append(gate.admit(spec.name, course.deadline))
            response = self._exchange(spec, call, course, passage)
            outcome, status = Outcome.SUCCESS, response.status
            return response
        except PortwrightError as error:
            outcome, status = outcome_of(error), getattr(error, "status", None)
            raise
        except Exception as error:  # noqa: BLE001 (a transport of the caller's may raise any)
            # Nobody knows what came: to the breaker that is as bad as what cannot be read.
            outcome = Outcome.UNREADABLE
            ended = course.foreign(error)
            raise ended from ended.__cause__
        finally:
            now = self._clock.now()
            for lease in reversed(leases):
                lease.release(outcome, now)
            sent = passage.started
            passage.end(health_of(outcome, status), now)
            if told:
                if sent:
                    told.attempt(course.attempt, outcome, now - started, status)
                elif outcome is not Outcome.CANCELLED:
                    told.refused(course.attempt, "breaker" if passage.isolated else "auth")
                told.states(passage.changes())

    def _exchange(
        self,
        spec: OperationSpec[R],
        call: Prepared,
        course: Course,
        passage: Passage[SyncBell],
    ) -> Response[R]:
        try:
            auth = self._credentials.get(spec, course.deadline)
            now = self._clock.now()
            timeout = course.timeout(now)
            request = authorized(
                call,
                auth,
                connect_timeout=min(spec.policy.timeout.connect, timeout),
                timeout=timeout,
                deadline=course.deadline.at,
                kept=self._kept,
            )
            if passage.isolated:
                raise CircuitOpen(spec.name, None)
            passage.start(now)
            answer = self._transport.send(request)
        except TransportFailed as error:
            error.operation = spec.name
            raise
        except (CircuitOpen, ConfigurationError, TokenStoreFailed) as error:
            final = course.refused(error)
            raise final from final.__cause__
        if passage.limited:
            passage.learn(answer.headers, self._clock.now)
        try:
            return interpret(spec, answer, self._clock.wall())
        except VendorError as error:
            self._learn(error, passage)
            ruled = error.verdict.outcome is Outcome.REAUTH if error.verdict else None
            if self._credentials.rejected(auth, answer, ruled):
                course.unauthorized(error)
            raise

    def _learn(self, error: VendorError, passage: Passage[SyncBell]) -> None:
        """A throttled call holds the limiter for as long as the vendor says."""
        if passage.limited and outcome_of(error) is Outcome.THROTTLE:
            pause = pause_of(error, self._clock.wall())
            quota = error.verdict is not None and error.verdict.until == "quota_reset"
            passage.throttled(pause, self._clock.now(), quota=quota)


def _default_transport() -> SyncTransport:
    # Not before a client is made: importing generated code must stay cheap.
    from portwright_runtime.transport.sync_httpx2 import SyncHttpx2Transport

    return SyncHttpx2Transport()
