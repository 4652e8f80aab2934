"""Tokens of an OAuth 2 grant: asked for once for all calls, and stored before they are used."""

from typing import Any

from portwright_runtime._sync.ports import SyncClock, SyncTransport
from portwright_runtime._sync.renewal import SyncRenewal
from portwright_runtime.auth.credential import Credential
from portwright_runtime.auth.grant import TokenGrant, token_request
from portwright_runtime.auth.refusal import Refusal
from portwright_runtime.auth.renewing import remaining, renewed, saved_at_least, trusted
from portwright_runtime.auth.token_answer import Issued, Reading, read_answer
from portwright_runtime.auth.token_store import TokenStore
from portwright_runtime.auth.tokens import Tokens, bearing
from portwright_runtime.errors import TransportFailed
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.spec import OperationSpec
from portwright_runtime.transport.port import WireResponse

# Seconds between two looks at a lock that another process has.
_LOOK = 0.05


class SyncTokens:
    """Gives every attempt the current token of one grant."""

    def __init__(self, grant: TokenGrant, transport: SyncTransport, clock: SyncClock) -> None:
        self._grant = grant
        self._transport = transport
        self._clock = clock
        # With a store a renewal may use up a refresh token: first the lock, then the request.
        precious = 2 * grant.timeout + _LOOK if grant.store else 0.0
        self._renewal: SyncRenewal[Tokens] = SyncRenewal(clock, precious)
        self._credential = Credential(generations=(0,))
        # Tokens that the store did not take: their refresh token is the only good one.
        self._unsaved: Tokens | None = None

    def get(self, spec: OperationSpec[Any], deadline: Deadline) -> Credential:
        """The credential for an attempt that starts now."""
        held = self._renewal.get(spec, deadline, self._renew)
        current = self._credential
        if current.generations[0] != held.generation:
            current = self._credential = bearing(held.value, held.generation)
        return current

    def base_url(self) -> str | None:
        """The one that the newest token names; None without a token yet."""
        held = self._renewal.life.held()
        return held.value.base_url if held else None

    def rejected(self, credential: Credential, answer: WireResponse, ruled: bool | None) -> bool:
        """Whether the answer is about the token, and another one may do better."""
        by_status = answer.status in self._grant.reauth_on
        if not (by_status if ruled is None else ruled):
            return False
        return self._renewal.life.rejected(credential.generations[-1], self._clock.now())

    def drain(self) -> None:
        """Wait for the renewal under way."""
        self._renewal.drain()

    def _renew(self) -> None:
        if not self._renewal.needs():
            return
        store = self._grant.store
        if store is None:
            self._ask(None, None)
        elif self._locked(store):
            try:
                self._renew_stored(store)
            finally:
                store.unlock()
        else:
            self._refused(Refusal("another process keeps the tokens locked", transient=True))

    def _locked(self, store: TokenStore) -> bool:
        # Whoever has the lock asks the endpoint, which takes it no longer than us.
        end = self._clock.now() + self._grant.timeout + _LOOK
        while not store.try_lock():
            if self._clock.now() >= end:
                return False
            self._clock.sleep(_LOOK)
        return True

    def _renew_stored(self, store: TokenStore) -> None:
        if self._unsaved:
            self._save(store, self._unsaved)
        stored = None if self._grant.begins_anew() else trusted(store.load(), self._grant)
        held = self._renewal.life.held()
        lasts = remaining(stored, held.value if held else None, self._grant, self._clock.wall())
        if stored and lasts > 0:
            # Another process, or an earlier one, was here before.
            self._given(stored, lasts)
        else:
            self._ask(store, stored)

    def _ask(self, store: TokenStore | None, stored: Tokens | None) -> None:
        grant, started, wall = self._grant, self._clock.now(), self._clock.wall()
        refresh = (stored and stored.refresh_token) or grant.first_refresh_token()
        request = token_request(grant, now=started, wall=wall, refresh_token=refresh)
        try:
            answer = self._transport.send(request)
        except TransportFailed:
            self._refused(Refusal("the token endpoint gave no answer", transient=True))
            return
        secrets = (*grant.secrets(), *((refresh,) if refresh else ()))
        how = Reading(grant.base_url, grant.reuse_for, secrets)
        found = read_answer(answer, how, self._clock.wall())
        if isinstance(found, Issued):
            # No from the answer to the store: no cancellation comes between them.
            tokens = renewed(found, refresh, wall)
            if store:
                self._save(store, tokens)
            self._given(tokens, found.lasts)
        else:
            if store and found.refresh_token:
                self._save(store, saved_at_least(found.refresh_token))
            self._refused(found)

    def _save(self, store: TokenStore, tokens: Tokens) -> None:
        self._unsaved = tokens
        store.save(tokens)
        self._unsaved = None

    def _given(self, tokens: Tokens, lasts: float) -> None:
        now = self._clock.now()
        self._renewal.life.given(tokens, now, lasts=lasts, ahead=self._grant.ahead)

    def _refused(self, refusal: Refusal) -> None:
        self._renewal.life.refused(refusal, self._clock.now())
